import { hex, sameBytes } from '../../core/ldap/bytes.ts';
import { dnKey } from '../../core/ldap/dn.ts';
import { attributeKey, type Entry } from '../../core/ldap/entry.ts';
import type { Filter } from '../../core/ldap/filter.ts';
import type { Schema } from '../../core/ldap/schema.ts';
import { textOf } from '../../core/ldap/wire/ber.ts';

/** Entries' values compared as their schema says (RFC 4517 §4.2). */
export interface Matching {
  /** A key equal for values that the attribute holds to be the same. */
  key(attribute: string, value: Uint8Array): string;
  /** Whether the entry matches; undefined is the third truth value of RFC 4511 §4.5.1.7. */
  matches(entry: Entry, filter: Filter): boolean | undefined;
  /** The order of two values of an attribute. */
  order(attribute: string, one: Uint8Array, other: Uint8Array): number;
}

const BIT_AND = '1.2.840.113556.1.4.803';
const BIT_OR = '1.2.840.113556.1.4.804';

export function matching(schema: Schema): Matching {
  const key = (attribute: string, value: Uint8Array): string => {
    const text = textOf(value);
    switch (schema.equality(attribute)) {
      case 'caseExactMatch':
        return squeezed(text);
      case 'distinguishedNameMatch':
        return nameKey(text);
      case 'integerMatch':
        return text.trim().replace(/^(-?)0+(?=\d)/, '$1');
      case 'telephoneNumberMatch':
        return text.replaceAll(/[\s-]/g, '').toLowerCase();
      case 'octetStringMatch':
      case undefined:
        return hex(value);
      default:
        return squeezed(text).toLowerCase();
    }
  };
  const order: Matching['order'] = (attribute, one, other) => {
    const [a, b] = [key(attribute, one), key(attribute, other)];
    if (schema.equality(attribute) === 'integerMatch') return Number(a) - Number(b);
    return a < b ? -1 : a > b ? 1 : 0;
  };
  const values = (entry: Entry, name: string): readonly Uint8Array[] =>
    entry.attributes.flatMap((each) => (schema.isSameAttribute(each.name, name) ? each.values : []));

  const matches: Matching['matches'] = (entry, filter) => {
    switch (filter.kind) {
      case 'and':
        return both(
          filter.filters.map((each) => matches(entry, each)),
          false,
        );
      case 'or':
        return both(
          filter.filters.map((each) => matches(entry, each)),
          true,
        );
      case 'not': {
        const inner = matches(entry, filter.filter);
        return inner === undefined ? undefined : !inner;
      }
      case 'extensible':
        return extensible(entry, filter);
      default:
        return known(entry, filter);
    }
  };
  type Simple = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'extensible' }>;
  const known = (entry: Entry, filter: Simple): boolean | undefined => {
    if (schema.attribute(filter.attribute) === undefined) return undefined;
    const found = values(entry, filter.attribute);
    if (filter.kind === 'present') return found.length > 0;
    if (filter.kind === 'substring')
      return found.some((value) => hasParts(key(filter.attribute, value), filter));
    const { attribute, value: wanted } = filter;
    if (filter.kind === 'greaterOrEqual') return found.some((value) => order(attribute, value, wanted) >= 0);
    if (filter.kind === 'lessOrEqual') return found.some((value) => order(attribute, value, wanted) <= 0);
    if (attributeKey(attribute) === 'objectclass') return isOfClass(found, wanted);
    return found.some((value) => key(attribute, value) === key(attribute, wanted));
  };
  /** An entry of a class is of all its superiors, whether it names them or not. */
  const isOfClass = (found: readonly Uint8Array[], wanted: Uint8Array): boolean =>
    schema
      .classesOf(found.map(textOf))
      .some(({ names, oid }) =>
        [...names, oid].some((name) => attributeKey(name) === attributeKey(textOf(wanted))),
      );
  const hasParts = (text: string, filter: Extract<Filter, { kind: 'substring' }>): boolean => {
    const part = (bytes: Uint8Array) => {
      // The spaces of a part may stand beside others of the value.
      const whole = textOf(bytes).toLowerCase();
      return schema.equality(filter.attribute) === 'telephoneNumberMatch'
        ? whole.replaceAll(/[\s-]/g, '')
        : whole;
    };
    let rest = text.toLowerCase();
    const { initial, any, final } = filter;
    if (initial !== undefined) {
      if (!rest.startsWith(part(initial))) return false;
      rest = rest.slice(part(initial).length);
    }
    for (const each of any) {
      const at = rest.indexOf(part(each));
      if (at < 0) return false;
      rest = rest.slice(at + part(each).length);
    }
    return final === undefined || rest.endsWith(part(final));
  };
  const extensible = (
    entry: Entry,
    { attribute, rule, value }: Extract<Filter, { kind: 'extensible' }>,
  ): boolean | undefined => {
    if (attribute === undefined) return undefined;
    const found = values(entry, attribute);
    if (rule === BIT_AND || rule === BIT_OR) {
      const mask = Number(textOf(value));
      return found.some((each) => {
        const bits = Number(textOf(each)) & mask;
        return rule === BIT_AND ? bits === mask : bits !== 0;
      });
    }
    if (rule === '2.5.13.5' || rule === 'caseExactMatch')
      return found.some((each) => squeezed(textOf(each)) === squeezed(textOf(value)));
    if (rule === '2.5.13.17' || rule === 'octetStringMatch')
      return found.some((each) => sameBytes(each, value));
    return found.some((each) => key(attribute, each) === key(attribute, value));
  };
  return { key, matches, order };
}

/** AND (`decides` false) or OR (true) of three-valued truths. */
function both(truths: readonly (boolean | undefined)[], decides: boolean): boolean | undefined {
  if (truths.includes(decides)) return decides;
  return truths.includes(undefined) ? undefined : !decides;
}

function squeezed(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
}

function nameKey(text: string): string {
  try {
    return dnKey(text);
  } catch {
    return text.toLowerCase();
  }
}
