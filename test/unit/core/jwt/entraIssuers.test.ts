import assert from 'node:assert/strict';
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import { clouds } from '../../../../src/core/entra/clouds.ts';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import { describeToken } from '../../../../src/core/jwt/describe.ts';
import { issuerAddress, issuerKeys } from '../../../../src/core/jwt/issuerKeys.ts';
import { verifyWithIssuer } from '../../../../src/core/jwt/verify.ts';
import { authorityCandidates } from '../../../../src/core/oauth/authorityInput.ts';
import { platformKeys } from '../../../../src/platform/node/platformKeys.ts';
import { NOW, TENANT } from './tokens.ts';

const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const ENTRA_V1 = 'Microsoft Entra ID, v1';
const ENTRA_V2 = 'Microsoft Entra ID, v2';
const EXTERNAL = 'Microsoft Entra External ID';
const B2C = 'Azure AD B2C';

/** A token of an issuer, and where the keys for it are found. */
interface Row {
  readonly of: string;
  readonly iss: string;
  readonly claims?: object;
  /** What the issuer is called; undefined when it is not known by sight. */
  readonly name: string | undefined;
  /** The authority its discovery document is asked from. */
  readonly authority: string;
  /** The issuer that document names, where it is another. */
  readonly document?: string;
  /** The issuer of access tokens that document names, where that is another still. */
  readonly accessTokenIssuer?: string;
}

const entra = (of: string, origin: string, sts: string): readonly Row[] => [
  {
    of: `${of}, v2`,
    iss: `${origin}/${TENANT}/v2.0`,
    claims: { ver: '2.0' },
    name: ENTRA_V2,
    authority: `${origin}/${TENANT}/v2.0`,
  },
  {
    of: `${of}, v1`,
    iss: `https://${sts}/${TENANT}/`,
    claims: { ver: '1.0' },
    name: ENTRA_V1,
    authority: `${origin}/${TENANT}/v2.0`,
    document: `${origin}/${TENANT}/v2.0`,
  },
];

const customers = (of: string, externalId: string, b2c: string): readonly Row[] => [
  {
    of: `${of}, External ID`,
    iss: `https://${TENANT}${externalId}/${TENANT}/v2.0`,
    claims: { ver: '2.0' },
    name: EXTERNAL,
    authority: `https://${TENANT}${externalId}/${TENANT}/v2.0`,
  },
  {
    of: `${of}, B2C by tfp`,
    iss: `https://contoso${b2c}/${TENANT}/v2.0/`,
    claims: { ver: '1.0', tfp: 'B2C_1_signin' },
    name: B2C,
    authority: `https://contoso${b2c}/${TENANT}/B2C_1_signin/v2.0`,
  },
  {
    of: `${of}, B2C by acr`,
    iss: `https://contoso${b2c}/${TENANT}/v2.0/`,
    claims: { ver: '1.0', acr: 'b2c_1a_signup' },
    name: B2C,
    authority: `https://contoso${b2c}/${TENANT}/b2c_1a_signup/v2.0`,
  },
  {
    of: `${of}, B2C with the user flow in its issuer`,
    iss: `https://contoso${b2c}/tfp/${TENANT}/B2C_1_signin/v2.0/`,
    name: B2C,
    authority: `https://contoso${b2c}/${TENANT}/B2C_1_signin/v2.0`,
  },
];

const rows: readonly Row[] = [
  ...entra('public', 'https://login.microsoftonline.com', 'sts.windows.net'),
  ...entra('US Government', 'https://login.microsoftonline.us', 'sts.microsoftonline.us'),
  ...entra('China', 'https://login.partner.microsoftonline.cn', 'sts.chinacloudapi.cn'),
  ...clouds.flatMap(({ name, externalIdSuffix, b2cSuffix }) => customers(name, externalIdSuffix, b2cSuffix)),
  {
    of: 'US Government, v1 as the public cloud issues it: its document names the other cloud',
    iss: `https://sts.windows.net/${TENANT}/`,
    claims: { ver: '1.0' },
    name: ENTRA_V1,
    authority: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    document: `https://login.microsoftonline.us/${TENANT}/v2.0`,
  },
  {
    of: 'a template for all tenants',
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    name: ENTRA_V2,
    authority: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    document: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  },
  {
    of: 'personal accounts',
    iss: `https://login.microsoftonline.com/${CONSUMERS}/v2.0`,
    claims: { tid: CONSUMERS },
    name: 'Microsoft personal accounts',
    authority: `https://login.microsoftonline.com/${CONSUMERS}/v2.0`,
  },
  {
    of: 'External ID at a domain of its own',
    iss: `https://login.contoso.example/${TENANT}/v2.0`,
    name: undefined,
    authority: `https://login.contoso.example/${TENANT}/v2.0`,
  },
  {
    of: 'B2C at a domain of its own',
    iss: `https://login.contoso.example/${TENANT}/v2.0/`,
    claims: { tfp: 'B2C_1A_SignUp' },
    name: undefined,
    authority: `https://login.contoso.example/${TENANT}/B2C_1A_SignUp/v2.0`,
  },
  {
    of: 'AD FS, ID token',
    iss: 'https://adfs.contoso.example/adfs',
    name: 'AD FS',
    authority: 'https://adfs.contoso.example/adfs',
  },
  {
    of: 'AD FS, access token',
    iss: 'http://adfs.contoso.example/adfs/services/trust',
    name: 'AD FS',
    authority: 'https://adfs.contoso.example/adfs',
    document: 'https://adfs.contoso.example/adfs',
    accessTokenIssuer: 'http://adfs.contoso.example/adfs/services/trust',
  },
];

