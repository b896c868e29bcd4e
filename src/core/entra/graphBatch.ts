import { IdentityError, type ErrorCode } from '../errors.ts';
import { child, isObject, list, text, type JsonObject } from '../json.ts';
import type { GraphAnswer } from './graphError.ts';

/** One read of a batch: what `Graph.get` takes, as data. */
export interface GraphRead {
  /** After the version. */
  readonly path: string;
  /** Least permission it needs, named in its error. */
  readonly permission: string;
  readonly eventual?: boolean;
}

/** What came of one read of a batch: its resource, or the error that it alone met. */
export type GraphResult = { readonly body: JsonObject } | { readonly error: Error };

/** The most requests Graph takes in one batch (https://learn.microsoft.com/graph/json-batching). */
export const BATCH_SIZE = 20;

/** The body of `POST /$batch`; the ids are the positions. */
export function batchBody(reads: readonly GraphRead[]): JsonObject {
  return {
    requests: reads.map(({ path, eventual }, index) => ({
      id: String(index),
      method: 'GET',
      url: path,
      ...(eventual === true ? { headers: { ConsistencyLevel: 'eventual' } } : {}),
    })),
  };
}

/** The answers in the order of the requests; Graph sends them in any. Throws `graph.badAnswer`. */
export function batchAnswers(body: JsonObject, count: number): readonly GraphAnswer[] {
  const parts = new Map(
    list(body, 'responses')
      .filter(isObject)
      .map((part) => [text(part, 'id'), part] as const),
  );
  return Array.from({ length: count }, (_, index) => {
    const part = parts.get(String(index));
    const status = part?.['status'];
    if (part === undefined || typeof status !== 'number')
      throw new IdentityError('graph.badAnswer', { path: '/$batch', reason: 'A part of it is missing.' });
    return { status, retryAfter: headerOf(part, 'retry-after'), body: part['body'] };
  });
}

function headerOf(part: JsonObject, name: string): string | null {
  const found = Object.entries(child(part, 'headers')).find(([header]) => header.toLowerCase() === name);
  return typeof found?.[1] === 'string' ? found[1] : null;
}

/** The resource of a read, undefined when it met this error. Throws any other. */
export function unless(code: ErrorCode, result: GraphResult | undefined): JsonObject | undefined {
  if (result === undefined) return undefined;
  if ('body' in result) return result.body;
  if (IdentityError.is(result.error, code)) return undefined;
  throw result.error;
}
