import { decodeUtf8 } from '../jwt/base64url.ts';
import { IdentityError } from '../errors.ts';
import { concatBytes, fromHex, hex, sameBytes, utf8 } from './bytes.ts';
import { escapeOctets } from './escape.ts';

/** One `type=value` of an RDN. With `isBer` the value is the BER encoding that `#hex` gave (RFC 4514 §2.4). */
export interface TypeAndValue {
  readonly type: string;
  readonly value: Uint8Array;
  readonly isBer?: boolean;
}

/** A relative distinguished name: one pair, or several joined by `+`. */
export type Rdn = readonly TypeAndValue[];

/** A distinguished name, the entry's own RDN first; the root DSE is the empty list. */
export type Dn = readonly Rdn[];

/**
 * Reads a DN (RFC 4514 §3; also the RFC 2253 §4 forms that servers still write: quotes, `;`, spaces around
 * separators, `OID.` before numbers). Throws `ldap.invalidDn` with the position of what does not fit.
 */
export function parseDn(text: string): Dn {
  return new DnReader(text).dn();
}

/** Reads one RDN, such as the new name of a rename. Throws `ldap.invalidDn`. */
export function parseRdn(text: string): Rdn {
  const [rdn, ...more] = parseDn(text);
  if (rdn === undefined) throw invalid(0, 'a name such as cn=Jim is missing');
  if (more.length > 0) throw invalid(0, 'only one name may stand here; write a comma in it as \\,');
  return rdn;
}

/** Writes a DN as RFC 4514 §2 does. A backslash is written `\5c`, which every reader splits rightly. */
export function printDn(dn: Dn): string {
  return dn.map(printRdn).join(',');
}

