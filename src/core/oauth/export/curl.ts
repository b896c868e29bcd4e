import type { Field } from '../mask.ts';
import type { TraceEntry, TraceRequest } from '../trace.ts';
import { placeholder, repeatable, scheme } from './placeholder.ts';

/** The requests of a trace as curl commands for a POSIX shell; secrets are variables to be set. */
export function curl(_title: string, entries: readonly TraceEntry[]): string {
  return entries
    .filter(({ channel }) => channel === 'back')
    .map(({ label, request }) =>
      request === undefined ? '' : `# ${label.replace(/\s+/g, ' ')}\n${command(request)}\n`,
    )
    .join('\n');
}

function command({ method, url, headers, query, fields }: TraceRequest): string {
  const address = url.split(/[?#]/)[0] ?? url;
  const isGet = method === 'GET';
  const parts = [
    `curl ${isGet && query.length > 0 ? '--get ' : ''}${quote(address)}`,
    ...(isGet ? [] : [`--request ${quote(method)}`]),
    ...repeatable(headers).map((field) => `--header ${word(`${field.name}: ${scheme(field)}`, field)}`),
    ...query.map((field) =>
      isGet
        ? `--data-urlencode ${word(`${field.name}=`, field)}`
        : `--url-query ${word(`${field.name}=`, field)}`,
    ),
    ...fields.map((field) => `--data-urlencode ${word(`${field.name}=`, field)}`),
  ];
  return parts.join(' \\\n  ');
}

/** One shell word: shown values quoted, masked ones taken from a variable. */
function word(start: string, field: Field): string {
  return field.masked ? `${quote(start)}"$${placeholder(field).toUpperCase()}"` : quote(start + field.value);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
