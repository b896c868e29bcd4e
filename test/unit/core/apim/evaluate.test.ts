import assert from 'node:assert/strict';
import {
  CompactEncrypt,
  CompactSign,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  type GenerateKeyPairResult,
  type JWK,
} from 'jose';
import { evaluablePolicies, evaluatePolicy } from '../../../../src/core/apim/evaluate/evaluate.ts';
import type { PolicyEvaluation } from '../../../../src/core/apim/evaluate/model.ts';
import { accessV1App, accessV2, NOW, TENANT } from '../jwt/tokens.ts';

const V2 = `https://login.microsoftonline.com/${TENANT}/v2.0`;
const V1 = `https://sts.windows.net/${TENANT}/`;
const SECRET = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow';
const text = new TextEncoder();

/** One row: what the policy says, what reaches the gateway, what comes of it. */
interface Case {
  readonly it: string;
  readonly policy: string;
  readonly credential?: string | (() => Promise<string>);
  readonly values?: Readonly<Record<string, string>>;
  readonly says: PolicyEvaluation['outcome'] | `${string} ${string}`;
  /** The check that decides, with its state. */
  readonly check?: readonly [name: string, state: string];
  readonly message?: string;
}

describe('evaluating a policy against a token', () => {
  let rsa: GenerateKeyPairResult;
  let other: GenerateKeyPairResult;
  let recipient: GenerateKeyPairResult;
  let published: JWK;
  before(async () => {
    [recipient, rsa, other] = await Promise.all([
      generateKeyPair('RSA-OAEP-256', { extractable: true }),
      generateKeyPair('RS256', { extractable: true }),
      generateKeyPair('RS256', { extractable: true }),
    ]);
    published = { ...(await exportJWK(rsa.publicKey)), kid: 'k1', use: 'sig' };
  });

  const sign = async (claims: object, { kid = 'k1', key = () => rsa.privateKey, header = {} } = {}) =>
    new CompactSign(text.encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', kid, ...header })
      .sign(key());
  const hs256 = (claims: object, secret = SECRET) =>
    new CompactSign(text.encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(secret, 'base64url'));
  const bearer =
    (claims: object = accessV2, options = {}) =>
    async () =>
      `Bearer ${await sign(claims, options)}`;

  const jwt = (children: string, attributes = 'header-name="Authorization"') =>
    `<validate-jwt ${attributes}>${children}</validate-jwt>`;
  const config = `<openid-config url="${V2}/.well-known/openid-configuration"/>`;
  const audiences = (...list: readonly string[]) =>
    `<audiences>${list.map((each) => `<audience>${each}</audience>`).join('')}</audiences>`;
  const issuers = (...list: readonly string[]) =>
    `<issuers>${list.map((each) => `<issuer>${each}</issuer>`).join('')}</issuers>`;
  const claim = (attributes: string, ...values: readonly string[]) =>
    `<required-claims><claim ${attributes}>${values.map((value) => `<value>${value}</value>`).join('')}</claim></required-claims>`;
  const entra = (children: string, attributes = `tenant-id="${TENANT}"`) =>
    `<validate-azure-ad-token ${attributes}>${children}</validate-azure-ad-token>`;
  const clients = (...ids: readonly string[]) =>
    `<client-application-ids>${ids.map((id) => `<application-id>${id}</application-id>`).join('')}</client-application-ids>`;
  const without = (...names: readonly string[]) =>
    Object.fromEntries(Object.entries(accessV2).filter(([name]) => !names.includes(name)));

  const evaluate = async ({ policy, credential, values = {} }: Case) => {
    const [element] = evaluablePolicies(`<policies><inbound>${policy}</inbound></policies>`);
    return evaluatePolicy(element!, {
      credential: typeof credential === 'function' ? await credential() : credential,
      now: NOW * 1000,
      values: new Map(Object.entries(values)),
      keys: {
        issuer: (url) =>
          Promise.resolve(
            url.startsWith(`${V2}/`)
              ? { issuers: [V2], keys: [published] }
              : url.startsWith(`https://login.microsoftonline.com/${TENANT}/`)
                ? { issuers: [V1], keys: [published] }
                : url.includes('/organizations/')
                  ? {
                      issuers: [
                        `https://login.microsoftonline.com/{tenantid}/${url.includes('v2.0') ? 'v2.0' : ''}`,
                      ],
                      keys: [published],
                    }
                  : undefined,
          ),
        certificate: async (id) =>
          id === 'known'
            ? exportSPKI(rsa.publicKey)
            : id === 'decrypt'
              ? exportPKCS8(recipient.privateKey)
              : undefined,
      },
    });
  };

  const good = config + audiences(accessV2.aud);
  const cases: readonly Case[] = [
    // 1. Where the token is taken from.
    {
      it: 'takes a bearer token out of Authorization',
      policy: jwt(good),
      credential: bearer(),
      says: 'accepted',
    },
    {
      it: 'takes a token without a scheme, when none is required',
      policy: jwt(good),
      credential: () => sign(accessV2),
      says: 'accepted',
    },
    {
      it: 'compares the scheme in any case',
      policy: jwt(good, 'header-name="Authorization" require-scheme="Bearer"'),
      credential: async () => `bearer ${await sign(accessV2)}`,
      says: 'accepted',
    },
    {
      it: 'refuses another scheme',
      policy: jwt(good, 'header-name="Authorization" require-scheme="Bearer"'),
      credential: 'Basic dTpw',
      says: '401 TokenNotPresent',
      message: 'JWT not present.',
    },
    {
      it: 'ignores require-scheme on another header',
      policy: jwt(good, 'header-name="X-Token" require-scheme="Bearer"'),
      credential: () => sign(accessV2),
      says: 'accepted',
    },
    {
      it: 'refuses a request without a token',
      policy: jwt(good),
      says: '401 TokenNotPresent',
      message: 'JWT not present.',
    },
    {
      it: 'answers with the status and message of the policy',
      policy: jwt(
        good,
        'header-name="Authorization" failed-validation-httpcode="403" failed-validation-error-message="No."',
      ),
      says: '403 TokenNotPresent',
      message: 'No.',
    },
    { it: 'says what is no token', policy: jwt(good), credential: 'Bearer abc', says: '401 JwtInvalid' },
    // 3. Encryption.
    {
      it: 'decrypts with a key of the policy',
      policy: jwt(
        `${config}<decryption-keys><key certificate-id="decrypt"/></decryption-keys>${audiences(accessV2.aud)}`,
      ),
      credential: () => encrypted(),
      says: 'accepted',
    },
    {
      it: 'refuses an encrypted token without decryption keys',
      policy: jwt(good),
      credential: () => encrypted(),
      says: '401 JwtInvalid',
      check: ['Encryption', 'fail'],
    },
    {
      it: 'does not know what a certificate it has not got would decrypt',
      policy: jwt(`${config}<decryption-keys><key certificate-id="other"/></decryption-keys>`),
      credential: () => encrypted(),
      says: 'undecided',
    },
    // 4. Unsigned.
    {
      it: 'refuses an unsigned token',
      policy: jwt(good),
      credential: 'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLCJleHAiOjk5OTk5OTk5OTl9.',
      says: '401 TokenSignatureInvalid',
    },
    {
      it: 'accepts an unsigned token where the policy says so',
      policy: jwt('', 'header-name="Authorization" require-signed-tokens="false"'),
      credential: 'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLCJleHAiOjk5OTk5OTk5OTl9.',
      says: 'accepted',
    },
    // 5. Keys.
    {
      it: 'refuses a token signed by someone else with a known kid',
      policy: jwt(good),
      credential: bearer(accessV2, { key: () => other.privateKey }),
      says: '401 TokenSignatureInvalid',
    },
    {
      it: 'says that a kid is not published',
      policy: jwt(good),
      credential: bearer(accessV2, { kid: 'gone', key: () => other.privateKey }),
      says: '401 TokenSignatureKeyNotFound',
    },
    {
      it: 'tries all keys when the kid fits none',
      policy: jwt(good),
      credential: bearer(accessV2, { kid: 'gone' }),
      says: 'accepted',
    },
    {
      it: "refuses Graph's own tokens",
      policy: jwt(config),
      credential: bearer(accessV2, { header: { nonce: 'n' }, key: () => other.privateKey }),
      says: '401 TokenSignatureInvalid',
    },
    {
      it: 'verifies HS256 with a base64 key',
      policy: jwt(`<issuer-signing-keys><key>${SECRET}</key></issuer-signing-keys>`),
      credential: () => hs256(accessV2),
      says: 'accepted',
    },
    {
      it: 'verifies HS256 with a key from a named value',
      policy: jwt('<issuer-signing-keys><key>{{jwt-key}}</key></issuer-signing-keys>'),
      credential: () => hs256(accessV2),
      values: { 'jwt-key': SECRET },
      says: 'accepted',
    },
    {
      it: 'leaves HS256 open while the named value is not known',
      policy: jwt('<issuer-signing-keys><key>{{jwt-key}}</key></issuer-signing-keys>'),
      credential: () => hs256(accessV2),
      says: 'undecided',
      check: ['Signature', 'unknown'],
    },
    {
      it: 'never takes a public key as a secret',
      policy: jwt(good),
      credential: () => hs256(accessV2, 'AQAB'),
      says: '401 TokenSignatureInvalid',
    },
    {
      it: 'verifies with a certificate of the service',
      policy: jwt('<issuer-signing-keys><key certificate-id="known"/></issuer-signing-keys>'),
      credential: bearer(),
      says: 'accepted',
    },
    {
      it: 'leaves a certificate it has not got open',
      policy: jwt('<issuer-signing-keys><key certificate-id="other"/></issuer-signing-keys>'),
      credential: bearer(),
      says: 'undecided',
    },
    {
      it: 'leaves an issuer it cannot read open',
      policy: jwt('<openid-config url="https://idp.example/c"/>'),
      credential: bearer(),
      says: 'undecided',
    },
    // 6. Lifetime.
    {
      it: 'refuses an expired token',
      policy: jwt(good),
      credential: bearer({ ...accessV2, exp: NOW - 1 }),
      says: '401 TokenExpired',
    },
    {
      it: 'forgives the clock skew of the policy',
      policy: jwt(good, 'header-name="Authorization" clock-skew="60"'),
      credential: bearer({ ...accessV2, exp: NOW - 59 }),
      says: 'accepted',
    },
    {
      it: 'refuses a token without exp',
      policy: jwt(good),
      credential: bearer(without('exp')),
      says: '401 TokenExpired',
    },
    {
      it: 'accepts a token without exp where the policy says so',
      policy: jwt(good, 'header-name="Authorization" require-expiration-time="false"'),
      credential: bearer(without('exp')),
      says: 'accepted',
    },
    {
      it: 'refuses a token before nbf',
      policy: jwt(good),
      credential: bearer({ ...accessV2, nbf: NOW + 100 }),
      says: '401 TokenExpired',
      check: ['Begin (nbf)', 'fail'],
    },
    // 7. Audience.
    {
      it: 'accepts one audience of an array',
      policy: jwt(config + audiences('x', accessV2.aud)),
      credential: bearer({ ...accessV2, aud: ['a', accessV2.aud] }),
      says: 'accepted',
    },
    {
      it: 'refuses another audience',
      policy: jwt(config + audiences('api://orders')),
      credential: bearer(),
      says: '401 TokenAudienceNotAllowed',
    },
    {
      it: 'forgives no trailing slash in an audience',
      policy: jwt(config + audiences('https://orders.example/')),
      credential: bearer({ ...accessV2, aud: 'https://orders.example' }),
      says: '401 TokenAudienceNotAllowed',
    },
    {
      it: 'compares audiences in their case',
      policy: jwt(config + audiences(accessV2.aud.toUpperCase())),
      credential: bearer(),
      says: '401 TokenAudienceNotAllowed',
    },
    {
      it: 'skips the audience where none is listed',
      policy: jwt(config),
      credential: bearer(),
      says: 'accepted',
      check: ['Audience (aud)', 'skipped'],
    },
    {
      it: 'leaves an audience open that is a named value',
      policy: jwt(config + audiences('{{aud}}')),
      credential: bearer(),
      says: 'undecided',
      check: ['Audience (aud)', 'unknown'],
    },
    {
      it: 'fills named values in',
      policy: jwt(config + audiences('{{aud}}')),
      credential: bearer(),
      values: { aud: accessV2.aud },
      says: 'accepted',
    },
    {
      it: 'leaves an expression to the gateway',
      policy: jwt(config + audiences('@(context.Api.Id)')),
      credential: bearer(),
      says: 'undecided',
    },
    // 8. Issuer.
    {
      it: 'refuses the v1.0 issuer where only v2.0 is known',
      policy: jwt(config),
      credential: bearer({ ...accessV2, iss: V1 }),
      says: '401 TokenIssuerNotAllowed',
    },
    {
      it: 'accepts issuers besides those of the document',
      policy: jwt(config + issuers(V1)),
      credential: bearer({ ...accessV2, iss: V1 }),
      says: 'accepted',
    },
    {
      it: 'skips the issuer where nothing names one',
      policy: jwt(`<issuer-signing-keys><key>${SECRET}</key></issuer-signing-keys>`),
      credential: () => hs256(accessV2),
      says: 'accepted',
      check: ['Issuer (iss)', 'skipped'],
    },
    {
      it: 'leaves the issuer template of organizations open in validate-jwt',
      policy: jwt(
        '<openid-config url="https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration"/>',
      ),
      credential: bearer(),
      says: 'undecided',
      check: ['Issuer (iss)', 'unknown'],
    },
    // 9. Claims.
    {
      it: 'asks for a claim to be there',
      policy: jwt(config + claim('name="email"')),
      credential: bearer(),
      says: '401 TokenClaimNotFound',
      message: 'JWT token is missing the following claims: email. Access denied.',
    },
    {
      it: 'is content with a claim that only has to be there',
      policy: jwt(config + claim('name="oid"')),
      credential: bearer(),
      says: 'accepted',
    },
    {
      it: 'asks for all values by default',
      policy: jwt(config + claim('name="roles"', 'A', 'B')),
      credential: bearer({ ...accessV2, roles: ['A', 'C'] }),
      says: '401 TokenClaimValueNotAllowed',
      message: 'Claim roles value of A,C is not allowed. Access denied.',
    },
    {
      it: 'asks for any value with match any',
      policy: jwt(config + claim('name="roles" match="any"', 'A', 'B')),
      credential: bearer({ ...accessV2, roles: ['B', 'C'] }),
      says: 'accepted',
    },
    {
      it: 'compares scp as one string without a separator',
      policy: jwt(config + claim('name="scp"', 'Orders.Read')),
      credential: bearer(),
      says: '401 TokenClaimValueNotAllowed',
    },
    {
      it: 'splits scp by the separator',
      policy: jwt(config + claim('name="scp" match="any" separator=" "', 'Orders.Read')),
      credential: bearer(),
      says: 'accepted',
    },
    {
      it: 'compares numbers and booleans as they are written',
      policy: jwt(config + claim('name="ver"', '2.0')),
      credential: bearer({ ...accessV2, ver: '2.0' }),
      says: 'accepted',
    },
    // 10. validate-azure-ad-token.
    {
      it: 'accepts v2.0 tokens of the tenant',
      policy: entra(clients(accessV2.azp)),
      credential: bearer(),
      says: 'accepted',
      check: ['Client (azp)', 'pass'],
    },
    {
      it: 'accepts v1.0 tokens of the tenant, with appid as the client',
      policy: entra(clients(accessV1App.appid)),
      credential: bearer(accessV1App),
      says: 'accepted',
      check: ['Client (appid)', 'pass'],
    },
    {
      it: 'refuses another client',
      policy: entra(clients('someone')),
      credential: bearer(),
      says: '401 TokenClaimValueNotAllowed',
      check: ['Client (azp)', 'fail'],
    },
    {
      it: 'takes backend-application-ids as audiences',
      policy: entra(
        `<backend-application-ids><application-id>${accessV2.aud}</application-id></backend-application-ids>`,
      ),
      credential: bearer(),
      says: 'accepted',
    },
    {
      it: 'refuses an issuer of another tenant',
      policy: entra(''),
      credential: bearer({ ...accessV2, iss: V2.replace(TENANT, '11111111-1111-1111-1111-111111111111') }),
      says: '401 TokenIssuerNotAllowed',
    },
    {
      it: 'takes the tenant of the token for organizations',
      policy: entra('', 'tenant-id="organizations"'),
      credential: bearer(),
      says: 'accepted',
    },
    {
      it: 'leaves a tenant open that is a named value',
      policy: entra('', 'tenant-id="{{tenant}}"'),
      credential: bearer(),
      says: 'undecided',
    },
    {
      it: 'fills the tenant in',
      policy: entra('', 'tenant-id="{{tenant}}"'),
      credential: bearer(),
      values: { tenant: TENANT },
      says: 'accepted',
    },
    {
      it: 'names the first check the library makes, and lists the others',
      policy: jwt(config + audiences('x') + claim('name="email"')),
      credential: bearer({ ...accessV2, exp: NOW - 9 }),
      says: '401 TokenExpired',
      check: ['Audience (aud)', 'fail'],
    },
  ];

  async function encrypted(): Promise<string> {
    const compact = await new CompactEncrypt(text.encode(await sign(accessV2)))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256CBC-HS512' })
      .encrypt(recipient.publicKey);
    return `Bearer ${compact}`;
  }

  for (const row of cases)
    it(row.it, async () => {
      const evaluation = await evaluate(row);
      const { outcome, answer, checks } = evaluation;
      const said = answer === undefined ? outcome : `${answer.status} ${answer.reason}`;
      assert.equal(said, row.says, JSON.stringify(checks, undefined, 1));
      if (row.message !== undefined) assert.equal(answer?.message, row.message);
      if (row.check !== undefined)
        assert.equal(checks.find(({ name }) => name === row.check![0])?.state, row.check[1]);
    });

  it('says under which conditions the policy runs at all', async () => {
    const policy = `<choose><when condition="@(context.Api.Id == "a")">${jwt(good)}</when><otherwise>${jwt(good)}</otherwise></choose>`;
    const [first, second] = evaluablePolicies(`<policies><inbound>${policy}</inbound></policies>`);
    const presented = {
      credential: undefined,
      now: 0,
      values: new Map<string, string>(),
      keys: { issuer: () => Promise.resolve(undefined), certificate: () => Promise.resolve(undefined) },
    };
    assert.deepEqual((await evaluatePolicy(first!, presented)).conditions, ['@(context.Api.Id == "a")']);
    assert.deepEqual((await evaluatePolicy(second!, presented)).conditions, ['otherwise']);
  });
});
