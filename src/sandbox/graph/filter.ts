import { badRequest } from './graphError.ts';

type Literal = string | number | boolean | null;
/** Whether a row passes. `isAdvanced`: Graph wants `ConsistencyLevel: eventual` and `$count=true` for it. */
export interface Filter {
  readonly test: (row: object) => boolean;
  readonly isAdvanced: boolean;
}

/**
 * Parses `$filter` (OData 4.01 §5.1.1): eq ne gt ge lt le, in, startswith, endswith, any with eq, and, or, not and
 * parentheses. Strings compare without letter case, as Graph does. Throws 400 Request_BadRequest.
 */
export function parseFilter(source: string): Filter {
  const parser = new Parser(tokens(source));
  const filter = parser.or();
  parser.end();
  return filter;
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|([()\\,:])|([A-Za-z_][\w.-]*(?:\/[A-Za-z_]\w*)*)|([^\s()',:]+))/y;

function tokens(source: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  const text = source.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw badRequest(`Invalid filter clause: '${source}' cannot be read.`);
    found.push(match[0].trimStart());
  }
  return found;
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  or(): Filter {
    let left = this.#and();
    while (this.#take('or')) left = either(left, this.#and());
    return left;
  }

  end(): void {
    if (this.#peek() !== undefined)
      throw badRequest(`Invalid filter clause: '${this.#peek() ?? ''}' was not expected.`);
  }

  #and(): Filter {
    let left = this.#unary();
    while (this.#take('and')) left = both(left, this.#unary());
    return left;
  }

  #unary(): Filter {
    if (++this.#depth > 50) throw badRequest('Invalid filter clause: nested too deeply.');
    if (this.#take('not')) {
      const { test } = this.#unary();
      return { test: (row) => !test(row), isAdvanced: true };
    }
    if (this.#take('(')) {
      const inner = this.or();
      this.#expect(')');
      return inner;
    }
    return this.#predicate();
  }

  #predicate(): Filter {
    const name = this.#next();
    const called = name.toLowerCase();
    if (called === 'startswith' || called === 'endswith') return this.#call(called);
    if (called.endsWith('/any')) return this.#any(name.slice(0, -'/any'.length));
    if (this.#take('in')) return this.#in(name);
    const operator = this.#next().toLowerCase();
    const compare = comparisons[operator];
    if (!compare) throw badRequest(`Invalid filter clause: '${operator}' is not an operator.`);
    const value = this.#literal();
    return {
      test: (row) => compare(folded(property(row, name)), folded(value)),
      isAdvanced: operator === 'ne',
    };
  }

  #call(name: 'startswith' | 'endswith'): Filter {
    this.#expect('(');
    const path = this.#next();
    this.#expect(',');
    const part = String(folded(this.#literal()));
    this.#expect(')');
    const matches = (text: string): boolean =>
      name === 'startswith' ? text.startsWith(part) : text.endsWith(part);
    const test = (row: object): boolean => {
      const value = folded(property(row, path));
      return typeof value === 'string' && matches(value);
    };
    return { test, isAdvanced: name === 'endswith' };
  }

  /** `collection/any(x:x eq 'value')`, or `x/member eq 'value'` inside. */
  #any(path: string): Filter {
    this.#expect('(');
    const variable = this.#next();
    this.#expect(':');
    const subject = this.#next();
    this.#expect('eq');
    const value = folded(this.#literal());
    this.#expect(')');
    const member = subject === variable ? undefined : subject.slice(variable.length + 1);
    const test = (row: object): boolean => {
      const items = property(row, path);
      return (
        Array.isArray(items) &&
        items.some((item) => folded(member === undefined ? item : property(item, member)) === value)
      );
    };
    return { test, isAdvanced: false };
  }

  #in(path: string): Filter {
    this.#expect('(');
    const values = [folded(this.#literal())];
    while (this.#take(',')) values.push(folded(this.#literal()));
    this.#expect(')');
    return { test: (row) => values.includes(folded(property(row, path))), isAdvanced: false };
  }

  #literal(): Literal {
    const token = this.#next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
    if (/^\d{4}-\d\d-\d\dT/.test(token) || /^[0-9a-f-]{36}$/i.test(token)) return token;
    throw badRequest(`Invalid filter clause: '${token}' is not a value. Put text in single quotes.`);
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const token = this.#peek();
    if (token === undefined) throw badRequest('Invalid filter clause: it ends too early.');
    this.#at++;
    return token;
  }

  #take(word: string): boolean {
    if (this.#peek()?.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word))
      throw badRequest(`Invalid filter clause: '${word}' expected, found '${this.#peek() ?? 'the end'}'.`);
  }
}

const comparisons: Readonly<
  Record<string, (left: Literal | undefined, right: Literal | undefined) => boolean>
> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => ordered(left, right, (order) => order > 0),
  ge: (left, right) => ordered(left, right, (order) => order >= 0),
  lt: (left, right) => ordered(left, right, (order) => order < 0),
  le: (left, right) => ordered(left, right, (order) => order <= 0),
};

function ordered(
  left: Literal | undefined,
  right: Literal | undefined,
  holds: (order: number) => boolean,
): boolean {
  if (left === null || left === undefined || right === null || right === undefined) return false;
  return holds(left < right ? -1 : left > right ? 1 : 0);
}

function both(left: Filter, right: Filter): Filter {
  return {
    test: (row) => left.test(row) && right.test(row),
    isAdvanced: left.isAdvanced || right.isAdvanced,
  };
}

function either(left: Filter, right: Filter): Filter {
  return {
    test: (row) => left.test(row) || right.test(row),
    isAdvanced: left.isAdvanced || right.isAdvanced,
  };
}

/** The value at a `/`-separated path. Own members only: names come from outside. */
export function property(row: unknown, path: string): unknown {
  let value: unknown = row;
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }
  return value;
}

/** A comparable value; text without letter case. */
function folded(value: unknown): Literal | undefined {
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}
