import assert from 'node:assert/strict';
import {
  CompactSign,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
  type JWK,
} from 'jose';
import { fill } from '../../../../src/core/errors.ts';
import { encodeBase64url } from '../../../../src/core/jwt/base64url.ts';
import { issuerKeys } from '../../../../src/core/jwt/issuerKeys.ts';
import { verdictTexts } from '../../../../src/core/jwt/verdict.ts';
import { verifyWithIssuer, verifyWithMaterial } from '../../../../src/core/jwt/verify.ts';
import { createCertificate } from '../../../../src/sandbox/certificate.ts';
import { platformKeys } from '../../../../src/platform/node/platformKeys.ts';
import {
  accessV1App,
  accessV2,
  jws,
  NOW,
  RFC7515_A1,
  RFC7515_A3,
  RFC7515_A4,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7520_RS256,
  RFC7797_DETACHED,
  RS256,
  TENANT,
} from './tokens.ts';

/** RFC 7515 A.1.1. */
const A1_KEY = {
  kty: 'oct',
  k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
};
/** RFC 7515 A.3.1. */
const A3_KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
};
/** RFC 7515 A.4.1. */
const A4_KEY = {
  kty: 'EC',
  crv: 'P-521',
  x: 'AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk',
  y: 'ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2',
};
/** RFC 7520 §3.4, public. */
const BILBO = {
  kty: 'RSA',
  kid: 'bilbo.baggins@hobbiton.example',
  use: 'sig',
  n: 'n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw',
  e: 'AQAB',
};

const es256Token = async () => {
  const { privateKey } = await generateKeyPair('ES256');
  return new CompactSign(new TextEncoder().encode('{}'))
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey);
};
const text = (key: object) => JSON.stringify(key);
const verdictOf = async (token: string, material: string) => (await verifyWithMaterial(token, material)).id;

describe('verifying with a key that is given', () => {
  it('RFC 7515 A.1 (HS256), A.3 (ES256), A.4 (ES512) and RFC 7520 §4.1 (RS256)', async () => {
    assert.equal(await verdictOf(RFC7515_A1, text(A1_KEY)), 'givenKey');
    assert.equal(await verdictOf(RFC7515_A1, A1_KEY.k), 'givenKey');
    assert.equal(await verdictOf(RFC7515_A3, text(A3_KEY)), 'givenKey');
    assert.equal(await verdictOf(RFC7515_A4, text(A4_KEY)), 'givenKey');
    assert.equal(
      await verdictOf(RFC7520_RS256, text({ keys: [{ ...BILBO, kid: 'other', e: 'AAEAAQ' }, BILBO] })),
      'givenKey',
    );
  });

  it('takes PEM public and private keys', async () => {
    for (const alg of ['RS256', 'PS384', 'ES256', 'ES384', 'EdDSA'] as const) {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const token = await new CompactSign(new TextEncoder().encode('{"sub":"x"}'))
        .setProtectedHeader({ alg })
        .sign(privateKey);
      assert.equal(await verdictOf(token, await exportSPKI(publicKey)), 'givenKey', alg);
      assert.equal(await verdictOf(token, `\n${await exportPKCS8(privateKey)}\n`), 'givenKey', alg);
      const [header = '', , signature = ''] = token.split('.');
      assert.equal(
        await verdictOf(`${header}.eyJzdWIiOiJ5In0.${signature}`, await exportSPKI(publicKey)),
        'wrongSignature',
      );
    }
  });

  it('takes an X.509 certificate', async () => {
    const { certificate, privateKey } = await createCertificate('signer');
    const token = await new CompactSign(new TextEncoder().encode('{"sub":"x"}'))
      .setProtectedHeader({ alg: 'RS256' })
      .sign(await importPKCS8(privateKey, 'RS256'));
    const { id, data } = await verifyWithMaterial(token, certificate);
    assert.deepEqual([id, data['key']], ['givenKey', 'X.509']);
    const other = await createCertificate('another signer');
    assert.equal(await verdictOf(token, other.certificate), 'wrongSignature');
    assert.equal(await verdictOf(token, certificate.replace(/^M/m, 'N')), 'unfitKey');
    assert.equal(await verdictOf(await es256Token(), certificate), 'unfitKey');
  });

  it('knows ML-DSA where the platform does, and says so where it does not', async () => {
    for (const alg of ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']) {
      const pair = await generateKeyPair(alg, { extractable: true }).catch(() => undefined);
      if (pair === undefined) {
        const token = jws({ alg }, { sub: 'x' }, 'S'.repeat(3000));
        const key = { kty: 'AKP', alg, pub: 'A'.repeat(1750) };
        assert.ok(['unsupported', 'unfitKey'].includes(await verdictOf(token, text(key))), alg);
        continue;
      }
      const token = await new CompactSign(new TextEncoder().encode('{"sub":"x"}'))
        .setProtectedHeader({ alg })
        .sign(pair.privateKey);
      assert.equal(await verdictOf(token, text(await exportJWK(pair.publicKey))), 'givenKey', alg);
      const changed = token.replace(/\.[^.]*\./, '.eyJzdWIiOiJ5In0.');
      assert.equal(await verdictOf(changed, text(await exportJWK(pair.publicKey))), 'wrongSignature', alg);
    }
  });

  it('refuses a wrong secret, and a public key used as the secret (RFC 8725 §2.1)', async () => {
    assert.equal(await verdictOf(RFC7515_A1, 'wrong'), 'wrongSignature');
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const pem = await exportSPKI(publicKey);
    const confused = await new CompactSign(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(pem));
    assert.equal(await verdictOf(confused, pem), 'unfitKey');
  });

  it('says what is clear without a key', async () => {
    assert.equal(await verdictOf(RFC7519_UNSECURED, text(A1_KEY)), 'unsecured');
    assert.equal(await verdictOf(RFC7516_A2, text(A1_KEY)), 'encrypted');
    assert.equal(await verdictOf(RFC7797_DETACHED, text(A1_KEY)), 'detached');
    assert.equal(await verdictOf(jws(RS256, accessV2, ''), text(BILBO)), 'noSignature');
    assert.equal(await verdictOf(jws({ ...RS256, nonce: 'x' }, accessV2), text(BILBO)), 'microsoftOwn');
  });

  it('says why a key cannot be used', async () => {
    assert.equal(await verdictOf(RFC7520_RS256, 'not a key'), 'unreadableKey');
    assert.equal(
      await verdictOf(RFC7520_RS256, '-----BEGIN PUBLIC KEY-----\nxx\n-----END PUBLIC KEY-----'),
      'unfitKey',
    );
    assert.equal(await verdictOf(RFC7520_RS256, text(A3_KEY)), 'unfitKey');
    assert.equal(await verdictOf(RFC7520_RS256, '{"keys":[]}'), 'unreadableKey');
  });
});

