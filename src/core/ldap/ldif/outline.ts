import { decodeUtf8 } from '../../jwt/base64url.ts';
import { decodeBase64 } from '../base64.ts';
import { utf8 } from '../bytes.ts';

/** A `name: value` of an LDIF text as an editor counts: lines from 0, columns in UTF-16 units. */
export interface LdifLine {
  readonly name: string;
  /** The value as far as it can be read: undefined for base64 that is none, and for `:<`. */
  readonly value: Uint8Array | undefined;
  readonly isBase64: boolean;
  readonly line: number;
  /** The last line the value is folded onto. */
  readonly endLine: number;
  /** Where the value begins on `line`. */
  readonly valueStart: number;
}

/** A record of an LDIF text. */
export interface LdifBlock {
  readonly dn: string;
  /** `entry` for a content record, else its changetype. */
  readonly kind: string;
  readonly lines: readonly LdifLine[];
  readonly line: number;
  readonly endLine: number;
}

const NAMED = /^([\w.;*-]+)(::|:<|:) */;

/**
 * The records of a text with where each value stands, for editors: nothing is refused, half-written lines are passed
 * over. Comments and the version line belong to no record.
 */
export function outlineLdif(text: string): readonly LdifBlock[] {
  const blocks: LdifBlock[] = [];
  let lines: LdifLine[] = [];
  const finish = () => {
    const [first, last] = [lines[0], lines.at(-1)];
    if (first !== undefined && last !== undefined && !isVersion(lines))
      blocks.push(blockOf(first, last, lines));
    lines = [];
  };
  const physical = text.split(/\r?\n/);
  for (let at = 0; at < physical.length; at++) {
    const first = physical[at] ?? '';
    if (first === '') finish();
    let whole = first;
    let end = at;
    while (physical[end + 1]?.startsWith(' ') === true && first !== '')
      whole += physical[++end]?.slice(1) ?? '';
    const line = first.startsWith('#') ? undefined : readLine(whole, at, end);
    if (line !== undefined) {
      if (line.name.toLowerCase() === 'dn' || isVersion(lines)) finish();
      lines.push(line);
    }
    at = end;
  }
  finish();
  return blocks;
}

function isVersion([first, ...more]: readonly LdifLine[]): boolean {
  return first?.name.toLowerCase() === 'version' && more.length === 0;
}

function readLine(whole: string, line: number, endLine: number): LdifLine | undefined {
  const [head, name, colons] = NAMED.exec(whole) ?? [];
  if (head === undefined || name === undefined) return undefined;
  const rest = whole.slice(head.length);
  const isBase64 = colons === '::';
  const value = isBase64 ? decodeBase64(utf8(rest.trimEnd())) : colons === ':<' ? undefined : utf8(rest);
  return { name, value, isBase64, line, endLine, valueStart: head.length };
}

function blockOf(first: LdifLine, last: LdifLine, lines: readonly LdifLine[]): LdifBlock {
  const named = (name: string) => {
    const value = lines.find((each) => each.name.toLowerCase() === name)?.value;
    return value && decodeUtf8(value);
  };
  return {
    dn: named('dn') ?? '',
    kind: named('changetype')?.trim().toLowerCase() ?? 'entry',
    lines,
    line: first.line,
    endLine: last.endLine,
  };
}

/** The line of a text that a place of an editor belongs to, with its record. */
export function ldifLineAt(
  blocks: readonly LdifBlock[],
  line: number,
): { readonly block: LdifBlock; readonly line: LdifLine } | undefined {
  for (const block of blocks) {
    const found = block.lines.find((each) => each.line <= line && line <= each.endLine);
    if (found !== undefined) return { block, line: found };
  }
  return undefined;
}
