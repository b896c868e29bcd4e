import { IdentityError } from '../errors.ts';
import { child, isObject, text } from '../json.ts';
import { graphAdvice } from './graphAdvice.ts';
import { retryAfterMilliseconds } from './graphRetry.ts';

/** An answer of Graph, alone or as a part of a batch. */
export interface GraphAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
}

/** The error that a refusal is (Microsoft: Graph error responses). `permission` is the least one the request needs. */
export function graphError(
  { status, retryAfter, body }: GraphAnswer,
  path: string,
  permission: string,
): Error {
  const error = isObject(body) ? child(body, 'error') : {};
  const reason = [text(error, 'code'), text(error, 'message')].filter(Boolean).join(': ') || `HTTP ${status}`;
  switch (status) {
    case 400:
      return new IdentityError('graph.refused', {
        path,
        reason,
        advice: graphAdvice(text(error, 'code'), reason),
      });
    case 401:
      return new IdentityError('graph.unauthorized', { reason });
    case 403:
      return new IdentityError('graph.forbidden', { path, permission, reason });
    case 404:
      return new IdentityError('graph.notFound', { path, reason });
    case 409:
      return new IdentityError('graph.conflict', { path, reason });
    case 410:
      return new IdentityError('graph.resync', { path, reason });
    case 412:
      return new IdentityError('graph.changed', { path, reason });
    case 429:
      return new IdentityError('graph.throttled', {
        path,
        seconds: Math.ceil((retryAfterMilliseconds(retryAfter) ?? 0) / 1000),
      });
    default:
      return new IdentityError('graph.failed', { status, path, reason });
  }
}
