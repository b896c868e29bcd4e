import { indentOf, type PolicyEdit } from './lint/rule.ts';
import { childrenNamed, readMarkup } from './markup.ts';
import { policySnippet } from './policies.ts';
import type { PolicyTemplate, PolicyValues } from './templates/template.ts';

/**
 * Where a policy goes in a document: at the end of its section, or of the fragment. Undefined when the document has no
 * such section.
 */
export function insertPolicy(
  text: string,
  template: PolicyTemplate,
  values: PolicyValues,
): PolicyEdit | undefined {
  const { roots } = readMarkup(text);
  const root = roots.find(({ name }) => name === 'policies');
  const place =
    root === undefined
      ? roots.find(({ name }) => name === 'fragment')
      : childrenNamed(root, template.section)[0];
  if (place === undefined) return undefined;
  const indent = indentOf(text, place);
  const body = policySnippet(template, values)
    .split('\n')
    .map((line) => `${indent}    ${line}`)
    .join('\n');
  if (place.content.end === place.content.start && text.slice(place.tag.start, place.tag.end).endsWith('/>'))
    return {
      range: { start: place.tag.end - 2, end: place.tag.end },
      text: `>\n${body}\n${indent}</${place.name}>`,
    };
  const last = place.children.at(-1)?.range.end ?? place.content.start;
  return { range: { start: last, end: last }, text: `\n${body}` };
}
