import { mermaid, traceSequence } from '../diagram.ts';
import type { Field } from '../mask.ts';
import type { TraceEntry } from '../trace.ts';

/** A trace as Markdown to paste into an issue: the diagram, then each message with its parts. Text from outside is code. */
export function markdown(title: string, entries: readonly TraceEntry[]): string {
  const diagram = ['```mermaid', mermaid(traceSequence(title, entries)).trimEnd(), '```'];
  return [`# ${escaped(title)}`, '', ...diagram, '', ...entries.flatMap(section)].join('\n');
}

function section({ number, label, request, response, failure }: TraceEntry): readonly string[] {
  const address =
    request === undefined || request.url === '' ? [] : [code(`${request.method} ${request.url}`), ''];
  return [
    `## ${number}. ${escaped(label)}`,
    '',
    ...address,
    ...table('Request', [...(request?.headers ?? []), ...(request?.query ?? []), ...(request?.fields ?? [])]),
    ...(response === undefined ? [] : [`Answer: **${response.status}**`, '']),
    ...table('Response', [...(response?.headers ?? []), ...(response?.fields ?? [])]),
    ...(failure === undefined ? [] : [`Failed: ${code(failure)}`, '']),
  ];
}

function table(title: string, fields: readonly Field[]): readonly string[] {
  if (fields.length === 0) return [];
  const rows = fields.map((field) => `| ${code(field.name)} | ${code(shown(field))} |`);
  return [`| ${title} | |`, '| --- | --- |', ...rows, ''];
}

function shown({ value, token }: Field): string {
  return token?.claims === undefined ? value : `${value} ${JSON.stringify(token.claims)}`;
}

/** Inline code that no backquote, pipe or line break inside can leave. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!<>|~-]/g, '\\$&');
}