/** An issuer on paper: its documents by address, and which were asked for. */
function issuerOf(documents: Readonly<Record<string, object>>) {
  const asked: string[] = [];
  const fetch = (url: string | URL) => {
    asked.push(String(url));
    const document = documents[String(url)];
    return Promise.resolve(
      document === undefined ? new Response('no', { status: 404 }) : Response.json(document),
    );
  };
  return { asked, fetch };
}

describe('verifying with the keys of the issuer', () => {
  const iss = `https://login.microsoftonline.com/${TENANT}/v2.0`;
  const wellKnown = `${iss}/.well-known/openid-configuration`;
  const jwksUri = 'https://login.microsoftonline.com/keys';
  const { signal } = new AbortController();
  let jwk: JWK;
  let sign: (claims: object, header?: object) => Promise<string>;

  before(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig' };
    sign = (claims, header = {}) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header })
        .sign(privateKey);
  });

  const verify = async (token: string, documents: Readonly<Record<string, object>>, allowed = true) => {
    const { asked, fetch } = issuerOf(documents);
    const hosts: string[] = [];
    const keys = issuerKeys(fetch, { now: () => NOW * 1000 });
    const mayContact = (host: string) => {
      hosts.push(host);
      return Promise.resolve(allowed);
    };
    const run = () => verifyWithIssuer(token, { keys, mayContact, platform: platformKeys }, signal);
    return { verdict: await run(), asked, hosts, run };
  };

  it('finds them by discovery, asks first, and keeps them', async () => {
    const { verdict, asked, hosts, run } = await verify(await sign(accessV2), {
      [wellKnown]: { issuer: iss, jwks_uri: jwksUri },
      [jwksUri]: { keys: [jwk] },
    });
    assert.equal(verdict.id, 'issuerKey');
    assert.equal(verdict.data['key'], 'key-1');
    assert.deepEqual(hosts, ['login.microsoftonline.com']);
    assert.deepEqual(asked, [wellKnown, jwksUri]);
    assert.equal((await run()).id, 'issuerKey');
    assert.equal(asked.length, 2);
  });

  it('asks for no keys over http, whatever a discovery document says', async () => {
    for (const elsewhere of ['http://192.0.2.1/keys', 'file:///etc/keys', 'no address']) {
      const documents = { [wellKnown]: { issuer: iss, jwks_uri: elsewhere } };
      await assert.rejects(verify(await sign(accessV2), documents), { code: 'jwt.keysUnreadable' });
    }
  });

  it('asks nothing of the network when the person declines, or when it could not help', async () => {
    for (const token of [
      await sign(accessV2),
      RFC7519_UNSECURED,
      RFC7516_A2,
      jws({ ...RS256, nonce: 'x' }, accessV2),
      jws({ alg: 'HS256' }, accessV2, 'A'.repeat(43)),
      jws(RS256, { iss: 'joe' }),
    ]) {
      const { asked } = await verify(token, {}, false);
      assert.deepEqual(asked, []);
    }
    assert.equal((await verify(await sign(accessV2), {}, false)).verdict.id, 'declined');
    assert.equal(
      (await verify(jws({ alg: 'HS256' }, accessV2, 'A'.repeat(43)), {})).verdict.id,
      'needsSecret',
    );
    assert.equal((await verify(jws(RS256, { iss: 'joe' }), {})).verdict.id, 'noIssuer');
  });

  it('verifies v1 tokens with the keys of the tenant', async () => {
    const { verdict } = await verify(await sign(accessV1App, { kid: undefined, x5t: 'thumb' }), {
      [wellKnown]: { issuer: iss, jwks_uri: jwksUri },
      [jwksUri]: { keys: [{ ...jwk, x5t: 'thumb' }] },
    });
    assert.equal(verdict.id, 'issuerKey');
  });

  it('looks again for a key published since, and only then says that it is not', async () => {
    const rotating = {
      [wellKnown]: { issuer: iss, jwks_uri: jwksUri },
      [jwksUri]: { keys: [{ ...jwk, kid: 'older' }] },
    };
    const { verdict, asked } = await verify(await sign(accessV2), rotating);
    assert.equal(verdict.id, 'unpublishedKey');
    assert.equal(asked.length, 4);
  });

  it('refuses the keys of another issuer, and says so when there are none', async () => {
    const token = await sign(accessV2);
    assert.equal(
      (
        await verify(token, {
          [wellKnown]: { issuer: 'https://evil.example', jwks_uri: jwksUri },
          [jwksUri]: { keys: [jwk] },
        })
      ).verdict.id,
      'otherIssuer',
    );
    assert.equal(
      (await verify(token, { [wellKnown]: { issuer: iss, jwks_uri: jwksUri }, [jwksUri]: {} })).verdict.id,
      'noKeys',
    );
    await assert.rejects(verify(token, {}), { code: 'jwt.keysUnreadable' });
    await assert.rejects(verify(await sign({ ...accessV2, iss: 'http://plain.example' }), {}), {
      code: 'discovery.insecure',
    });
  });

  it('finds workload issuers, B2C policies and issuers of RFC 8414', async () => {
    for (const [claims, url, issuer] of [
      [
        { iss: 'https://token.actions.githubusercontent.com' },
        'https://token.actions.githubusercontent.com/.well-known/openid-configuration',
        undefined,
      ],
      [
        { iss: `https://x.b2clogin.com/${TENANT}/v2.0/`, tfp: 'B2C_1_in' },
        `https://x.b2clogin.com/${TENANT}/B2C_1_in/v2.0/.well-known/openid-configuration`,
        undefined,
      ],
      [
        { iss: 'https://as.example/t1' },
        'https://as.example/.well-known/oauth-authorization-server/t1',
        undefined,
      ],
      [
        { iss: 'accounts.google.com' },
        'https://accounts.google.com/.well-known/openid-configuration',
        'https://accounts.google.com',
      ],
    ] as const) {
      const { verdict } = await verify(await sign(claims), {
        [url]: { issuer: issuer ?? claims.iss, jwks_uri: jwksUri },
        [jwksUri]: { keys: [jwk] },
      });
      assert.equal(verdict.id, 'issuerKey', claims.iss);
    }
  });
});

describe('verdicts', () => {
  it('have texts whose placeholders the data fills', async () => {
    const verdict = await verifyWithMaterial(RFC7515_A1, encodeBase64url(new TextEncoder().encode('no')));
    assert.doesNotMatch(fill(verdictTexts[verdict.id].detail, verdict.data), /\{\w+\}/);
  });
});
