import { attributeKey, type Attribute, type Modification } from '../entry.ts';
import { decodeBase64 } from '../base64.ts';
import { isAttributeDescription, malformed, readNamedValue, textValue, type NamedValue } from './line.ts';
import type { LogicalLine } from './lines.ts';
import type { LdifChange, LdifControl, LdifRecord } from './record.ts';

/** Whether a line starts a record. */
export function isDnLine({ bytes }: LogicalLine): boolean {
  return ((bytes[0] ?? 0) | 0x20) === 0x64 && ((bytes[1] ?? 0) | 0x20) === 0x6e && bytes[2] === 0x3a;
}

/** The DN of a record's first line. Throws `ldif.malformed`. */
export function readDn(line: LogicalLine): string {
  if (!isDnLine(line)) throw malformed(line.line, 'a record starts with "dn:"');
  return textValue(readNamedValue(line));
}

/** Reads a record of at least one line: its DN, then attributes or a change. Throws `ldif.malformed`, `ldif.urlRefused`. */
export function readRecord(lines: readonly LogicalLine[]): LdifRecord {
  const [first, ...rest] = lines;
  if (first === undefined) throw malformed(0, 'the record is empty');
  const place = { line: first.line, endLine: lines.at(-1)?.end ?? first.end };
  const dn = readDn(first);
  const controls: LdifControl[] = [];
  let at = 0;
  for (let line = rest[at]; line !== undefined && startsWith(line, 'control'); line = rest[++at])
    controls.push(readControl(line));
  const kind = rest[at];
  if (kind !== undefined && startsWith(kind, 'changetype'))
    return { ...readChange(dn, readNamedValue(kind), rest.slice(at + 1)), controls, ...place };
  if (controls.length > 0)
    throw malformed(kind?.line ?? place.endLine, 'after a control "changetype:" must follow');
  return { kind: 'entry', dn, attributes: readAttributes(rest, place.line), controls, ...place };
}

function startsWith({ bytes }: LogicalLine, name: string): boolean {
  return (
    bytes[name.length] === 0x3a &&
    String.fromCharCode(...bytes.subarray(0, name.length)).toLowerCase() === name
  );
}

function readAttributes(lines: readonly LogicalLine[], start: number): readonly Attribute[] {
  if (lines.length === 0) throw malformed(start, 'the entry has no attributes');
  const attributes: { readonly name: string; readonly values: Uint8Array[] }[] = [];
  const byKey = new Map<string, { readonly values: Uint8Array[] }>();
  for (const line of lines) {
    const { name, value } = readNamedValue(line);
    const last = attributes.at(-1);
    if (last?.name === name) {
      last.values.push(value);
      continue;
    }
    const known = byKey.get(attributeKey(name));
    if (known !== undefined) {
      known.values.push(value);
      continue;
    }
    const attribute = { name, values: [value] };
    attributes.push(attribute);
    byKey.set(attributeKey(name), attribute);
  }
  return attributes;
}

function readChange(dn: string, changeType: NamedValue, lines: readonly LogicalLine[]): LdifChange {
  const type = textValue(changeType).trim().toLowerCase();
  switch (type) {
    case 'add':
      return { kind: 'add', dn, attributes: readAttributes(lines, changeType.line) };
    case 'delete':
      if (lines[0] !== undefined) throw malformed(lines[0].line, 'nothing may follow "changetype: delete"');
      return { kind: 'delete', dn };
    case 'modify':
      return { kind: 'modify', dn, modifications: readModifications(lines, changeType.line) };
    case 'modrdn':
    case 'moddn':
      return { kind: 'rename', dn, ...readRename(lines, changeType.line) };
    default:
      throw malformed(changeType.line, `"${type}" is no change: add, delete, modify, modrdn or moddn is`);
  }
}

const OPERATIONS: readonly string[] = [
  'add',
  'replace',
  'delete',
  'increment',
] satisfies Modification['operation'][];

