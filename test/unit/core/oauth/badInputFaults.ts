import type { JWTPayload } from 'jose';
import { IdentityError, type ErrorCode } from '../../../../src/core/errors.ts';
import type { FlowDefinition } from '../../../../src/core/oauth/flow.ts';
import type { Spoil } from './simulatedServer.ts';

/** What a server, or what is between, may do to a request, and the error that says so. A new fault is one entry. */
export const serverFaults: readonly (readonly [
  what: string,
  answer: () => Promise<Response>,
  code: ErrorCode,
])[] = [
  ['connection refused', () => failing('ECONNREFUSED'), 'transport.refused'],
  ['connection reset', () => failing('ECONNRESET'), 'transport.reset'],
  ['a stall', () => new Promise(() => undefined), 'transport.timedOut'],
  ['429 with Retry-After', answering('', 429, { 'retry-after': '7' }), 'server.throttled'],
  ['500', answering('oops', 500), 'server.failed'],
  ['HTML instead of JSON', answering('<html>', 200, { 'content-type': 'text/html' }), 'server.notJson'],
  ['truncated JSON', answering('{"access_token":"acc', 200), 'server.notJson'],
  [
    'a replayed code, or a token that is spent',
    answering('{"error":"invalid_grant"}', 400),
    'server.refused',
  ],
  ['an answer without its members', answering('{}', 200), 'server.incomplete'],
];

/** What a response that comes back through the browser may be. */
export const responseFaults: readonly (readonly [
  what: string,
  spoil: (parameters: URLSearchParams) => void,
  code: ErrorCode,
])[] = [
  ['a wrong state', (parameters) => parameters.set('state', 'stolen'), 'redirect.stateMismatch'],
  ['no state', (parameters) => parameters.delete('state'), 'redirect.stateMismatch'],
  ['another issuer', (parameters) => parameters.set('iss', 'https://evil.test'), 'redirect.issuerMismatch'],
  ['a refusal by the person', (parameters) => parameters.set('error', 'access_denied'), 'server.refused'],
  [
    'a response without what was asked',
    (parameters) => ['code', 'id_token', 'admin_consent'].forEach((name) => parameters.delete(name)),
    'redirect.incomplete',
  ],
];

/** What may be wrong with an id_token, and the check that finds it. */
export const idTokenFaults: readonly (readonly [what: string, spoil: Spoil, check: string])[] = [
  ['a wrong issuer', claiming({ iss: 'https://evil.test' }), 'iss'],
  ['a wrong audience', claiming({ aud: 'somebody else' }), 'aud'],
  ['a wrong nonce', claiming({ nonce: 'of another request' }), 'nonce'],
  ['an id_token that has expired', claiming({ exp: 1 }), 'exp'],
  ['a forged id_token, unsigned', { idToken: unsigned }, 'signature'],
  ['a forged id_token, its claims changed', { idToken: tampered }, 'signature'],
];

/** Keys a client cannot sign with. */
export const keyFaults: readonly (readonly [what: string, privateKey: string])[] = [
  ['a certificate without key', ''],
  [
    'a key that stays locked',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG9w0BBQwwHAQI\n-----END ENCRYPTED PRIVATE KEY-----',
  ],
];

/** How the error is told where the request has a meaning of its own; undefined where nothing is wrong. */
export function toldAs(code: ErrorCode, path: string, { id }: FlowDefinition): ErrorCode | undefined {
  if (path === 'openid-configuration') return discoveryCodes[code] ?? 'discovery.unreachable';
  // RFC 7009 §2.2: the content of the answer is ignored.
  if (path === 'revoke' && ['server.notJson', 'server.incomplete'].includes(code)) return undefined;
  if (path === 'keys' && code === 'server.incomplete') return 'idToken.invalid';
  // Any claims, and any answer about a token, are complete.
  if (path === 'introspect' && code === 'server.incomplete') return undefined;
  if (path === 'msi' && ['transport.refused', 'transport.timedOut'].includes(code))
    return 'flow.noManagedIdentity';
  // RFC 8628 §3.5: polling goes on until the device code has expired.
  const isPassing = ['transport.reset', 'transport.timedOut', 'server.failed', 'server.throttled'].includes(
    code,
  );
  return id === 'deviceCode' && path === 'token' && isPassing ? 'server.refused' : code;
}

const discoveryCodes: Partial<Record<ErrorCode, ErrorCode>> = {
  'server.throttled': 'discovery.notFound',
  'server.failed': 'discovery.notFound',
  'server.refused': 'discovery.notFound',
  'server.notJson': 'discovery.notJson',
  'server.incomplete': 'discovery.incomplete',
};

function failing(code: string): Promise<Response> {
  return Promise.reject(
    Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) }),
  );
}

function answering(body: string, status: number, headers: Readonly<Record<string, string>> = {}) {
  return () =>
    Promise.resolve(
      new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }),
    );
}

function claiming(changed: JWTPayload): Spoil {
  return { claims: (claims) => Object.assign(claims, changed) };
}

function unsigned(token: string): string {
  return `${btoa('{"alg":"none"}').replaceAll('=', '')}.${token.split('.')[1] ?? ''}.`;
}

function tampered(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const forged = Buffer.from(claims, 'base64url').toString().replace('"alice"', '"mallory"');
  return `${header}.${Buffer.from(forged).toString('base64url')}.${signature}`;
}

/** Text of an error for a failing test. */
export function shown(error: unknown): string {
  return IdentityError.is(error) ? `${error.code} ${JSON.stringify(error.data)}` : String(error);
}
