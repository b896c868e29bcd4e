import type { FlowDefinition, FlowStep, Participant } from './flow.ts';
import type { Field } from './mask.ts';
import type { TraceEntry, TraceRequest, TraceResponse } from './trace.ts';

/** Participants from left to right, as every diagram orders them. */
export const participants: readonly Participant[] = [
  'user',
  'browser',
  'client',
  'authorizationServer',
  'identityProvider',
  'resource',
];

/** One arrow of the diagram: a request, its answer, or a message through browser or person. */
export interface TraceMessage {
  /** Unique within the trace, stable while it grows. */
  readonly id: string;
  /** Number of the trace entry. */
  readonly entry: number;
  readonly from: Participant;
  readonly to: Participant;
  readonly channel: TraceEntry['channel'];
  readonly label: string;
  /** Method and path, or status and time. */
  readonly detail: string;
  readonly isAnswer: boolean;
  readonly state: 'done' | 'waiting' | 'failed';
  readonly parts?: TraceRequest | TraceResponse;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The arrows of an entry: the request, then its answer, or the wait for it. */
export function messagesOf(entry: TraceEntry): readonly TraceMessage[] {
  const { number, from, to, channel, label, request, startedAt, repeats } = entry;
  const sent: TraceMessage = {
    id: `${number}`,
    entry: number,
    from,
    to,
    channel,
    label,
    detail: [repeats === undefined ? '' : `↻ ${repeats}`, request === undefined ? '' : requestDetail(request)]
      .filter(Boolean)
      .join(' '),
    isAnswer: isAnswerStep(entry),
    state: request !== undefined && hasError(fieldsOf(request)) ? 'failed' : 'done',
    at: startedAt,
    ...(request === undefined ? {} : { parts: request }),
  };
  return channel === 'back' && request !== undefined ? [sent, answerOf(entry)] : [sent];
}

function answerOf({ number, from, to, response, failure, startedAt, durationMs }: TraceEntry): TraceMessage {
  const answer = {
    id: `${number}a`,
    entry: number,
    from: to,
    to: from,
    channel: 'back',
    isAnswer: true,
  } as const;
  const at = startedAt + (durationMs ?? 0);
  if (response !== undefined) {
    const { label, failed } = responseLabel(response);
    const detail = durationMs === undefined ? '' : `${durationMs} ms`;
    return { ...answer, at, label, detail, state: failed ? 'failed' : 'done', parts: response };
  }
  if (failure !== undefined) return { ...answer, at, label: failure, detail: '', state: 'failed' };
  return { ...answer, at, label: '…', detail: '', state: 'waiting' };
}

/** Fields whose presence says what an answer is worth, in the order they are named. */
const TELLING = [
  'access_token',
  'id_token',
  'refresh_token',
  'device_code',
  'user_code',
  'request_uri',
  'keys',
  'active',
  'sub',
];

function responseLabel({ status, fields }: TraceResponse): { label: string; failed: boolean } {
  const error = fields.find(({ name }) => name === 'error')?.value;
  if (error !== undefined) return { label: `${status} · ${error}`, failed: !isPending(error) };
  const names = new Set(fields.map(({ name }) => name.split(/[.[]/, 1)[0]));
  const told = names.has('token_endpoint') ? ['metadata'] : TELLING.filter((name) => names.has(name));
  return { label: [status, told.join(', ')].filter(Boolean).join(' · '), failed: status >= 400 };
}

/** The answers to polling that mean "ask again" (RFC 8628 §3.5). */
function isPending(error: string): boolean {
  return error === 'authorization_pending' || error === 'slow_down';
}

/** The named values of a message: of its address, then of its body. */
export function fieldsOf(parts: TraceRequest | TraceResponse): readonly Field[] {
  return 'query' in parts ? [...parts.query, ...parts.fields] : parts.fields;
}

/** What is sent where: the end of the path says it; what comes back by the browser is named by its fields. */
function requestDetail(request: TraceRequest): string {
  const { method, url } = request;
  if (!URL.canParse(url))
    return fieldsOf(request)
      .map(({ name }) => name)
      .join(', ');
  const { pathname } = new URL(url);
  const path = pathname.split('/').filter(Boolean);
  return `${method} ${path.length > 2 ? '…' : ''}/${path.slice(-2).join('/')}`;
}

function isAnswerStep({ step }: TraceEntry): boolean {
  return step === 'authorizationResponse' || step === 'endSessionResponse';
}

function hasError(fields: readonly Field[]): boolean {
  return fields.some(({ name }) => name === 'error');
}

/** The specified messages that are still to come: those after the last one seen. A run ends before the resource is asked. */
export function expectedSteps(
  { kind, steps }: Pick<FlowDefinition, 'kind' | 'steps'>,
  entries: readonly TraceEntry[],
): readonly FlowStep[] {
  const seen = new Set(entries.flatMap(({ step, answerStep, response }) => [step, response && answerStep]));
  const furthest = steps.findLastIndex(({ id }) => seen.has(id));
  const coming = steps.slice(furthest + 1);
  return kind === 'action' ? coming : coming.filter(({ id }) => !id.startsWith('resource'));
}
