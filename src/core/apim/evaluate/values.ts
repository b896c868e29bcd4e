import { isExpression, namedValuesIn } from '../expression.ts';
import { attribute, childrenNamed, type Element, type Range } from '../markup.ts';
import type { Presented } from './model.ts';

/** A value of the policy as the gateway would see it; `undefined` text when only the gateway knows it. */
export interface Resolved {
  readonly text: string | undefined;
  readonly written: string;
  readonly range: Range;
}

/** Fills named values in; an expression is taken from the values given by its text. C# is never run. */
export function resolve(written: string, range: Range, { values }: Pick<Presented, 'values'>): Resolved {
  const trimmed = written.trim();
  const filled = trimmed.replace(
    /\{\{\s*([\w.-]{1,256})\s*\}\}/g,
    (whole, name: string) => values.get(name) ?? whole,
  );
  const text = isExpression(filled) ? values.get(filled) : filled;
  return {
    written: trimmed,
    range,
    text: text === undefined || namedValuesIn(text).length > 0 ? undefined : text,
  };
}

/** An attribute of the policy, undefined when it is not there. */
export function resolveAttribute(element: Element, name: string, presented: Presented): Resolved | undefined {
  const given = attribute(element, name);
  return given && resolve(given.value, given.valueRange, presented);
}

/** The texts of list items: `items(element, 'audiences', 'audience', presented)`. */
export function items(
  element: Element,
  list: string,
  item: string,
  presented: Presented,
): readonly Resolved[] {
  return childrenNamed(element, list)
    .flatMap((each) => childrenNamed(each, item))
    .map(({ text, content }) => resolve(text, content, presented));
}

/** Whether any of the values given is one of those listed: yes, no, or not to be said as some are unknown. */
export function anyOf(given: readonly string[], listed: readonly Resolved[]): boolean | undefined {
  if (listed.some(({ text }) => text !== undefined && given.includes(text))) return true;
  return listed.some(({ text }) => text === undefined) ? undefined : false;
}

/** Named values and expressions a policy refers to, that a person would have to fill in. */
export function openValues(element: Element, values: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>();
  const look = (text: string) => {
    const trimmed = text.trim();
    if (isExpression(trimmed)) found.add(trimmed);
    else for (const name of namedValuesIn(trimmed)) found.add(name);
  };
  const walk = (each: Element) => {
    for (const { name, value } of each.attributes)
      if (!/^output-|^failed-validation-error/.test(name)) look(value);
    if (each.children.length === 0) look(each.text);
    each.children.forEach(walk);
  };
  walk(element);
  return [...found].filter((name) => !values.has(name));
}
