import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Expectations } from '../../src/core/jwt/expect/expectations.ts';

/** A token, and whether code that heeds the expectations accepts it. */
export interface ValidationCase {
  readonly name: string;
  readonly token: string;
  readonly isGood: boolean;
}

/** An issuer on loopback, what is expected of its tokens, and tokens that are right or wrong in one way each. */
export interface ValidationBench {
  readonly expectations: Expectations;
  readonly cases: readonly ValidationCase[];
  readonly stop: () => void;
}

/** A member of this value is left out of the token. */
const ABSENT = undefined;

/** Starts the issuer and signs the tokens; they are good for some minutes. */
export async function validationBench(): Promise<ValidationBench> {
  const [{ publicKey, privateKey }, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host ?? ''}`;
    const document = {
      issuer: origin,
      jwks_uri: `${origin}/keys`,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      subject_types_supported: ['pairwise'],
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? keys : document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const now = Math.floor(Date.now() / 1000);
  const good = {
    iss: issuer,
    aud: 'api://contoso-orders',
    tid: 'tenant',
    azp: 'client',
    scp: 'Orders.Read Orders.Write profile',
    roles: ['Orders.Admin'],
    nonce: 'nonce',
    iat: now,
    nbf: now,
    exp: now + 3600,
  };
  const sign = (change: object, key = privateKey) =>
    new SignJWT({ ...good, ...change }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(key);
  const right: Readonly<Record<string, object>> = {
    'as expected': {},
    'client under its v1 name': { azp: ABSENT, appid: 'client' },
    'scopes under their other name': { scp: ABSENT, scope: good.scp },
    'one of several audiences': { aud: ['api://other', good.aud] },
    'within the clock skew': { nbf: now + 200, iat: now - 600 },
  };
  const wrong: Readonly<Record<string, object>> = {
    issuer: { iss: 'https://issuer.invalid' },
    audience: { aud: 'api://other' },
    'no audience': { aud: ABSENT },
    tenant: { tid: 'other' },
    client: { azp: 'other' },
    'missing scope': { scp: 'Orders.Read' },
    'part of a scope': { scp: 'Orders.Read Orders.WriteAll' },
    'no scopes': { scp: ABSENT },
    'other role': { roles: ['Orders.Reader'] },
    'no roles': { roles: ABSENT },
    nonce: { nonce: 'other' },
    expired: { exp: now - 3600 },
    'without expiry': { exp: ABSENT },
    early: { nbf: now + 3600 },
    old: { iat: now - 7200 },
    'without time of issue': { iat: ABSENT },
  };
  const signed = (changes: typeof right, isGood: boolean) =>
    Promise.all(
      Object.entries(changes).map(async ([name, change]) => ({ name, token: await sign(change), isGood })),
    );
  const whole = await sign({});
  const [, payload = '', signature = ''] = whole.split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  return {
    expectations: {
      issuer,
      audience: good.aud,
      tenant: good.tid,
      client: good.azp,
      scopes: ['Orders.Read', 'Orders.Write'],
      roles: ['Orders.Admin', 'Orders.Owner'],
      nonce: good.nonce,
      maxAge: 600,
      clockSkew: 300,
    },
    cases: [
      ...(await signed(right, true)),
      ...(await signed(wrong, false)),
      { name: 'signed with another key', token: await sign({}, other.privateKey), isGood: false },
      { name: 'signature removed', token: `${unsigned}.${payload}.`, isGood: false },
      { name: 'said to be unsigned', token: `${unsigned}.${payload}.${signature}`, isGood: false },
      { name: 'altered', token: whole.replace(payload, payload.slice(0, -2)), isGood: false },
    ],
    stop: () => server.close(),
  };
}
