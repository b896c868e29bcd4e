import { createHash } from 'node:crypto';
import { base64url, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import type { Clock, Fetch } from '../../../../src/core/ports.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import type { RedirectStrategy } from '../../../../src/core/oauth/redirect.ts';

/**
 * An authorization server that answers every request of every flow rightly, in process, so that a test can spoil one
 * thing and look at what becomes of it. What servers really do is for the certified provider and the sandbox.
 */
export interface SimulatedServer {
  readonly tenant: Tenant;
  readonly fetch: Fetch;
  /** Paths asked so far, in order. */
  readonly asked: readonly string[];
  /** Comes back at once, with what the authorization endpoint would have answered. */
  readonly redirect: RedirectStrategy;
  /** Sends the browser to the server; the redirect then has its answer. */
  browser(url: string): Promise<void>;
}

/** What may be spoilt. */
export interface Spoil {
  /** Answers a request in the server's stead; undefined leaves it to the server. */
  readonly answer?: (path: string, ordinal: number) => Promise<Response> | undefined;
  /** Changes the authorization response. */
  readonly response?: (parameters: URLSearchParams) => void;
  /** Changes the claims of id_tokens. */
  readonly claims?: (claims: JWTPayload) => void;
  /** Changes id_tokens as they stand. */
  readonly idToken?: (token: string) => string;
}

export const HOST = 'https://as.test';
const TENANT_ID = '5a4db0c5-c047-4050-8c0a-7e4a47000001';
export const CLIENT = 'client';
/** Every secret the server gives out or is sent; nothing of them may stay anywhere. */
export const SECRETS = {
  clientSecret: 'secret-of-the-client-0123456789abcdef',
  password: 'password-of-the-person-0123456789',
  code: 'code-0123456789abcdefghijklmnop',
  deviceCode: 'device-0123456789abcdefghijklmnop',
  accessToken: 'access-0123456789abcdefghijklmnop',
  refreshToken: 'refresh-0123456789abcdefghijklmnop',
} as const;

let pair: Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }> | undefined;

export async function simulatedServer(
  kind: Tenant['kind'],
  clock: Clock,
  spoil: Spoil = {},
): Promise<SimulatedServer> {
  const authority = kind === 'oidc' ? HOST : `${HOST}/${TENANT_ID}/v2.0`;
  const { privateKey, publicKey } = await (pair ??= generateKeyPair('RS256', { extractable: true }));
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', use: 'sig', alg: 'RS256' };
  const asked: string[] = [];
  let nonce: string | undefined;
  let returned = Promise.withResolvers<URLSearchParams>();

  const idToken = async (more: JWTPayload = {}): Promise<string> => {
    const now = Math.floor(clock.now() / 1000);
    const claims: JWTPayload = {
      ...{ iss: authority, aud: CLIENT, sub: 'alice', iat: now, exp: now + 3600, tid: TENANT_ID },
      ...(nonce === undefined ? {} : { nonce }),
      ...{ at_hash: halfHash(SECRETS.accessToken), ...more },
    };
    spoil.claims?.(claims);
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey);
    return spoil.idToken?.(token) ?? token;
  };
  const tokens = async () => ({
    access_token: SECRETS.accessToken,
    refresh_token: SECRETS.refreshToken,
    id_token: await idToken(),
    token_type: 'Bearer',
    expires_in: 3600,
  });
  const answers: Readonly<Record<string, () => Promise<object> | object>> = {
    'openid-configuration': () => metadata(authority),
    keys: () => ({ keys: [jwk] }),
    token: tokens,
    // A managed identity gives no id_token.
    msi: () => ({ access_token: SECRETS.accessToken, token_type: 'Bearer', expires_in: 3600 }),
    device: () => ({
      device_code: SECRETS.deviceCode,
      ...{ user_code: 'ABCD-EFGH', verification_uri: `${HOST}/enter`, expires_in: 60, interval: 5 },
    }),
    userinfo: () => ({ sub: 'alice', name: 'Alice' }),
    introspect: () => ({ active: true, sub: 'alice' }),
    revoke: () => ({}),
  };
  return {
    tenant: { id: authority, name: 'as.test', kind, authority },
    asked,
    async fetch(url) {
      const path = new URL(url).pathname.split('/').at(-1) ?? '';
      asked.push(path);
      const spoilt = spoil.answer?.(path, asked.length - 1);
      if (spoilt !== undefined) return spoilt;
      const answer = answers[path];
      return answer === undefined ? new Response('', { status: 404 }) : Response.json(await answer());
    },
    redirect: {
      id: 'paste',
      title: 'at once',
      capabilities: {
        hosts: ['local'],
        responseModes: ['query', 'fragment', 'form_post'],
        serves: () => true,
      },
      start({ redirectUri, signal }) {
        returned = Promise.withResolvers();
        const abort = () => returned.reject(new DOMException('Aborted', 'AbortError'));
        signal.addEventListener('abort', abort, { once: true });
        return Promise.resolve({
          redirectUri,
          response: () => returned.promise,
          dispose: () => Promise.resolve(),
        });
      },
    },
    async browser(address) {
      const query = new URL(address).searchParams;
      nonce = query.get('nonce') ?? undefined;
      const type = query.get('response_type')?.split(' ') ?? [];
      const parameters = new URLSearchParams({ state: query.get('state') ?? '', iss: authority });
      if (type.includes('code')) parameters.set('code', SECRETS.code);
      if (type.includes('id_token'))
        parameters.set(
          'id_token',
          await idToken(type.includes('code') ? { c_hash: halfHash(SECRETS.code) } : {}),
        );
      if (address.includes('adminconsent')) parameters.set('admin_consent', 'True');
      spoil.response?.(parameters);
      returned.resolve(parameters);
    },
  };
}

/** Left half of a hash, as at_hash and c_hash have it (OpenID Connect Core 1.0 §3.1.3.6). */
function halfHash(value: string): string {
  return base64url.encode(createHash('sha256').update(value).digest().subarray(0, 16));
}

function metadata(issuer: string): object {
  const base = issuer.replace(/\/v2\.0$/, '');
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/device`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    userinfo_endpoint: `${HOST}/userinfo`,
    introspection_endpoint: `${base}/introspect`,
    revocation_endpoint: `${base}/revoke`,
    jwks_uri: `${base}/keys`,
    authorization_response_iss_parameter_supported: true,
  };
}
