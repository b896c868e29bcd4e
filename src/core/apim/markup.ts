import { expressionEnd, startsExpression } from './expression.ts';

/** From one offset up to, not including, another. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Attribute {
  readonly name: string;
  /** As written, entities resolved unless it is an expression. */
  readonly value: string;
  readonly nameRange: Range;
  /** Of the value between its quotes. */
  readonly valueRange: Range;
}

/** An element as it stands in the text. */
export interface Element {
  readonly name: string;
  readonly nameRange: Range;
  /** From `<` of the start tag to `>` of the end tag, or as far as it was read. */
  readonly range: Range;
  /** The start tag with its brackets. */
  readonly tag: Range;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Element[];
  /** The text right inside, entities resolved, comments left out. */
  readonly text: string;
  /** Between the tags; empty right after a self-closing tag. */
  readonly content: Range;
  readonly parent?: Element;
}

/** Something that is not as XML asks, and that was read over. */
export interface MarkupFlaw {
  readonly range: Range;
  readonly what: 'unclosed' | 'strayEnd' | 'unquoted' | 'brokenTag' | 'unterminated';
  readonly name: string;
}

export interface Markup {
  readonly roots: readonly Element[];
  readonly flaws: readonly MarkupFlaw[];
}

/** Elements deeper than this are read as siblings, so that a bomb of tags stays harmless. */
const DEEPEST = 200;
/** Each expression that never ends costs a pass over the rest of the text. */
const MOST_ENDLESS = 20;
const NAME = /[A-Za-z_][\w.:-]*/y;
const SPACE = /\s*/y;

interface Building {
  element: Element;
  children: Element[];
  text: string[];
}

/**
 * Reads a policy document: XML, except that expressions stand in it as they are (with quotes and `<`), as
 * `format=rawxml` and the portal have them. Never throws, and reads on after every flaw; linear in the text's length.
 */
export function readMarkup(text: string): Markup {
  return new MarkupReader(text).read();
}