function readModifications(lines: readonly LogicalLine[], start: number): readonly Modification[] {
  if (lines.length === 0) throw malformed(start, 'the modification is empty');
  const modifications: Modification[] = [];
  let at = 0;
  while (at < lines.length) {
    const head = lines[at++];
    if (head === undefined) break;
    if (isDash(head)) throw malformed(head.line, '"-" ends a modification, and none has begun');
    const { name: written, value, line } = readNamedValue(head);
    const operation = written.toLowerCase();
    if (!isOperation(operation))
      throw malformed(line, `"${written}:" is no modification: add:, replace:, delete: or increment: is`);
    const name = textValue({ name: written, value, line }).trim();
    if (!isAttributeDescription(name)) throw malformed(line, `"${name}" is no name of an attribute`);
    const values: Uint8Array[] = [];
    for (let next = lines[at]; next !== undefined; next = lines[at]) {
      at++;
      if (isDash(next)) break;
      const pair = readNamedValue(next);
      if (attributeKey(pair.name) !== attributeKey(name))
        throw malformed(pair.line, `a value of ${name}, or "-" before the next modification, is expected`);
      values.push(pair.value);
    }
    if (operation === 'add' && values.length === 0) throw malformed(line, `no value of ${name} to add`);
    if (operation === 'increment' && values.length !== 1)
      throw malformed(line, `an increment of ${name} has one value: how much is added`);
    modifications.push({ operation, name, values });
  }
  return modifications;
}

function isOperation(text: string): text is Modification['operation'] {
  return OPERATIONS.includes(text);
}

function isDash({ bytes }: LogicalLine): boolean {
  return bytes[0] === 0x2d && bytes.subarray(1).every((byte) => byte === 0x20);
}

function readRename(
  lines: readonly LogicalLine[],
  start: number,
): { readonly newRdn: string; readonly deleteOldRdn: boolean; readonly newSuperior?: string } {
  const [newRdn, deleteOldRdn, newSuperior, extra] = lines.map(readNamedValue);
  if (newRdn?.name.toLowerCase() !== 'newrdn')
    throw malformed(newRdn?.line ?? start, '"newrdn:" is expected');
  const keeps = deleteOldRdn === undefined ? '' : textValue(deleteOldRdn).trim();
  if (deleteOldRdn?.name.toLowerCase() !== 'deleteoldrdn' || (keeps !== '0' && keeps !== '1'))
    throw malformed(deleteOldRdn?.line ?? newRdn.line, '"deleteoldrdn: 0" or "deleteoldrdn: 1" is expected');
  const name = { newRdn: textValue(newRdn), deleteOldRdn: keeps === '1' };
  if (newSuperior === undefined) return name;
  if (newSuperior.name.toLowerCase() !== 'newsuperior')
    throw malformed(newSuperior.line, 'only "newsuperior:" may follow');
  if (extra !== undefined) throw malformed(extra.line, 'nothing may follow "newsuperior:"');
  return { ...name, newSuperior: textValue(newSuperior) };
}

const CONTROL = /^control:\s*(\d+(?:\.\d+)*)(?:\s+(true|false))?\s*(?:(::?)\s*(.*))?$/is;

function readControl({ bytes, line }: LogicalLine): LdifControl {
  const written = CONTROL.exec(new TextDecoder('latin1').decode(bytes));
  if (written?.[1] === undefined)
    throw malformed(line, 'a control is an OID, then true or false, then perhaps ":" and a value');
  const [, oid, critical, colons, value = ''] = written;
  const control = { oid, critical: critical?.toLowerCase() === 'true' };
  if (colons === undefined) return control;
  const raw = Uint8Array.from(value, (character) => character.charCodeAt(0));
  const decoded = colons === '::' ? decodeBase64(raw) : raw;
  if (decoded === undefined) throw malformed(line, 'the value of the control is not base64');
  return { ...control, value: decoded };
}
