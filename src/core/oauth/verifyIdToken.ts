import { encodeBase64url } from '../jwt/base64url.ts';
import { IdentityError } from '../errors.ts';
import { isObject, list, text, type JsonObject } from '../json.ts';
import type { Clock, Fetch } from '../ports.ts';
import { decodeToken } from './mask.ts';
import type { ServerMetadata } from './model.ts';
import { rawAnswer, readAnswer } from './serverAnswer.ts';

/** One thing that was checked of an id_token, and what it was checked against. */
export interface VerifiedCheck {
  readonly check: string;
  readonly detail: string;
}

/** What an id_token is held against (OpenID Connect Core 1.0 §3.1.3.7). */
export interface IdTokenExpectation {
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  readonly nonce?: string;
  /** Seconds since authentication that are allowed. */
  readonly maxAge?: number;
  /** Access token and code that came with it, for at_hash and c_hash. */
  readonly accessToken?: string;
  readonly code?: string;
  /** Whether the hashes must be there, as they must be in front-channel responses (§3.2.2.9, §3.3.2.11). */
  readonly frontChannel?: boolean;
  /** The client's secret, for tokens signed with HS256. */
  readonly secret?: () => Promise<string>;
}

export interface VerifiedIdToken {
  readonly claims: JsonObject;
  readonly checks: readonly VerifiedCheck[];
}

/** Seconds by which clocks may differ. */
const TOLERANCE = 60;

/**
 * Verifies an id_token: signature through the server's JWKS, iss, aud and azp, exp, iat and nbf, nonce, max_age,
 * at_hash and c_hash. Throws `idToken.invalid`, and the errors of the JWKS request.
 */
