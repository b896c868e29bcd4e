import { decodeUtf8 } from '../jwt/base64url.ts';
import type { Breathe } from '../jwt/slices.ts';
import { visibleLine } from '../jwt/visibleText.ts';
import { encodeBase64 } from './base64.ts';
import { attributeKey, findAttribute, type Entry } from './entry.ts';
import { writeEntry } from './ldif/write.ts';
import type { Schema } from './schema.ts';
import { readableValue } from './values/readable.ts';

/** The forms in which what a search found can be opened. */
export const resultFormats = ['ldif', 'csv', 'json'] as const;
export type ResultFormat = (typeof resultFormats)[number];

/** What a search found as a document. Columns are attribute names, for CSV. `breathe` is asked after each entry. */
export async function resultText(
  format: ResultFormat,
  entries: readonly Entry[],
  columns: readonly string[],
  schema: Schema,
  breathe: Breathe = () => undefined,
): Promise<string> {
  let text = '';
  for (const part of FORMATS[format](entries, columns, schema)) {
    text += part;
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return text;
}

type Parts = (entries: readonly Entry[], columns: readonly string[], schema: Schema) => Iterable<string>;

const FORMATS: Readonly<Record<ResultFormat, Parts>> = {
  *ldif(entries) {
    for (const entry of entries) yield writeEntry(entry);
  },
  /** RFC 4180 with a header; several values of an attribute are parted by "; ". */
  *csv(entries, columns, schema) {
    yield csvLine(['dn', ...columns]);
    for (const entry of entries) {
      const cells = columns.map((name) =>
        (findAttribute(entry, name)?.values ?? []).map((value) => valueText(name, value, schema)).join('; '),
      );
      yield csvLine([entry.dn, ...cells]);
    }
  },
  *json(entries) {
    let start = '[';
    for (const entry of entries) {
      // As it stands in the list, without the brackets around it.
      yield `${start}${JSON.stringify([jsonEntry(entry)], undefined, 2).slice(1, -2)}`;
      start = ',';
    }
    yield entries.length === 0 ? '[]\n' : '\n]\n';
  },
};

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A spreadsheet would run what begins like a formula; telephone numbers are left alone. */
function csvCell(text: string): string {
  const isFormula = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-][\d\s().,/-]*$/.test(text));
  const cell = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function jsonEntry({ dn, attributes }: Entry): unknown {
  const values = attributes.map(
    ({ name, values: all }) =>
      [name, all.map((value) => decodeUtf8(value) ?? { base64: encodeBase64(value) })] as const,
  );
  return { dn, attributes: Object.fromEntries(values) };
}

/** A value as a cell shows it: in words, as text, or what it is. */
export function valueText(name: string, value: Uint8Array, schema: Schema): string {
  const text = schema.isBinary(name) ? undefined : decodeUtf8(value);
  return readableValue(name, value, schema.syntax(name)) ?? text ?? `${value.length} B`;
}

/** Columns beyond these are left out of the table; documents have all. */
const MOST_COLUMNS = 60;
const LONGEST_CELL = 300;

/** Attribute names as columns, in the order in which entries bring them; they only ever grow. */
export function addColumns(columns: string[], entries: readonly Entry[]): void {
  const known = new Set(columns.map(attributeKey));
  for (const { attributes } of entries)
    for (const { name } of attributes) {
      if (known.has(attributeKey(name)) || columns.length >= MOST_COLUMNS) continue;
      known.add(attributeKey(name));
      columns.push(name);
    }
}

/** An entry as cells: its DN, then each column. Hidden characters are made visible, long texts cut. */
export function rowOf(entry: Entry, columns: readonly string[], schema: Schema): readonly string[] {
  const byName = new Map(entry.attributes.map((each) => [attributeKey(each.name), each]));
  const cells = columns.map((name) => {
    const values = byName.get(attributeKey(name))?.values ?? [];
    const shown = values.slice(0, 20).map((value) => valueText(name, value, schema).slice(0, LONGEST_CELL));
    const text = shown.join(' | ');
    return values.length > 20 ? `${text} | … (${values.length})` : text;
  });
  return [entry.dn, ...cells].map((text) =>
    visibleLine(text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text),
  );
}