describe('issuers of Entra ID and its kin', () => {
  let jwk: JWK;
  let sign: (claims: object) => Promise<string>;
  before(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig' };
    sign = (claims) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .sign(privateKey);
  });

  /** What verifying says when `authority` publishes the key, naming `issuer`, and what was asked. */
  async function verify(
    claims: object,
    authority: string,
    issuer: string,
    { key = {}, document = {} }: { readonly key?: object; readonly document?: object } = {},
  ) {
    const asked: string[] = [];
    const contacted: string[] = [];
    const documents = new Map<string, object>([
      [
        `${authority}/.well-known/openid-configuration`,
        { issuer, jwks_uri: 'https://keys.example/jwks', ...document },
      ],
      ['https://keys.example/jwks', { keys: [{ ...jwk, ...key }] }],
    ]);
    const fetch = (url: string | URL) => {
      asked.push(String(url));
      const document = documents.get(String(url));
      return Promise.resolve(
        document === undefined ? new Response('', { status: 404 }) : Response.json(document),
      );
    };
    const verdict = await verifyWithIssuer(
      await sign(claims),
      {
        keys: issuerKeys(fetch, { now: () => NOW * 1000 }),
        mayContact: (host) => Promise.resolve(contacted.push(host) > 0),
        platform: platformKeys,
      },
      new AbortController().signal,
    );
    return { verdict, asked, contacted };
  }

  for (const { of, iss, claims, name, authority, document, accessTokenIssuer } of rows)
    it(`${of}: named, found by discovery, accepted`, async () => {
      const all = { tid: TENANT, sub: 'x', aud: 'api://x', ...claims, iss };
      const { issuer, findings } = describeToken(decodeToken(await sign(all)), NOW);
      assert.equal(issuer?.name, name);
      assert.deepEqual(
        findings.filter(({ id }) => id === 'tenantMismatch' || id === 'versionMismatch'),
        [],
      );
      const { verdict, asked, contacted } = await verify(all, authority, document ?? iss, {
        document: { access_token_issuer: accessTokenIssuer },
      });
      assert.equal(verdict.id, 'issuerKey', JSON.stringify(verdict.data));
      assert.deepEqual(asked, [`${authority}/.well-known/openid-configuration`, 'https://keys.example/jwks']);
      assert.deepEqual(contacted, [new URL(authority).host]);
    });

  it('another tenant, cloud or user flow does not vouch', async () => {
    const other = '11111111-2222-3333-4444-555555555555';
    const v2 = `https://login.microsoftonline.com/${TENANT}/v2.0`;
    for (const issuer of [
      `https://login.microsoftonline.com/${other}/v2.0`,
      `https://sts.windows.net/${other}/`,
      `https://login.microsoftonline.com.evil.example/${TENANT}/v2.0`,
      'https://login.microsoftonline.com.evil.example/{tenantid}/v2.0',
      `https://contoso.b2clogin.com/${TENANT}/v2.0/`,
    ])
      assert.equal((await verify({ iss: v2 }, v2, issuer)).verdict.id, 'otherIssuer', issuer);
  });

  it('a key that Entra publishes for another issuer does not verify; the template stands for all tenants', async () => {
    const iss = `https://login.microsoftonline.com/${TENANT}/v2.0`;
    const cases = {
      [iss]: 'issuerKey',
      'https://login.microsoftonline.com/{tenantid}/v2.0': 'issuerKey',
      [`https://sts.windows.net/${TENANT}/`]: 'issuerKey',
      [`https://login.microsoftonline.com/${CONSUMERS}/v2.0`]: 'unpublishedKey',
      'https://evil.example': 'unpublishedKey',
    };
    for (const [issuer, id] of Object.entries(cases))
      assert.equal((await verify({ iss }, iss, iss, { key: { issuer } })).verdict.id, id, issuer);
  });

  it('B2C without its user flow is told, and nobody asked', async () => {
    for (const { b2cSuffix } of clouds)
      for (const claims of [{}, { acr: '1' }]) {
        const iss = `https://contoso${b2cSuffix}/${TENANT}/v2.0/`;
        const { verdict, asked, contacted } = await verify({ ...claims, iss }, iss, iss);
        assert.equal(verdict.id, 'noUserFlow');
        assert.deepEqual([asked, contacted], [[], []]);
      }
  });

  it('a user flow cannot lead elsewhere', () => {
    const iss = `https://contoso.b2clogin.com/${TENANT}/v2.0/`;
    for (const tfp of ['../../evil', 'a/../../b', '?x=', '#', '@evil.example', 'https://evil.example/']) {
      const address = issuerAddress(new Map(Object.entries({ iss, tfp })));
      for (const { documents } of authorityCandidates(address))
        for (const url of documents)
          assert.ok(url.startsWith(`https://contoso.b2clogin.com/${TENANT}/`), `${tfp} ${url}`);
    }
  });

  it('the closed Germany is named', async () => {
    for (const iss of [
      `https://login.microsoftonline.de/${TENANT}/v2.0`,
      `https://sts.microsoftonline.de/${TENANT}/`,
    ])
      assert.match(
        describeToken(decodeToken(await sign({ iss })), NOW).issuer?.name ?? '',
        /Germany \(closed in 2021\)/,
      );
  });
});
