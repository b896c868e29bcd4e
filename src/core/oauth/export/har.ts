import type { Field } from '../mask.ts';
import type { TraceEntry, TraceRequest, TraceResponse } from '../trace.ts';

/** The exchanges of a trace as HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec), masked as the trace is. */
export function har(title: string, entries: readonly TraceEntry[]): string {
  const log = {
    version: '1.2',
    creator: { name: 'Identity Workbench', version: '1' },
    comment: title,
    entries: entries.filter(({ channel }) => channel === 'back').flatMap(entry),
  };
  return `${JSON.stringify({ log }, undefined, 2)}\n`;
}

function entry({
  request,
  response,
  startedAt,
  durationMs = 0,
  label,
  failure,
}: TraceEntry): readonly object[] {
  if (request === undefined) return [];
  return [
    {
      startedDateTime: new Date(startedAt).toISOString(),
      time: durationMs,
      request: harRequest(request),
      response: harResponse(response),
      cache: {},
      timings: { send: 0, wait: durationMs, receive: 0 },
      comment: failure === undefined ? label : `${label}: ${failure}`,
    },
  ];
}

function harRequest({ method, url, headers, query, fields }: TraceRequest): object {
  const postData = {
    mimeType: 'application/x-www-form-urlencoded',
    params: fields.map(pair),
    text: '',
  };
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(pair),
    queryString: query.map(pair),
    headersSize: -1,
    bodySize: -1,
    ...(fields.length === 0 ? {} : { postData }),
  };
}

function harResponse(response: TraceResponse | undefined): object {
  const fields = response?.fields ?? [];
  return {
    status: response?.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: (response?.headers ?? []).map(pair),
    content: {
      size: -1,
      mimeType: 'application/json',
      text: JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value]))),
    },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
  };
}

function pair({ name, value }: Field): { name: string; value: string } {
  return { name, value };
}
