import { decodeUtf8 } from '../../jwt/base64url.ts';
import { encodeBase64 } from '../base64.ts';
import { utf8 } from '../bytes.ts';
import type { Attribute, Entry, Modification } from '../entry.ts';
import type { LdifChange, LdifControl } from './record.ts';

/**
 * How LDIF is written. `portable`: as RFC 2849 asks, ASCII only, lines folded at 76 characters. `readable`: for
 * people, UTF-8 as it is and a value a line, which our reader and OpenLDAP's read as well.
 */
export type LdifStyle = 'portable' | 'readable';

/** The line that starts a file of changes. Files of entries go without it: slapadd does not take it. */
export const ldifVersion = 'version: 1\n';

const WIDTH = 76;

/** A record of the entry as it is, with an empty line after it. */
export function writeEntry(entry: Entry, style: LdifStyle = 'portable'): string {
  return `${writeValue('dn', utf8(entry.dn), style)}${writeAttributes(entry.attributes, style)}\n`;
}

/** A change with its controls, with an empty line after it. */
export function writeChange(
  change: LdifChange,
  controls: readonly LdifControl[] = [],
  style: LdifStyle = 'portable',
): string {
  if (change.kind === 'entry') return writeEntry(change, style);
  const kind = change.kind === 'rename' ? 'moddn' : change.kind;
  const head = `${writeValue('dn', utf8(change.dn), style)}${controls.map(writeControl).join('')}changetype: ${kind}\n`;
  return `${head}${changeBody(change, style)}\n`;
}

function changeBody(change: LdifChange, style: LdifStyle): string {
  switch (change.kind) {
    case 'entry':
    case 'add':
      return writeAttributes(change.attributes, style);
    case 'delete':
      return '';
    case 'modify':
      return change.modifications.map((each) => writeModification(each, style)).join('');
    case 'rename':
      return [
        writeValue('newrdn', utf8(change.newRdn), style),
        `deleteoldrdn: ${change.deleteOldRdn ? '1' : '0'}\n`,
        change.newSuperior === undefined ? '' : writeValue('newsuperior', utf8(change.newSuperior), style),
      ].join('');
  }
}

/** The modifications of a record, each with the `-` that ends it. */
export function writeModification(
  { operation, name, values }: Modification,
  style: LdifStyle = 'portable',
): string {
  return `${operation}: ${name}\n${values.map((value) => writeValue(name, value, style)).join('')}-\n`;
}

function writeAttributes(attributes: readonly Attribute[], style: LdifStyle): string {
  let written = '';
  for (const { name, values } of attributes)
    for (const value of values) written += writeValue(name, value, style);
  return written;
}

/** One `name: value` line, folded as the style has it; base64 where the value asks for it. */
export function writeValue(name: string, value: Uint8Array, style: LdifStyle = 'portable'): string {
  if (value.length === 0) return `${name}:\n`;
  const text = style === 'portable' ? safeText(value) : readableText(value);
  const line = text === undefined ? `${name}:: ${encodeBase64(value)}` : `${name}: ${text}`;
  return style === 'portable' ? fold(line) : `${line}\n`;
}

/** A note for people, which readers pass over. Control characters do not break out of it. */
export function writeComment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`;
}

function writeControl({ oid, critical, value }: LdifControl): string {
  const written = value === undefined ? '' : `:: ${encodeBase64(value)}`;
  return fold(`control: ${oid} ${critical ? 'true' : 'false'}${written}`);
}

/** The value as a SAFE-STRING of RFC 2849 that does not end in a space; undefined when it is none. */
function safeText(value: Uint8Array): string | undefined {
  const first = value[0];
  if (first === 0x20 || first === 0x3a || first === 0x3c || value[value.length - 1] === 0x20)
    return undefined;
  let text = '';
  for (const byte of value) {
    if (byte < 0x20 || byte > 0x7e) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The value as text that reads back the same and shows what it is: nothing invisible, nothing that reorders. */
function readableText(value: Uint8Array): string | undefined {
  const text = decodeUtf8(value);
  if (text === undefined || /^[ :<]|[ \u00a0]$|[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/u.test(text))
    return undefined;
  return text;
}

function fold(line: string): string {
  if (line.length <= WIDTH) return `${line}\n`;
  const lines = [line.slice(0, WIDTH)];
  for (let at = WIDTH; at < line.length; at += WIDTH - 1) lines.push(line.slice(at, at + WIDTH - 1));
  return `${lines.join('\n ')}\n`;
}
