import { child, isObject, list, parseJson, strings, text, type JsonObject } from '../../core/json.ts';
import { badRequest } from './graphError.ts';

/** The most requests in one batch (https://learn.microsoft.com/graph/json-batching). */
const MOST = 20;

interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Answers `POST /$batch`: each part by itself, in the order given; one whose `dependsOn` failed is answered 424. `root` is
 * the address the parts' URLs stand under. Throws Graph's 400 errors.
 */
export async function answerBatch(
  request: Request,
  root: string,
  answer: (part: Request) => Promise<Response>,
): Promise<{ readonly responses: readonly Part[] }> {
  const body = parseJson(await request.text());
  const requests = isObject(body) ? list(body, 'requests').filter(isObject) : [];
  if (requests.length === 0) throw badRequest('Invalid batch payload format.');
  if (requests.length > MOST)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const done = new Map<string, Part>();
  for (const each of requests) {
    const id = text(each, 'id');
    if (id === undefined || done.has(id))
      throw badRequest('Each request of a batch has an id of its own, as text.');
    done.set(id, await answerPart(each, id, done, request, root, answer));
  }
  return { responses: [...done.values()] };
}

async function answerPart(
  part: JsonObject,
  id: string,
  done: ReadonlyMap<string, Part>,
  { headers }: Request,
  root: string,
  answer: (part: Request) => Promise<Response>,
): Promise<Part> {
  if (strings(part, 'dependsOn').some((other) => (done.get(other)?.status ?? 424) >= 400))
    return {
      id,
      status: 424,
      body: { error: { code: 'FailedDependency', message: 'A request before failed.' } },
    };
  const [url, method] = [text(part, 'url') ?? '', text(part, 'method') ?? ''];
  if (!/^(GET|POST|PATCH|DELETE)$/.test(method) || !url.startsWith('/') || url.startsWith('/$batch'))
    throw badRequest(`Invalid request of a batch: '${method} ${url}'.`);
  const own = Object.entries(child(part, 'headers')).filter(
    (header): header is [string, string] => typeof header[1] === 'string',
  );
  const all = new Headers([...own, ['authorization', headers.get('authorization') ?? '']]);
  const sent = part['body'] === undefined ? {} : { body: JSON.stringify(part['body']) };
  const response = await answer(new Request(root + url, { method, headers: all, ...sent }));
  const source = await response.text();
  const retryAfter = response.headers.get('retry-after');
  return {
    id,
    status: response.status,
    headers: {
      ...(source === '' ? {} : { 'Content-Type': 'application/json' }),
      ...(retryAfter === null ? {} : { 'Retry-After': retryAfter }),
    },
    ...(source === '' ? {} : { body: parseJson(source) }),
  };
}
