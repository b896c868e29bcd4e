import { decodeUtf8 } from '../../jwt/base64url.ts';
import { base64Bytes } from '../base64.ts';
import { utf8 } from '../bytes.ts';
import type { Attribute, Entry, Modification } from '../entry.ts';
import type { LdifChange, LdifControl } from './record.ts';

/**
 * How LDIF is written. `portable`: as RFC 2849 asks, ASCII only, lines folded at 76 characters. `readable`: for
 * people, UTF-8 as it is and a value a line, which our reader and OpenLDAP's read as well.
 */
export type LdifStyle = 'portable' | 'readable';

const WIDTH = 76;
const [LF, SPACE, COLON, LESS] = [0x0a, 0x20, 0x3a, 0x3c];

/**
 * Writes LDIF as the bytes of a file: values are bytes on their way from a server to a disk, and most go as they are.
 * Records end with an empty line.
 */
export class LdifWriter {
  readonly #style: LdifStyle;
  #bytes = new Uint8Array(512);
  #length = 0;

  constructor(style: LdifStyle = 'portable') {
    this.#style = style;
  }

  get #width(): number {
    return this.#style === 'portable' ? WIDTH : Infinity;
  }

  /** How many bytes wait to be taken. */
  get size(): number {
    return this.#length;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    // As much again will be written, most likely.
    this.#bytes = new Uint8Array(this.#bytes.length);
    this.#length = 0;
    return taken;
  }

  entry({ dn, attributes }: Entry): void {
    this.value('dn', utf8(dn));
    this.#attributes(attributes);
    this.#line('');
  }

  change(change: LdifChange, controls: readonly LdifControl[] = []): void {
    if (change.kind === 'entry') {
      this.entry(change);
      return;
    }
    this.value('dn', utf8(change.dn));
    for (const control of controls) this.#control(control);
    this.#line(`changetype: ${change.kind === 'rename' ? 'moddn' : change.kind}`);
    this.#changeBody(change);
    this.#line('');
  }

  /** One modification with the `-` that ends it. */
  modification({ operation, name, values }: Modification): void {
    this.#line(`${operation}: ${name}`);
    for (const value of values) this.value(name, value);
    this.#line('-');
  }

  /**
   * One `name: value` line, folded as the style has it; base64 where the value asks for it. A server may send what is no
   * name at all and would begin a line of its own: a comment says so instead.
   */
  value(name: string, value: Uint8Array): void {
    if (!isName(name)) this.comment(`Left out, since this is no name of an attribute: ${name}`);
    else if (value.length === 0) this.#line(`${name}:`);
    else if (this.#style === 'portable' ? isSafe(value) : isReadable(value))
      this.#named(name, ': ', value, this.#width);
    else this.#named(name, ':: ', base64Bytes(value), this.#width);
  }

  /** A note for people, which readers pass over. Control characters do not break out of it. */
  comment(text: string): void {
    this.#line(`# ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`);
  }

  #attributes(attributes: readonly Attribute[]): void {
    for (const { name, values } of attributes) for (const value of values) this.value(name, value);
  }

  #changeBody(change: Exclude<LdifChange, { readonly kind: 'entry' }>): void {
    switch (change.kind) {
      case 'add':
        this.#attributes(change.attributes);
        break;
      case 'delete':
        break;
      case 'modify':
        for (const each of change.modifications) this.modification(each);
        break;
      case 'rename':
        this.value('newrdn', utf8(change.newRdn));
        this.#line(`deleteoldrdn: ${change.deleteOldRdn ? '1' : '0'}`);
        if (change.newSuperior !== undefined) this.value('newsuperior', utf8(change.newSuperior));
    }
  }

  #control({ oid, critical, value }: LdifControl): void {
    const head = `control: ${oid} ${critical ? 'true' : 'false'}`;
    if (value === undefined) this.#line(head);
    else this.#named(head, ':: ', base64Bytes(value), this.#width);
  }

  #line(text: string): void {
    this.#named(text, '', NOTHING, Infinity);
  }

  /** `head`, `sign` and `rest` as one line that goes on in the next, after a space, wherever `width` is reached. */
  #named(head: string, sign: string, rest: Uint8Array, width: number): void {
    const size = head.length * 3 + sign.length + rest.length;
    this.#room(size + Math.ceil(size / (width - 1)) * 2 + 1);
    const from = this.#length;
    this.#text(head);
    this.#text(sign);
    let end = from + width;
    let given = 0;
    while (this.#length + rest.length - given > end) {
      const fits = Math.max(0, end - this.#length);
      this.#copy(rest.subarray(given, given + fits));
      given += fits;
      this.#bytes[this.#length++] = LF;
      this.#bytes[this.#length++] = SPACE;
      end = this.#length + width - 1;
    }
    this.#copy(given === 0 ? rest : rest.subarray(given));
    this.#bytes[this.#length++] = LF;
  }

  #copy(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #text(text: string): void {
    const bytes = this.#bytes;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 0x7f) {
        this.#length += encoder.encodeInto(text.slice(at), bytes.subarray(this.#length)).written;
        return;
      }
      bytes[this.#length++] = unit;
    }
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

const NOTHING = new Uint8Array();
const encoder = new TextEncoder();

/** Whether nothing of the name would end it, or its line. */
function isName(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const unit = name.charCodeAt(at);
    if (unit <= SPACE || unit === COLON || unit === LESS || unit > 0x7e) return false;
  }
  return name !== '' && !/^[#-]/.test(name);
}

/** Whether the value is a SAFE-STRING of RFC 2849 that does not end in a space. */
function isSafe(value: Uint8Array): boolean {
  const first = value[0];
  if (first === SPACE || first === COLON || first === LESS || value[value.length - 1] === SPACE) return false;
  // By index: an iterator takes twice as long, and every value of every entry comes by here.
  for (let at = 0; at < value.length; at++) {
    const byte = value[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

/** Whether the value as text reads back the same and shows what it is: nothing invisible, nothing that reorders. */
function isReadable(value: Uint8Array): boolean {
  const text = decodeUtf8(value);
  return text !== undefined && !/^[ :<]|[ \u00a0]$|[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/u.test(text);
}
