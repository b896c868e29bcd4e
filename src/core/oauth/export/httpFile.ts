import type { Field } from '../mask.ts';
import type { TraceEntry, TraceRequest } from '../trace.ts';
import { placeholder, repeatable, scheme } from './placeholder.ts';

/** The requests of a trace as `.http` file (VS Code REST Client, JetBrains); secrets are `{{variables}}`. */
export function httpFile(_title: string, entries: readonly TraceEntry[]): string {
  return entries
    .filter(({ channel }) => channel === 'back')
    .map(({ label, request }) => (request === undefined ? '' : `### ${oneLine(label)}\n${block(request)}\n`))
    .join('\n');
}

function block({ method, url, headers, query, fields }: TraceRequest): string {
  const address = url.split(/[?#]/)[0] ?? url;
  const search = query.length === 0 ? '' : `?${query.map(pair).join('&')}`;
  const lines = repeatable(headers).map(
    (field) =>
      `${field.name}: ${field.masked ? `${scheme(field)}{{${placeholder(field)}}}` : oneLine(field.value)}`,
  );
  const body = fields.length === 0 ? [] : ['', fields.map(pair).join('\n&')];
  return [`${method} ${address}${search}`, ...lines, ...body, ''].join('\n');
}

function pair(field: Field): string {
  const value = field.masked ? `{{${placeholder(field)}}}` : encodeURIComponent(field.value);
  return `${encodeURIComponent(field.name)}=${value}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
