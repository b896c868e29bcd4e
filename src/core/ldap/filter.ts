import { IdentityError } from '../errors.ts';
import { concatBytes, fromHex, utf8 } from './bytes.ts';
import { escapeOctets } from './escape.ts';

/** A search filter (RFC 4511 §4.5.1.7), its values as octets. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: Comparison; readonly attribute: string; readonly value: Uint8Array }
  | {
      readonly kind: 'substring';
      readonly attribute: string;
      readonly initial?: Uint8Array;
      readonly any: readonly Uint8Array[];
      readonly final?: Uint8Array;
    }
  | { readonly kind: 'present'; readonly attribute: string }
  | {
      readonly kind: 'extensible';
      readonly attribute?: string;
      readonly rule?: string;
      /** Whether the attributes of the DN are compared too. */
      readonly dn: boolean;
      readonly value: Uint8Array;
    };

type Comparison = 'equality' | 'greaterOrEqual' | 'lessOrEqual' | 'approx';

/** Where an attribute description, matching rule or value stands in a filter's text: `start` to before `end`. */
export interface FilterPart {
  readonly part: 'attribute' | 'rule' | 'value';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The attribute a value is compared with. */
  readonly attribute?: string;
}

/** Filters nested deeper than this are refused: no server takes them. */
const DEEPEST = 200;

/**
 * Reads a filter (RFC 4515 §3, RFC 4526 `(&)` and `(|)`). White space between parts and missing outer parentheses are
 * accepted, as by `ldapsearch`. `found` hears of every part with its place. Throws `ldap.invalidFilter` with the position.
 */
export function parseFilter(text: string, found?: (part: FilterPart) => void): Filter {
  return new FilterReader(text, found).whole();
}

/** Writes a filter as RFC 4515 does. UTF-8 stays readable; other octets and `*()\` are escaped. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return `(&${filter.filters.map(printFilter).join('')})`;
    case 'or':
      return `(|${filter.filters.map(printFilter).join('')})`;
    case 'not':
      return `(!${printFilter(filter.filter)})`;
    case 'present':
      return `(${filter.attribute}=*)`;
    case 'substring': {
      const parts = [filter.initial, ...filter.any, filter.final];
      return `(${filter.attribute}=${parts.map((each) => (each === undefined ? '' : escapeFilterValue(each))).join('*')})`;
    }
    case 'extensible': {
      const { attribute = '', dn, rule } = filter;
      const how = `${dn ? ':dn' : ''}${rule === undefined ? '' : `:${rule}`}`;
      return `(${attribute}${how}:=${escapeFilterValue(filter.value)})`;
    }
    default:
      return `(${filter.attribute}${OPERATORS[filter.kind]}${escapeFilterValue(filter.value)})`;
  }
}

const OPERATORS: Readonly<Record<Comparison, string>> = {
  equality: '=',
  greaterOrEqual: '>=',
  lessOrEqual: '<=',
  approx: '~=',
};

/** A value as it stands in a filter (RFC 4515 §3), for text or octets from outside. */
export function escapeFilterValue(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? utf8(value) : value;
  return escapeOctets(bytes, (character) => '*()\\'.includes(character));
}

/**
 * Builds a filter from a template: `` filter`(&(objectClass=person)(cn=${name}))` ``. A string or octets can only be a
 * value or part of one, whatever they hold; a filter stands for itself. Throws `ldap.invalidFilter`.
 */
export function filter(
  strings: TemplateStringsArray,
  ...holes: readonly (string | Uint8Array | Filter)[]
): Filter {
  const filled = holes.map((hole, at) => {
    if (typeof hole !== 'string' && !(hole instanceof Uint8Array))
      return `${printFilter(hole)}${strings[at + 1] ?? ''}`;
    // What parts an attribute from its value is escaped too: there, a backslash is an error.
    const bytes = typeof hole === 'string' ? utf8(hole) : hole;
    const value = escapeOctets(bytes, (character) => /[^\p{L}\p{N}@._/-]/u.test(character));
    return `${value}${strings[at + 1] ?? ''}`;
  });
  return parseFilter(`${strings[0] ?? ''}${filled.join('')}`);
}

function invalid(at: number, reason: string): IdentityError<'ldap.invalidFilter'> {
  return new IdentityError('ldap.invalidFilter', { position: at + 1, reason });
}

const OID = String.raw`(?:\d+(?:\.\d+)*|[a-z][a-z\d_-]*)`;
const ATTRIBUTE = new RegExp(String.raw`${OID}(?:;[a-z\d_=.-]+?)*(?=\s*(?:[<>~]?=|:|[^;a-z\d_.-]|$))`, 'iy');
const RULE = new RegExp(OID, 'iy');

class FilterReader {
  readonly #text: string;
  readonly #found: (part: FilterPart) => void;
  #at = 0;
  #depth = 0;

  constructor(text: string, found: (part: FilterPart) => void = () => {}) {
    this.#text = text;
    this.#found = found;
  }

