import { IdentityError } from '../errors.ts';
import { isObject, parseJson, text, type JsonObject } from '../json.ts';
import { explainOAuthError } from './explainOAuthError.ts';
import type { TokenResponse } from './model.ts';

/** An answer of the authorization server as it came, kept once whatever library reads it. */
export interface RawAnswer {
  readonly url: string;
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter?: string;
  /** `WWW-Authenticate` (RFC 6750 §3). */
  readonly challenge?: string;
  readonly body: string;
}

/** Reads a response to its end, and keeps what is needed of it. */
export async function rawAnswer(url: string, response: Response): Promise<RawAnswer> {
  const retryAfter = response.headers.get('retry-after');
  const challenge = response.headers.get('www-authenticate');
  return {
    url: new URL(url).origin + new URL(url).pathname,
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'something',
    ...(retryAfter === null ? {} : { retryAfter }),
    ...(challenge === null ? {} : { challenge }),
    body: await response.text(),
  };
}

/**
 * The JSON object of a good answer. Throws `server.refused` with the OAuth error (RFC 6749 §5.2),
 * `server.throttled`, `server.failed`, or `server.notJson`.
 */
export function readAnswer(answer: RawAnswer): JsonObject {
  const { url, status, contentType } = answer;
  const body = parseJson(answer.body);
  if (status >= 200 && status < 300 && isObject(body)) return body;
  if (isObject(body) && text(body, 'error') !== undefined) throw refused(body);
  if (answer.challenge !== undefined || status === 401) throw refused(readChallenge(answer.challenge));
  if (status === 429) throw new IdentityError('server.throttled', { url, seconds: pause(answer) });
  if (status >= 500) throw new IdentityError('server.failed', { url, status });
  throw new IdentityError('server.notJson', { url, status, contentType });
}

/** The error in a challenge (RFC 6750 §3): its auth-params, `invalid_token` when it has none. */
function readChallenge(challenge = ''): JsonObject {
  const found = [...challenge.matchAll(/([\w-]+)="((?:[^"\\]|\\.)*)"/g)];
  const parameters = found.map(([, name = '', value = '']): [string, string] => [name, value]);
  return { error: 'invalid_token', ...Object.fromEntries(parameters) };
}

/** Seconds a server asks to wait (RFC 9110 §10.2.3); 0 when it does not say. */
export function pause({ retryAfter }: RawAnswer): number {
  const seconds = Number(retryAfter ?? '0');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : 0;
}

/** The error a server named, with its known cause and fix. */
export function refused(body: JsonObject): IdentityError<'server.refused'> {
  const explained = explainOAuthError(body);
  return new IdentityError(
    'server.refused',
    { error: explained.title, description: explained.cause, fix: explained.fix },
    { cause: explained },
  );
}

/** Reads a token endpoint's answer (RFC 6749 §5.1). Throws the errors of `readAnswer` and `server.incomplete`. */
export function readTokenResponse(answer: RawAnswer): TokenResponse {
  const body = readAnswer(answer);
  const tokenType = text(body, 'token_type');
  const members = [
    ...(text(body, 'access_token') === undefined && text(body, 'id_token') === undefined
      ? ['access_token']
      : []),
    ...(tokenType === undefined ? ['token_type'] : []),
  ];
  if (tokenType === undefined || members.length > 0)
    throw new IdentityError('server.incomplete', { url: answer.url, members: members.join(', ') });
  return { token_type: tokenType, ...readTokens(body) };
}

/** The members of a token response that are there; also those of an implicit or hybrid authorization response. */
export function readTokens(body: JsonObject): Omit<TokenResponse, 'token_type'> {
  const names = ['access_token', 'refresh_token', 'id_token', 'scope', 'issued_token_type'] as const;
  const read: Partial<Record<(typeof names)[number], string>> = {};
  for (const name of names) {
    const value = text(body, name);
    if (value !== undefined) read[name] = value;
  }
  // Some servers send expires_in as a string.
  const seconds = Number(body['expires_in']);
  return {
    ...read,
    ...(body['expires_in'] !== undefined && Number.isFinite(seconds) ? { expires_in: seconds } : {}),
  };
}

/** Whether the error is a refusal with this OAuth `error`. */
export function isRefusal(error: unknown, ...codes: readonly string[]): boolean {
  if (!IdentityError.is(error, 'server.refused') || !isObject(error.cause)) return false;
  const code = text(error.cause, 'error');
  return code !== undefined && codes.includes(code);
}