export async function verifyIdToken(
  idToken: string,
  expectation: IdTokenExpectation,
  ports: { readonly fetch: Fetch; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<VerifiedIdToken> {
  const { header, claims } = decodeToken(idToken) ?? {};
  if (header === undefined || claims === undefined) throw invalid('format', 'It is not a compact JWS.');
  const alg = text(header, 'alg') ?? 'none';
  const now = ports.clock.now() / 1000;
  const checks: VerifiedCheck[] = [
    await checkSignature(idToken, alg, expectation, ports),
    checkIssuer(claims, expectation.metadata),
    checkAudience(claims, expectation.clientId),
    ...checkTimes(claims, now),
    ...checkNonce(claims, expectation.nonce),
    ...checkAge(claims, expectation.maxAge, now),
  ];
  const required = expectation.frontChannel === true;
  checks.push(...(await checkHash(claims, 'at_hash', expectation.accessToken, alg, required)));
  checks.push(...(await checkHash(claims, 'c_hash', expectation.code, alg, required)));
  return { claims, checks };
}

async function checkSignature(
  idToken: string,
  alg: string,
  { metadata, secret }: IdTokenExpectation,
  { fetch, signal }: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Promise<VerifiedCheck> {
  const { compactVerify, createLocalJWKSet, errors } = await import('jose');
  if (alg === 'none') throw invalid('signature', 'It is not signed (alg none).');
  try {
    if (alg.startsWith('HS')) {
      if (secret === undefined) throw invalid('signature', `A public client cannot verify ${alg}.`);
      await compactVerify(idToken, new TextEncoder().encode(await secret()));
      return { check: 'signature', detail: `${alg}, with the client secret` };
    }
    const jwks = await readKeys(fetch, metadata, signal);
    const { protectedHeader } = await compactVerify(idToken, createLocalJWKSet(jwks));
    return { check: 'signature', detail: `${alg}, key ${protectedHeader.kid ?? 'without kid'}` };
  } catch (cause) {
    if (cause instanceof errors.JWKSNoMatchingKey)
      throw invalid('signature', 'The server publishes no key with its kid.');
    if (cause instanceof errors.JOSEError) throw invalid('signature', cause.message);
    throw cause;
  }
}

/** The server's JWKS (RFC 7517 §5). Throws the errors of `readAnswer`. */
async function readKeys(fetch: Fetch, metadata: ServerMetadata, signal: AbortSignal) {
  const url = metadata.jwks_uri;
  if (url === undefined) throw invalid('signature', 'The server publishes no keys (jwks_uri).');
  const response = await fetch(url, { headers: { accept: 'application/json' }, signal });
  const jwks = readAnswer(await rawAnswer(url, response));
  return { keys: list(jwks, 'keys').filter(isObject) };
}

function checkIssuer(claims: JsonObject, metadata: ServerMetadata): VerifiedCheck {
  const issuer = text(claims, 'iss');
  // Entra's common and organizations publish a template (Microsoft identity platform, "validate the issuer").
  const expected = metadata.issuer.replace('{tenantid}', text(claims, 'tid') ?? '');
  if (issuer !== expected) throw invalid('iss', `It names ${String(issuer)}; the server is ${expected}.`);
  return { check: 'iss', detail: expected };
}

function checkAudience(claims: JsonObject, clientId: string): VerifiedCheck {
  const audience = text(claims, 'aud');
  const audiences = audience === undefined ? list(claims, 'aud') : [audience];
  if (!audiences.includes(clientId))
    throw invalid('aud', `It is for ${audiences.join(', ') || 'nobody'}, not for ${clientId}.`);
  const party = text(claims, 'azp');
  if (audiences.length > 1 && party === undefined)
    throw invalid('azp', 'It has several audiences and no azp.');
  if (party !== undefined && party !== clientId) throw invalid('azp', `It was issued to ${party}.`);
  return { check: 'aud', detail: clientId };
}

function checkTimes(claims: JsonObject, now: number): readonly VerifiedCheck[] {
  const at = (name: string): number | undefined => {
    const value = claims[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const [expires, issued, notBefore] = [at('exp'), at('iat'), at('nbf')];
  if (expires === undefined || issued === undefined) throw invalid('exp', 'It has no exp or no iat.');
  if (expires + TOLERANCE <= now) throw invalid('exp', 'It has expired.');
  if (issued - TOLERANCE > now) throw invalid('iat', 'It was issued in the future; a clock is wrong.');
  if (notBefore !== undefined && notBefore - TOLERANCE > now) throw invalid('nbf', 'It is not valid yet.');
  return [{ check: 'exp', detail: new Date(expires * 1000).toISOString() }];
}

function checkNonce(claims: JsonObject, nonce: string | undefined): readonly VerifiedCheck[] {
  if (nonce === undefined) return [];
  if (claims['nonce'] !== nonce) throw invalid('nonce', 'It does not answer this request.');
  return [{ check: 'nonce', detail: 'the one that was sent' }];
}

function checkAge(claims: JsonObject, maxAge: number | undefined, now: number): readonly VerifiedCheck[] {
  if (maxAge === undefined) return [];
  const at = claims['auth_time'];
  if (typeof at !== 'number') throw invalid('auth_time', 'max_age was asked, and it has no auth_time.');
  if (at + maxAge + TOLERANCE < now) throw invalid('auth_time', 'The sign-in is older than max_age.');
  return [{ check: 'auth_time', detail: `within ${maxAge} s` }];
}

/** Left half of the hash of a value, with the hash of the token's own alg (OpenID Connect Core 1.0 §3.1.3.6). */
async function checkHash(
  claims: JsonObject,
  name: 'at_hash' | 'c_hash',
  value: string | undefined,
  alg: string,
  required: boolean,
): Promise<readonly VerifiedCheck[]> {
  if (value === undefined) return [];
  const claimed = text(claims, name);
  if (claimed === undefined) {
    if (required) throw invalid(name, 'It is missing.');
    return [];
  }
  const digest = await crypto.subtle.digest(hashOf(alg), new TextEncoder().encode(value));
  const half = encodeBase64url(new Uint8Array(digest.slice(0, digest.byteLength / 2)));
  if (half !== claimed) throw invalid(name, 'It was issued together with another value.');
  return [{ check: name, detail: claimed }];
}

function hashOf(alg: string): string {
  if (alg === 'EdDSA' || alg === 'Ed25519') return 'SHA-512';
  return `SHA-${/(\d{3})$/.exec(alg)?.[1] ?? '256'}`;
}

function invalid(check: string, reason: string): IdentityError<'idToken.invalid'> {
  return new IdentityError('idToken.invalid', { check, reason });
}
