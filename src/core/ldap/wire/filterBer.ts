import type { Filter } from '../filter.ts';
import { BerReader, encode, malformed, type BerWriter } from './ber.ts';

const LISTS = { and: 0xa0, or: 0xa1 } as const;
const COMPARISONS = { equality: 0xa3, greaterOrEqual: 0xa5, lessOrEqual: 0xa6, approx: 0xa8 } as const;
const [NOT, SUBSTRING, PRESENT, EXTENSIBLE] = [0xa2, 0xa4, 0x87, 0xa9];
/** A server that reads deeper than this can be made to run out of stack. */
const DEEPEST = 200;

/** A filter as a search request carries it (RFC 4511 §4.5.1). */
export function encodeFilter(filter: Filter): Uint8Array {
  return encode((writer) => writeFilter(writer, filter));
}

/** Reads the BER of a filter. Throws `ldap.malformed`. */
export function decodeFilter(bytes: Uint8Array): Filter {
  return readFilter(new BerReader(bytes), 0);
}

function writeFilter(writer: BerWriter, filter: Filter): void {
  switch (filter.kind) {
    case 'and':
    case 'or':
      writer.nest(LISTS[filter.kind], () => {
        for (const each of filter.filters) writeFilter(writer, each);
      });
      break;
    case 'not':
      writer.nest(NOT, () => writeFilter(writer, filter.filter));
      break;
    case 'present':
      writer.text(filter.attribute, PRESENT);
      break;
    case 'substring':
      writer.nest(SUBSTRING, () => {
        writer.text(filter.attribute).nest(0x30, () => {
          if (filter.initial !== undefined) writer.octets(filter.initial, 0x80);
          for (const part of filter.any) writer.octets(part, 0x81);
          if (filter.final !== undefined) writer.octets(filter.final, 0x82);
        });
      });
      break;
    case 'extensible':
      writer.nest(EXTENSIBLE, () => {
        if (filter.rule !== undefined) writer.text(filter.rule, 0x81);
        if (filter.attribute !== undefined) writer.text(filter.attribute, 0x82);
        writer.octets(filter.value, 0x83);
        if (filter.dn) writer.boolean(true, 0x84);
      });
      break;
    default:
      writer.nest(COMPARISONS[filter.kind], () => {
        writer.text(filter.attribute).octets(filter.value);
      });
  }
}

function readFilter(reader: BerReader, depth: number): Filter {
  if (depth > DEEPEST) throw malformed('a filter nested too deep');
  const { tag } = reader;
  if (tag === PRESENT) return { kind: 'present', attribute: reader.text(PRESENT) };
  const content = reader.enter();
  if (tag === LISTS.and || tag === LISTS.or) {
    const filters: Filter[] = [];
    while (!content.atEnd) filters.push(readFilter(content, depth + 1));
    return { kind: tag === LISTS.and ? 'and' : 'or', filters };
  }
  if (tag === NOT) return { kind: 'not', filter: readFilter(content, depth + 1) };
  if (tag === SUBSTRING) return readSubstring(content);
  if (tag === EXTENSIBLE) return readExtensible(content);
  for (const kind of COMPARISON_KINDS)
    if (COMPARISONS[kind] === tag) return { kind, attribute: content.text(), value: content.octets() };
  throw malformed(`a filter of kind ${tag ?? 'none'}`);
}

const COMPARISON_KINDS = ['equality', 'greaterOrEqual', 'lessOrEqual', 'approx'] as const;

function readSubstring(content: BerReader): Filter {
  const attribute = content.text();
  const parts = content.enter(0x30);
  let initial: Uint8Array | undefined;
  let final: Uint8Array | undefined;
  const any: Uint8Array[] = [];
  while (!parts.atEnd) {
    const { tag } = parts;
    const part = parts.octets(tag);
    if (tag === 0x80) initial = part;
    else if (tag === 0x81) any.push(part);
    else final = part;
  }
  return {
    kind: 'substring',
    attribute,
    ...(initial === undefined ? {} : { initial }),
    any,
    ...(final === undefined ? {} : { final }),
  };
}

function readExtensible(content: BerReader): Filter {
  const rule = content.tag === 0x81 ? { rule: content.text(0x81) } : {};
  const attribute = content.tag === 0x82 ? { attribute: content.text(0x82) } : {};
  const value = content.octets(0x83);
  return {
    kind: 'extensible',
    ...rule,
    ...attribute,
    dn: content.tag === 0x84 && content.boolean(0x84),
    value,
  };
}
