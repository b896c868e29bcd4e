import type { ConnectionFlaw, Entry, ReadEntries } from './model.ts';

/** How values with special characters are quoted. */
export type Quoting = 'ado' | 'braces';

/**
 * Reads `key=value;` pairs from `from` on. ADO.NET quotes values with ' or " and doubles them inside; ODBC and JDBC
 * of SQL Server put them in braces and double `}`. What has no `=` is a flaw.
 */
export function readPairs(text: string, from: number, quoting: Quoting): ReadEntries {
  const entries: Entry[] = [];
  const flaws: ConnectionFlaw[] = [];
  for (let at = from; at < text.length;) {
    const piece = pairAt(text, at, quoting);
    if (piece.entry !== undefined) entries.push(piece.entry);
    else if (text.slice(at, piece.next).replace(/[;\s]/g, '') !== '')
      flaws.push({ range: trimmed(text, at, piece.end), name: text.slice(at, piece.end).trim() });
    at = piece.next;
  }
  return { entries, flaws };
}

function pairAt(text: string, at: number, quoting: Quoting) {
  const semicolon = text.indexOf(';', at);
  const pieceEnd = semicolon === -1 ? text.length : semicolon;
  const equals = text.indexOf('=', at);
  if (equals === -1 || equals > pieceEnd) return { end: pieceEnd, next: pieceEnd + 1 };
  const valueStart = equals + 1 + (/^\s*/.exec(text.slice(equals + 1))?.[0].length ?? 0);
  const quoted = quotedAt(text, valueStart, quoting);
  const end =
    quoted?.end ??
    Math.max(valueStart, text.indexOf(';', valueStart) === -1 ? text.length : text.indexOf(';', valueStart));
  const after = text.indexOf(';', end);
  const keyRange = trimmed(text, at, equals);
  const valueRange = quoted === undefined ? trimmed(text, valueStart, end) : { start: valueStart, end };
  const entry: Entry = {
    key: text.slice(keyRange.start, keyRange.end),
    value: quoted?.value ?? text.slice(valueRange.start, valueRange.end),
    keyRange,
    valueRange,
  };
  return { entry, end, next: after === -1 ? text.length : after + 1 };
}

function quotedAt(text: string, at: number, quoting: Quoting): { value: string; end: number } | undefined {
  const open = text[at] ?? '';
  const close = quoting === 'braces' ? (open === '{' ? '}' : '') : open === '"' || open === "'" ? open : '';
  if (close === '') return undefined;
  let value = '';
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] !== close) {
      value += text[index] ?? '';
      continue;
    }
    if (text[index + 1] !== close) return { value, end: index + 1 };
    value += close;
    index++;
  }
  return undefined;
}

function trimmed(text: string, start: number, end: number) {
  const piece = text.slice(start, end);
  const from = start + (piece.length - piece.trimStart().length);
  return { start: from, end: Math.max(from, end - (piece.length - piece.trimEnd().length)) };
}

/** Writes pairs, quoting what needs it. */
export function writePairs(
  pairs: readonly (readonly [string, string, ...unknown[]])[],
  quoting: Quoting,
): string {
  return pairs.map(([key, value]) => `${key}=${quote(value, quoting)}`).join(';');
}

function quote(value: string, quoting: Quoting): string {
  if (!/[;={}'"]|^\s|\s$/.test(value) || (quoting === 'ado' && !/[;='"]|^\s|\s$/.test(value))) return value;
  return quoting === 'braces' ? `{${value.replaceAll('}', '}}')}}` : `"${value.replaceAll('"', '""')}"`;
}

/** Reads `k=v&k=v` of a URL's query, each part percent-decoded. */
export function readQuery(text: string, from: number): ReadEntries {
  const entries: Entry[] = [];
  const flaws: ConnectionFlaw[] = [];
  let at = from;
  for (const piece of text.slice(from).split('&')) {
    const end = at + piece.length;
    const equals = piece.indexOf('=');
    if (equals > 0)
      entries.push({
        key: decode(piece.slice(0, equals)),
        value: decode(piece.slice(equals + 1)),
        keyRange: { start: at, end: at + equals },
        valueRange: { start: at + equals + 1, end },
      });
    else if (piece !== '') flaws.push({ range: { start: at, end }, name: piece });
    at = end + 1;
  }
  return { entries, flaws };
}

/** Percent-decoded text; as it is where the encoding is broken. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** `?k=v&k=v`, empty when there is none. */
export function writeQuery(pairs: readonly (readonly [string, string, ...unknown[]])[]): string {
  const query = pairs
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
  return query === '' ? '' : `?${query}`;
}