  whole(): Filter {
    this.#spaces();
    if (this.#at === this.#text.length) throw invalid(this.#at, 'it is empty');
    const read = this.#text[this.#at] === '(' ? this.#filter() : this.#item();
    this.#spaces();
    if (this.#at < this.#text.length)
      throw invalid(this.#at, `"${this.#text[this.#at] ?? ''}" stands after the end of the filter`);
    return read;
  }

  #filter(): Filter {
    const open = this.#at++;
    if (++this.#depth > DEEPEST) throw invalid(open, `it is nested more than ${DEEPEST} deep`);
    this.#spaces();
    const first = this.#text[this.#at];
    const read =
      first === '&' || first === '|' ? this.#list(first) : first === '!' ? this.#not() : this.#item();
    if (this.#text[this.#at] !== ')')
      throw this.#at === this.#text.length
        ? invalid(open, 'this parenthesis is not closed')
        : this.#unexpected('")"');
    this.#at++;
    this.#depth--;
    return read;
  }

  #list(operator: '&' | '|'): Filter {
    this.#at++;
    const filters: Filter[] = [];
    for (;;) {
      this.#spaces();
      if (this.#text[this.#at] !== '(') break;
      filters.push(this.#filter());
    }
    return { kind: operator === '&' ? 'and' : 'or', filters };
  }

  #not(): Filter {
    this.#at++;
    this.#spaces();
    if (this.#text[this.#at] !== '(') throw this.#unexpected('a filter in parentheses after "!"');
    const filter = this.#filter();
    this.#spaces();
    return { kind: 'not', filter };
  }

  /** A condition; afterwards the reader stands at `)` or the end. */
  #item(): Filter {
    const attribute = this.#named('attribute', ATTRIBUTE);
    this.#spaces();
    if (this.#text[this.#at] === ':') return this.#extensible(attribute);
    if (attribute === undefined) throw this.#unexpected('an attribute');
    const operator = this.#match(/[<>~]?=/y);
    if (operator === undefined) throw this.#unexpected('=, >=, <=, ~= or :=');
    const start = this.#at;
    const pieces = this.#pieces(operator === '=');
    this.#value(start, attribute);
    const [value = new Uint8Array()] = pieces;
    if (operator === '>=') return { kind: 'greaterOrEqual', attribute, value };
    if (operator === '<=') return { kind: 'lessOrEqual', attribute, value };
    if (operator === '~=') return { kind: 'approx', attribute, value };
    if (pieces.length === 1) return { kind: 'equality', attribute, value };
    return substring(attribute, pieces, start);
  }

  /** `[attr][:dn][:rule]:=value`, or without the attribute but then with a rule. */
  #extensible(attribute: string | undefined): Filter {
    const start = this.#at;
    let dn = false;
    let rule: string | undefined;
    while (this.#text[this.#at] === ':' && this.#text[this.#at + 1] !== '=') {
      this.#at++;
      if (!dn && rule === undefined && this.#match(/dn(?=:)/iy) !== undefined) {
        dn = true;
        continue;
      }
      if (rule !== undefined) throw this.#unexpected('":="');
      rule = this.#named('rule', RULE);
      if (rule === undefined) throw this.#unexpected('a matching rule');
    }
    if (this.#match(/:=/y) === undefined) throw this.#unexpected('":="');
    if (attribute === undefined && rule === undefined)
      throw invalid(start, 'without an attribute a matching rule is needed, as in (:1.2.3:=value)');
    const begin = this.#at;
    const [value = new Uint8Array()] = this.#pieces(false);
    this.#value(begin, attribute);
    return {
      kind: 'extensible',
      ...(attribute === undefined ? {} : { attribute }),
      ...(rule === undefined ? {} : { rule }),
      dn,
      value,
    };
  }

  /** The value up to `)`, parted at each `*` where those may stand. */
  #pieces(mayHaveStars: boolean): readonly Uint8Array[] {
    const pieces: Uint8Array[][] = [[]];
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === ')') break;
      if (character === '*' && mayHaveStars) {
        pieces.push([]);
        this.#at++;
      } else if (character === '\\') pieces.at(-1)?.push(this.#escaped());
      else {
        const run = this.#match(/[^*()\\\0]+/y);
        if (run === undefined) throw invalid(this.#at, mustBeEscaped(character));
        pieces.at(-1)?.push(utf8(run));
      }
    }
    return pieces.map(concatBytes);
  }

  #escaped(): Uint8Array {
    const octet = fromHex(this.#text.slice(this.#at + 1, this.#at + 3));
    if (octet?.length !== 1)
      throw invalid(this.#at, 'after a backslash stand two hexadecimal digits; a backslash itself is \\5c');
    this.#at += 3;
    return octet;
  }

  #named(part: 'attribute' | 'rule', pattern: RegExp): string | undefined {
    const start = this.#at;
    const text = this.#match(pattern);
    if (text !== undefined) this.#found({ part, text, start, end: this.#at });
    return text;
  }

  #value(start: number, attribute: string | undefined): void {
    const text = this.#text.slice(start, this.#at);
    const of = attribute === undefined ? {} : { attribute };
    this.#found({ part: 'value', text, start, end: this.#at, ...of });
  }

  #spaces(): void {
    this.#match(/\s*/y);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #unexpected(wanted: string): IdentityError<'ldap.invalidFilter'> {
    const found = this.#text[this.#at];
    return invalid(this.#at, `${wanted} is expected${found === undefined ? '' : `, not "${found}"`}`);
  }
}

/** The filter of a value with stars: `pieces` stand before, between and after them. */
function substring(attribute: string, pieces: readonly Uint8Array[], start: number): Filter {
  const [initial, final] = [pieces[0], pieces.at(-1)];
  const between = pieces.slice(1, -1);
  const isPresence = pieces.every(({ length }) => length === 0);
  if (isPresence && pieces.length === 2) return { kind: 'present', attribute };
  if (isPresence || between.some(({ length }) => length === 0))
    throw invalid(start, 'two stars stand side by side; one matches as much');
  return {
    kind: 'substring',
    attribute,
    ...(initial === undefined || initial.length === 0 ? {} : { initial }),
    any: between,
    ...(final === undefined || final.length === 0 ? {} : { final }),
  };
}

function mustBeEscaped(character: string): string {
  const written: Readonly<Record<string, string>> = { '(': '\\28', '*': '\\2a', '\0': '\\00' };
  const name = character === '\0' ? 'NUL' : `"${character}"`;
  return `${name} in a value is written ${written[character] ?? ''}`;
}
