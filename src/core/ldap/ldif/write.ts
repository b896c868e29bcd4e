import type { Entry, Modification } from '../entry.ts';
import { LdifWriter, type LdifStyle } from './ldifWriter.ts';
import type { LdifChange, LdifControl } from './record.ts';

export type { LdifStyle } from './ldifWriter.ts';

/** The line that starts a file of changes. Files of entries go without it: slapadd does not take it. */
export const ldifVersion = 'version: 1\n';

/** A record of the entry as it is, with an empty line after it. */
export function writeEntry(entry: Entry, style?: LdifStyle): string {
  return written(style, (writer) => writer.entry(entry));
}

/** A change with its controls, with an empty line after it. */
export function writeChange(
  change: LdifChange,
  controls: readonly LdifControl[] = [],
  style?: LdifStyle,
): string {
  return written(style, (writer) => writer.change(change, controls));
}

/** The modifications of a record, each with the `-` that ends it. */
export function writeModification(modification: Modification, style?: LdifStyle): string {
  return written(style, (writer) => writer.modification(modification));
}

/** One `name: value` line, folded as the style has it; base64 where the value asks for it. */
export function writeValue(name: string, value: Uint8Array, style?: LdifStyle): string {
  return written(style, (writer) => writer.value(name, value));
}

/** A note for people, which readers pass over. Control characters do not break out of it. */
export function writeComment(text: string): string {
  return written('readable', (writer) => writer.comment(text));
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function written(style: LdifStyle | undefined, write: (writer: LdifWriter) => unknown): string {
  const writer = new LdifWriter(style);
  write(writer);
  return utf8.decode(writer.take());
}