/** Writes an RDN as RFC 4514 §2 does. */
export function printRdn(rdn: Rdn): string {
  return rdn
    .map(({ type, value, isBer }) => `${type}=${isBer === true ? `#${hex(value)}` : escapeDnValue(value)}`)
    .join('+');
}

/** A value as it stands in a DN (RFC 4514 §2.4), for text or octets from outside. */
export function escapeDnValue(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? utf8(value) : value;
  const last = (decodeUtf8(bytes)?.length ?? bytes.length) - 1;
  return escapeOctets(
    bytes,
    (character, at) =>
      '"+,;<>\\='.includes(character) ||
      (character === ' ' && (at === 0 || at === last)) ||
      (character === '#' && at === 0),
  );
}

/** The DN of the entry above, in the spelling given; undefined for the root DSE. Throws `ldap.invalidDn`. */
export function parentDn(text: string): string | undefined {
  const ends = new DnReader(text).rdnEnds();
  const first = ends[0];
  return first === undefined ? undefined : trimSpaces(text.slice(first + 1));
}

/** The RDN of a DN in the spelling given, empty for the root DSE. Throws `ldap.invalidDn`. */
export function rdnOf(text: string): string {
  const [first] = new DnReader(text).rdnEnds();
  return first === undefined ? '' : trimSpaces(text.slice(0, first));
}

/** The text without the spaces around it that count for nothing; an escaped one at its end does count. */
function trimSpaces(text: string): string {
  const start = text.search(/[^ \n\r\t]/);
  if (start < 0) return '';
  const end = withoutEnd(text, ' \n\r\t').length;
  let escapes = 0;
  while (text[end - 1 - escapes] === '\\') escapes++;
  return text.slice(start, escapes % 2 === 1 ? end + 1 : end);
}

/** The text without those characters at its end. A pattern would look at runs of them once for each. */
function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The RDN's values as a person reads them: `Jim Smith` of `cn=Jim Smith,…`. The DN itself when it cannot be read. */
export function rdnLabel(text: string): string {
  try {
    const [rdn] = parseDn(text);
    if (rdn === undefined) return text;
    return rdn.map(({ value }) => decodeUtf8(value) ?? escapeDnValue(value)).join(' + ');
  } catch (error) {
    if (IdentityError.is(error, 'ldap.invalidDn')) return text;
    throw error;
  }
}

/** `rdn` put below `parent`, both in the spelling given. */
export function childDn(rdn: string, parent: string): string {
  return parent === '' ? rdn : `${rdn},${parent}`;
}

/**
 * A key that is equal for DNs that name the same entry: types and values without case, runs of spaces as one, `+` in
 * any order (RFC 4517 §4.2.15 with caseIgnoreMatch, as a client must that does not know the schema). Throws
 * `ldap.invalidDn`.
 */
export function dnKey(dn: string | Dn): string {
  return (typeof dn === 'string' ? parseDn(dn) : dn).map(rdnKey).join(',');
}

/** Whether a text is a DN. */
export function isDn(text: string): boolean {
  try {
    parseDn(text);
    return true;
  } catch (error) {
    if (IdentityError.is(error, 'ldap.invalidDn')) return false;
    throw error;
  }
}

/** The same key for a name as a server wrote it, which has to be told from others even if it is no DN. */
export function entryKey(name: string): string {
  return isDn(name) ? dnKey(name) : name;
}

/** Whether two DNs name the same entry, as `dnKey` has it. Throws `ldap.invalidDn`. */
export function sameDn(one: string | Dn, other: string | Dn): boolean {
  return one === other || dnKey(one) === dnKey(other);
}

/** Whether `dn` is `base` or stands below it. Throws `ldap.invalidDn`. */
export function isWithin(dn: string | Dn, base: string | Dn): boolean {
  const [names, above] = [dn, base].map((each) => (typeof each === 'string' ? parseDn(each) : each));
  if (names === undefined || above === undefined || names.length < above.length) return false;
  return dnKey(names.slice(names.length - above.length)) === dnKey(above);
}

/** A key equal for RDNs of the same pairs. */
export function rdnKey(rdn: Rdn): string {
  return rdn
    .map(
      ({ type, value, isBer }) => `${typeKey(type)}=${valueKey(isBer === true ? stringOfBer(value) : value)}`,
    )
    .sort()
    .join('+');
}

/** Whether two pairs are the same octets under the same type. */
export function samePair(one: TypeAndValue, other: TypeAndValue): boolean {
  return typeKey(one.type) === typeKey(other.type) && sameBytes(one.value, other.value);
}

/** OIDs of RFC 4514 §3's table, which stand for the same types. */
const TYPE_OIDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '2.5.4.3': 'cn',
    '2.5.4.7': 'l',
    '2.5.4.8': 'st',
    '2.5.4.10': 'o',
    '2.5.4.11': 'ou',
    '2.5.4.6': 'c',
    '2.5.4.9': 'street',
    '0.9.2342.19200300.100.1.25': 'dc',
    '0.9.2342.19200300.100.1.1': 'uid',
  }),
);

function typeKey(type: string): string {
  return TYPE_OIDS.get(type) ?? type.toLowerCase();
}

function valueKey(value: Uint8Array): string {
  const text = decodeUtf8(value);
  if (text === undefined) return `#${hex(value)}`;
  return escapeDnValue(text.normalize('NFKC').toLowerCase().replaceAll(/ +/g, ' ').replaceAll(/^ | $/g, ''));
}

/** The content of a BER string of short length (OCTET, UTF8, Printable, IA5), else the encoding itself. */
function stringOfBer(ber: Uint8Array): Uint8Array {
  const isString = [0x04, 0x0c, 0x13, 0x16].includes(ber[0] ?? 0);
  return isString && ber[1] === ber.length - 2 && ber.length < 0x82 ? ber.subarray(2) : ber;
}

function invalid(at: number, reason: string): IdentityError<'ldap.invalidDn'> {
  return new IdentityError('ldap.invalidDn', { position: at + 1, reason });
}