class MarkupReader {
  readonly #text: string;
  readonly #roots: Element[] = [];
  readonly #flaws: MarkupFlaw[] = [];
  readonly #open: Building[] = [];
  #at = 0;
  #endless = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Markup {
    while (this.#at < this.#text.length) this.#step();
    while (this.#open.length > 0) this.#close(this.#text.length, true);
    return { roots: this.#roots, flaws: this.#flaws };
  }

  #step(): void {
    const text = this.#text;
    if (text.startsWith('<!--', this.#at)) this.#skipTo('-->');
    else if (text.startsWith('<![CDATA[', this.#at)) this.#readData();
    else if (text.startsWith('<?', this.#at)) this.#skipTo('?>');
    else if (text.startsWith('<!', this.#at)) this.#skipTo('>');
    else if (text.startsWith('</', this.#at)) this.#readEndTag();
    else if (text[this.#at] === '<') this.#readStartTag();
    else this.#readText();
  }

  #skipTo(mark: string): void {
    const end = this.#text.indexOf(mark, this.#at + 2);
    if (end === -1) this.#flaw('unterminated', { start: this.#at, end: this.#text.length }, mark);
    this.#at = end === -1 ? this.#text.length : end + mark.length;
  }

  #readData(): void {
    const from = this.#at + '<![CDATA['.length;
    this.#skipTo(']]>');
    this.#open.at(-1)?.text.push(this.#text.slice(from, Math.max(from, this.#at - 3)));
  }

  /** Text up to the next tag; an expression is taken whole, whatever stands in it. */
  #readText(): void {
    const start = this.#at;
    const first = start + this.#match(SPACE, start).length;
    const end = this.#expressionEnd(first);
    if (end !== undefined) {
      this.#open.at(-1)?.text.push(this.#text.slice(start, end));
      this.#at = end;
      return;
    }
    const next = this.#text.indexOf('<', start + 1);
    this.#at = next === -1 ? this.#text.length : next;
    this.#open.at(-1)?.text.push(resolveEntities(this.#text.slice(start, this.#at)));
  }

  #readEndTag(): void {
    const start = this.#at;
    const name = this.#match(NAME, start + 2);
    const close = this.#text.indexOf('>', start);
    const end = close === -1 ? this.#text.length : close + 1;
    this.#at = end;
    const opened = this.#open.findLastIndex(({ element }) => element.name === name);
    if (opened === -1) {
      this.#flaw('strayEnd', { start, end }, name);
      return;
    }
    while (this.#open.length > opened + 1) this.#close(start, true);
    this.#close(start, false);
  }

  #readStartTag(): void {
    const start = this.#at;
    const name = this.#match(NAME, start + 1);
    if (name === '') {
      this.#flaw('brokenTag', { start, end: start + 1 }, '<');
      this.#at = start + 1;
      return;
    }
    this.#at = start + 1 + name.length;
    const attributes = this.#readAttributes();
    const isEmpty = this.#text.startsWith('/>', this.#at);
    if (isEmpty) this.#at += 2;
    else if (this.#text[this.#at] === '>') this.#at++;
    else this.#flaw('brokenTag', { start, end: this.#at }, name);
    this.#begin(name, attributes, { start, end: this.#at }, isEmpty);
  }

  #begin(name: string, attributes: readonly Attribute[], tag: Range, isEmpty: boolean): void {
    const parent = this.#open.at(-1)?.element;
    const children: Element[] = [];
    const building: Building = {
      children,
      text: [],
      element: {
        name,
        nameRange: { start: tag.start + 1, end: tag.start + 1 + name.length },
        range: tag,
        tag,
        attributes,
        children,
        text: '',
        content: { start: tag.end, end: tag.end },
        ...(parent === undefined ? {} : { parent }),
      },
    };
    (this.#open.at(-1)?.children ?? this.#roots).push(building.element);
    if (!isEmpty && this.#open.length < DEEPEST) this.#open.push(building);
  }

  /** Ends the innermost open element at `contentEnd`. */
  #close(contentEnd: number, isUnclosed: boolean): void {
    const building = this.#open.pop();
    if (building === undefined) return;
    const { element } = building;
    if (isUnclosed) this.#flaw('unclosed', element.nameRange, element.name);
    Object.assign(element, {
      text: building.text.join(''),
      content: { start: element.tag.end, end: contentEnd },
      range: { start: element.tag.start, end: isUnclosed ? contentEnd : this.#at },
    });
  }

  #readAttributes(): readonly Attribute[] {
    const attributes: Attribute[] = [];
    for (;;) {
      this.#at += this.#match(SPACE, this.#at).length;
      const start = this.#at;
      const name = this.#match(NAME, start);
      if (name === '') {
        const stray = this.#match(/[^\s<>/]+|\/(?!>)/y, start);
        if (stray === '') return attributes;
        this.#flaw('brokenTag', { start, end: start + stray.length }, stray);
        this.#at = start + stray.length;
        continue;
      }
      this.#at = start + name.length;
      attributes.push(this.#readValue(name, { start, end: this.#at }));
    }
  }

  #readValue(name: string, nameRange: Range): Attribute {
    const equals = nameRange.end + this.#match(SPACE, nameRange.end).length;
    if (this.#text[equals] !== '=') {
      this.#flaw('unquoted', nameRange, name);
      return { name, value: '', nameRange, valueRange: { start: nameRange.end, end: nameRange.end } };
    }
    const start = equals + 1 + this.#match(SPACE, equals + 1).length;
    const quote = this.#text[start] ?? '';
    if (quote !== '"' && quote !== "'") {
      const value = this.#match(/[^\s<>/"']*/y, start);
      this.#flaw('unquoted', { start: nameRange.start, end: start + value.length }, name);
      this.#at = start + value.length;
      return { name, value, nameRange, valueRange: { start, end: this.#at } };
    }
    const end = this.#valueEnd(start + 1, quote);
    if (end === undefined) {
      this.#flaw('unterminated', { start: nameRange.start, end: start + 1 }, name);
      const line = this.#match(/[^\n<>]*/y, start + 1);
      this.#at = start + 1 + line.length;
      return { name, value: line, nameRange, valueRange: { start: start + 1, end: this.#at } };
    }
    this.#at = end + 1;
    const raw = this.#text.slice(start + 1, end);
    return { name, value: resolveEntities(raw), nameRange, valueRange: { start: start + 1, end } };
  }

  /** Where a value ends: after its expression if it is one and the quote follows it, else at the next quote. */
  #valueEnd(start: number, quote: string): number | undefined {
    const first = start + this.#match(SPACE, start).length;
    const expression = this.#expressionEnd(first);
    const after = expression === undefined ? undefined : expression + this.#match(SPACE, expression).length;
    if (after !== undefined && this.#text[after] === quote) return after;
    const end = this.#text.indexOf(quote, start);
    return end === -1 ? undefined : end;
  }

  /** The end of the expression at `at`, if there is one; after many that do not end, none is looked for. */
  #expressionEnd(at: number): number | undefined {
    if (!startsExpression(this.#text, at) || this.#endless > MOST_ENDLESS) return undefined;
    const end = expressionEnd(this.#text, at);
    if (end === undefined) this.#endless++;
    return end;
  }

  #match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.exec(this.#text)?.[0] ?? '';
  }

  #flaw(what: MarkupFlaw['what'], range: Range, name: string): void {
    this.#flaws.push({ what, range, name });
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with the entities of XML 1.0 §4.6 and character references resolved; others stay. */
export function resolveEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The element and all below it, in the order of the text. */
export function* elementsOf(elements: readonly Element[]): Generator<Element> {
  for (const element of elements) {
    yield element;
    yield* elementsOf(element.children);
  }
}

/** The innermost element whose range holds the offset. */
export function elementAt(elements: readonly Element[], offset: number): Element | undefined {
  for (const element of elements) {
    if (offset < element.range.start || offset >= element.range.end) continue;
    return elementAt(element.children, offset) ?? element;
  }
  return undefined;
}

/** An attribute's value, undefined when the element does not have it. */
export function attribute(element: Element, name: string): Attribute | undefined {
  return element.attributes.find((each) => each.name === name);
}

/** The children of that name. */
export function childrenNamed(element: Element, name: string): readonly Element[] {
  return element.children.filter((each) => each.name === name);
}
