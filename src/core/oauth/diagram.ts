import type { FlowDefinition, Participant } from './flow.ts';
import type { TraceEntry } from './trace.ts';

/** A sequence diagram: who takes part, and what they say in order. */
export interface Sequence {
  readonly title: string;
  readonly participants: readonly Participant[];
  readonly messages: readonly SequenceMessage[];
}

export interface SequenceMessage {
  readonly from: Participant;
  readonly to: Participant;
  readonly label: string;
  /** Drawn dashed. */
  readonly answer: boolean;
}

const NAMES: Readonly<Record<Participant, string>> = {
  user: 'Person',
  browser: 'Browser',
  client: 'Client',
  authorizationServer: 'Authorization Server',
  identityProvider: 'Token Source',
  resource: 'Resource',
};
const ORDER: readonly Participant[] = [
  'user',
  'browser',
  'client',
  'authorizationServer',
  'identityProvider',
  'resource',
];

/** The flow as it is specified. */
export function referenceSequence({ title, steps }: FlowDefinition): Sequence {
  const messages = steps.map(({ from, to, label, answer }) => ({ from, to, label, answer: answer === true }));
  return sequence(title, messages);
}

/** The flow as it went: each exchange with its answer. */
export function traceSequence(title: string, entries: readonly TraceEntry[]): Sequence {
  return sequence(title, entries.flatMap(traceMessages));
}

function traceMessages({
  from,
  to,
  label,
  response,
  failure,
  durationMs,
}: TraceEntry): readonly SequenceMessage[] {
  const message = { from, to, label, answer: false };
  const took = durationMs === undefined ? '' : ` (${Math.round(durationMs)} ms)`;
  if (failure !== undefined)
    return [message, { from: to, to: from, label: `${failure}${took}`, answer: true }];
  if (response === undefined) return [message];
  const error = response.fields.find(({ name }) => name === 'error')?.value;
  const outcome = error === undefined ? String(response.status) : `${response.status} ${error}`;
  return [message, { from: to, to: from, label: `${outcome}${took}`, answer: true }];
}

function sequence(title: string, messages: readonly SequenceMessage[]): Sequence {
  const named = new Set(messages.flatMap(({ from, to }) => [from, to]));
  return { title, messages, participants: ORDER.filter((each) => named.has(each)) };
}

/** The diagram in PlantUML (https://plantuml.com/sequence-diagram). */
export function plantUml({ title, participants, messages }: Sequence): string {
  const kind = (each: Participant) => (each === 'user' ? 'actor' : 'participant');
  return [
    '@startuml',
    `title ${plantText(title)}`,
    'autonumber',
    ...participants.map((each) => `${kind(each)} "${NAMES[each]}" as ${each}`),
    ...messages.map(
      ({ from, to, label, answer }) => `${from} ${answer ? '-->' : '->'} ${to} : ${plantText(label)}`,
    ),
    '@enduml',
    '',
  ].join('\n');
}

/** The diagram in Mermaid (https://mermaid.js.org/syntax/sequenceDiagram.html). */
export function mermaid({ title, participants, messages }: Sequence): string {
  const kind = (each: Participant) => (each === 'user' ? 'actor' : 'participant');
  return [
    'sequenceDiagram',
    `  title ${mermaidText(title)}`,
    '  autonumber',
    ...participants.map((each) => `  ${kind(each)} ${each} as ${NAMES[each]}`),
    ...messages.map(
      ({ from, to, label, answer }) => `  ${from}${answer ? '-->>' : '->>'}${to}: ${mermaidText(label)}`,
    ),
    '',
  ].join('\n');
}

/** Text as PlantUML shows it: one line; what Creole or the preprocessor would read as markup (also when doubled) is written by its code point. */
export function plantText(text: string): string {
  const escape = (character: string) => `<U+${codeOf(character)}>`;
  return oneLine(text).replace(/[<>~\\%!|]|([*_/"=.[\]{}-])(?=\1)/g, escape);
}

/** Text as Mermaid shows it literally. */
export function mermaidText(text: string): string {
  return oneLine(text).replace(/[#;:<>"%{}]/g, (character) => `#${character.charCodeAt(0)};`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