const TYPE = /(?:OID\.)?(?:\d+(?:\.\d+)*|[a-z][a-z\d-]*)(?:;[a-z\d-]+)*/iy;
const PLAIN = /[^\\"+,;<>\0]+/y;

class DnReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  dn(): Dn {
    const names: Rdn[] = [];
    this.#eachRdn((rdn) => names.push(rdn));
    return names;
  }

  /** Where each RDN ends: at its separator, or at the end of the text. */
  rdnEnds(): readonly number[] {
    const ends: number[] = [];
    this.#eachRdn(() => ends.push(this.#at));
    return ends;
  }

  #eachRdn(take: (rdn: Rdn) => void): void {
    this.#spaces();
    if (this.#at === this.#text.length) return;
    for (;;) {
      const rdn = [this.#pair()];
      while (this.#text[this.#at] === '+') {
        this.#at++;
        rdn.push(this.#pair());
      }
      take(rdn);
      if (this.#at === this.#text.length) return;
      this.#at++;
    }
  }

  /** A pair; afterwards the reader stands at `,`, `;`, `+` or the end. */
  #pair(): TypeAndValue {
    this.#spaces();
    const type = this.#match(TYPE);
    if (type === undefined) throw this.#unexpected('an attribute type such as cn');
    this.#spaces();
    if (this.#text[this.#at] !== '=') throw this.#unexpected(`= after "${type}"`);
    this.#at++;
    this.#spaces();
    const first = this.#text[this.#at];
    const written =
      first === '#' ? this.#hexValue() : { value: first === '"' ? this.#quoted() : this.#plain() };
    this.#spaces();
    if (this.#at < this.#text.length && !',;+'.includes(this.#text[this.#at] ?? ''))
      throw this.#unexpected('a comma');
    return { type: type.replace(/^OID\./i, ''), ...written };
  }

  #hexValue(): { readonly value: Uint8Array; readonly isBer: true } {
    const start = ++this.#at;
    const digits = this.#match(/[^,;+ ]*/y) ?? '';
    const value = fromHex(digits);
    if (value === undefined || value.length === 0)
      throw invalid(start, 'after # stand pairs of hexadecimal digits; write a leading # of a text as \\#');
    return { value, isBer: true };
  }

  #quoted(): Uint8Array {
    const start = this.#at++;
    const pieces: Uint8Array[] = [];
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) throw invalid(start, 'the quotation mark is not closed');
      if (character === '"') break;
      if (character === '\\') pieces.push(this.#escaped());
      else pieces.push(utf8(this.#match(/[^"\\]+/y) ?? ''));
    }
    this.#at++;
    return concatBytes(pieces);
  }

  /** A value without quotes; spaces at its end count only when escaped. */
  #plain(): Uint8Array {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || ',;+'.includes(character)) break;
      if (character === '\\') {
        pieces.push(this.#escaped());
        continue;
      }
      const run = this.#match(PLAIN);
      if (run === undefined) throw invalid(this.#at, `${nameOf(character)} must be escaped with a backslash`);
      const isLast = this.#at === this.#text.length || ',;+'.includes(this.#text[this.#at] ?? '');
      pieces.push(utf8(isLast ? withoutEnd(run, ' ') : run));
    }
    return concatBytes(pieces);
  }

  #escaped(): Uint8Array {
    const pair = this.#text.slice(this.#at + 1, this.#at + 3);
    const octet = pair.length === 2 ? fromHex(pair) : undefined;
    if (octet !== undefined) {
      this.#at += 3;
      return octet;
    }
    const character = this.#text[this.#at + 1];
    if (character === undefined || !' "#+,;<=>\\'.includes(character))
      throw invalid(this.#at, 'after a backslash stands a special character or two hexadecimal digits');
    this.#at += 2;
    return utf8(character);
  }

  #spaces(): void {
    this.#match(/[ \n\r\t]*/y);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #unexpected(wanted: string): IdentityError<'ldap.invalidDn'> {
    const found = this.#text[this.#at];
    return invalid(this.#at, `${wanted} is expected${found === undefined ? '' : `, not ${nameOf(found)}`}`);
  }
}

function nameOf(character: string): string {
  return character === '\0' ? 'NUL' : `"${character}"`;
}
