/** Messages between the flow trace's page and its host, both ways. All of it is masked when it is recorded. */

import type { ErrorText } from '../core/errors.ts';
import { isObject, list, text, type JsonObject } from '../core/json.ts';
import type { FlowStep } from '../core/oauth/flow.ts';
import type { Field } from '../core/oauth/mask.ts';
import type { ParameterMeaning } from '../core/oauth/protocolParameters.ts';
import type { TraceEntry } from '../core/oauth/trace.ts';
import { stringOf, wordOf } from './handshake.ts';

/** The forms a trace can be copied in. */
export const traceFormats = ['curl', 'http', 'mermaid', 'plantuml', 'markdown'] as const;
export type TraceFormat = (typeof traceFormats)[number];

/** What the diagram is about. */
export interface TraceHead {
  readonly title: string;
  readonly tenant: string;
  readonly client: string;
  /** Parameters of this flow, which are explained before those every flow has. */
  readonly parameters: readonly ParameterMeaning[];
}

/** How the run stands; texts are translated. */
export interface TraceOutcome {
  readonly state: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly error?: ErrorText;
  readonly scope?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
  readonly hasToken?: boolean;
  /** Words of the button that helps after a failure. */
  readonly remedy?: string;
  /** Words of the button that leads to the sign-in log. */
  readonly logRow?: string;
}

/** From the host: a run from its beginning. */
export interface ShowTrace {
  readonly type: 'show';
  readonly head: TraceHead;
  /** BCP 47 tag. */
  readonly locale: string;
  /** Translations by English template; empty for English. */
  readonly messages: Readonly<Record<string, string>>;
}

/** From the host: messages that are new or now have their answer, by their numbers. */
export interface ShowEntries {
  readonly type: 'entries';
  readonly entries: readonly TraceEntry[];
  /** Messages the specification has still to come. */
  readonly expected: readonly FlowStep[];
}

/** Entries of one message: reading so many takes a page no long task. */
const SLICE = 25;

/** Entries as messages of a bearable size; at least one, which says what is expected. */
export function inSlices(
  entries: readonly TraceEntry[],
  expected: readonly FlowStep[],
): readonly ShowEntries[] {
  const slices = Math.max(1, Math.ceil(entries.length / SLICE));
  return Array.from({ length: slices }, (_, index) => ({
    type: 'entries',
    entries: entries.slice(index * SLICE, (index + 1) * SLICE),
    expected: index === slices - 1 ? expected : [],
  }));
}

export interface ShowOutcome {
  readonly type: 'outcome';
  readonly outcome: TraceOutcome;
}

export interface Announce {
  readonly type: 'announce';
  readonly text: string;
}

export type ToFlowTrace = ShowTrace | ShowEntries | ShowOutcome | Announce;

/** From the page. `copy` without an entry means the whole trace. */
export type FromFlowTrace =
  | { readonly type: 'copy'; readonly format: TraceFormat; readonly entry?: number }
  | { readonly type: 'repeat'; readonly entry: number }
  | { readonly type: 'remedy' }
  | { readonly type: 'findSignIn' }
  | { readonly type: 'saveHar' }
  | { readonly type: 'runAgain' }
  | { readonly type: 'saveProfile' }
  | { readonly type: 'inspect' };

/** A message of the page, or undefined when it is none: the page is outside the host's trust. */
export function parseFromFlowTrace(message: unknown): FromFlowTrace | undefined {
  if (!isObject(message)) return undefined;
  switch (message['type']) {
    case 'copy': {
      const format = wordOf(message, 'format', traceFormats);
      const entry = message['entry'];
      if (format === undefined) return undefined;
      return {
        type: 'copy',
        format,
        ...(Number.isInteger(entry) && typeof entry === 'number' ? { entry } : {}),
      };
    }
    case 'repeat': {
      const entry = message['entry'];
      return typeof entry === 'number' && Number.isInteger(entry) ? { type: 'repeat', entry } : undefined;
    }
    case 'remedy':
    case 'findSignIn':
    case 'saveHar':
    case 'runAgain':
    case 'saveProfile':
    case 'inspect':
      return { type: message['type'] };
    default:
      return undefined;
  }
}

const LONGEST_TEXT = 100_000;
const STATES = ['running', 'succeeded', 'failed', 'cancelled'] as const;

/** A message of the host, or undefined when it is none. */
export function parseToFlowTrace(message: unknown): ToFlowTrace | undefined {
  if (!isObject(message)) return undefined;
  switch (message['type']) {
    case 'show':
      return parseShow(message);
    case 'entries':
      return {
        type: 'entries',
        entries: list(message, 'entries').filter(isEntry),
        expected: list(message, 'expected').filter(isStep),
      };
    case 'outcome': {
      const outcome = parseOutcome(message['outcome']);
      return outcome === undefined ? undefined : { type: 'outcome', outcome };
    }
    case 'announce': {
      const said = stringOf(message, 'text', LONGEST_TEXT);
      return said === undefined ? undefined : { type: 'announce', text: said };
    }
    default:
      return undefined;
  }
}

function parseShow(message: JsonObject): ShowTrace | undefined {
  const head = message['head'];
  const locale = text(message, 'locale');
  if (!isObject(head) || locale === undefined) return undefined;
  const messages = isObject(message['messages']) ? Object.entries(message['messages']) : [];
  return {
    type: 'show',
    locale,
    messages: Object.fromEntries(
      messages.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    head: {
      title: text(head, 'title') ?? '',
      tenant: text(head, 'tenant') ?? '',
      client: text(head, 'client') ?? '',
      parameters: list(head, 'parameters').filter(isMeaning),
    },
  };
}

function parseOutcome(value: unknown): TraceOutcome | undefined {
  if (!isObject(value)) return undefined;
  const state = wordOf(value, 'state', STATES);
  if (state === undefined) return undefined;
  const { error, expiresAt } = value;
  const scope = text(value, 'scope');
  const remedy = text(value, 'remedy');
  const logRow = text(value, 'logRow');
  return {
    state,
    hasToken: value['hasToken'] === true,
    ...(scope === undefined ? {} : { scope }),
    ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
    ...(isErrorText(error) ? { error } : {}),
    ...(remedy === undefined ? {} : { remedy }),
    ...(logRow === undefined ? {} : { logRow }),
  };
}

function isErrorText(value: unknown): value is ErrorText {
  return isObject(value) && hasTexts(value, ['what', 'next']);
}

function isMeaning(value: unknown): value is ParameterMeaning {
  return isObject(value) && hasTexts(value, ['name', 'explanation', 'reference']);
}

function isStep(value: unknown): value is FlowStep {
  return isObject(value) && hasTexts(value, ['id', 'from', 'to', 'label', 'channel']);
}

function isEntry(value: unknown): value is TraceEntry {
  if (!isObject(value) || !hasTexts(value, ['from', 'to', 'channel', 'label'])) return false;
  const { number, startedAt, request, response } = value;
  return (
    typeof number === 'number' && typeof startedAt === 'number' && isRequest(request) && isPart(response)
  );
}

function isRequest(value: unknown): boolean {
  return value === undefined || (isObject(value) && Array.isArray(value['query']) && isPart(value));
}

function isPart(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value)) return false;
  return (
    Array.isArray(value['headers']) &&
    ['headers', 'query', 'fields'].flatMap((name) => list(value, name)).every(isField)
  );
}

function isField(value: unknown): value is Field {
  return isObject(value) && hasTexts(value, ['name', 'value']);
}

function hasTexts(object: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => typeof object[name] === 'string');
}
