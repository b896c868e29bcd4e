import type { Element, Markup, Range } from '../markup.ts';

/** A change of the text. */
export interface PolicyEdit {
  readonly range: Range;
  readonly text: string;
}

/** What takes a finding away; the title is a template that doubles as l10n key, filled from the finding's data. */
export interface PolicyFix {
  readonly title: string;
  readonly edits: readonly PolicyEdit[];
}

/** Where a rule is broken. */
export interface Breach {
  readonly range: Range;
  /** Fills the rule's text; from outside, show it as plain text. */
  readonly data?: Readonly<Record<string, string>>;
  readonly fix?: PolicyFix;
}

/** A document as rules see it. */
export interface PolicyText {
  readonly text: string;
  readonly markup: Markup;
  /** Every element, in order. */
  readonly elements: readonly Element[];
}

/** One rule of a good policy. Texts are templates with `{placeholders}`, which double as l10n keys. */
export interface PolicyRule {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly what: string;
  readonly why: string;
  /** Address of the page that says so. */
  readonly source: string;
  readonly find: (policy: PolicyText) => Iterable<Breach>;
}

/** A rule that looks at every element of one name. */
export function ofElements(
  name: string,
  look: (element: Element, policy: PolicyText) => Iterable<Breach> | Breach | undefined,
): PolicyRule['find'] {
  return function* (policy) {
    for (const element of policy.elements) {
      if (element.name !== name) continue;
      const found = look(element, policy);
      if (found === undefined) continue;
      if (Symbol.iterator in found) yield* found;
      else yield found;
    }
  };
}

/** Sets an attribute of an element to a value: changes the one there is, else adds it at the end of the tag. */
export function setAttribute(element: Element, name: string, value: string): PolicyEdit {
  const before = element.attributes.find((each) => each.name === name);
  if (before !== undefined) return { range: before.valueRange, text: value };
  const last = element.attributes.at(-1);
  const at = last === undefined ? element.nameRange.end : last.valueRange.end + 1;
  return { range: { start: at, end: at }, text: ` ${name}="${value}"` };
}

/** The white space an element's line begins with. */
export function indentOf(text: string, { range }: Element): string {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, range.start))?.[0] ?? '';
}

/** Adds a first child on a line of its own, opening a self-closing tag. */
export function addFirstChild(text: string, element: Element, child: string): PolicyEdit {
  const indent = indentOf(text, element);
  const inner = `\n${indent}    ${child.replaceAll('\n', `\n${indent}    `)}`;
  if (!text.slice(element.tag.start, element.tag.end).endsWith('/>'))
    return { range: { start: element.tag.end, end: element.tag.end }, text: inner };
  const slash = element.tag.end - 2;
  return { range: { start: slash, end: element.tag.end }, text: `>${inner}\n${indent}</${element.name}>` };
}
