import type { AttributeDefinition, ChildDefinition } from './elements/definition.ts';
import { attributesOf, insideOf, policyDefinitions, sectionOf, sectionSummary } from './elements.ts';
import { elementAt, elementsOf, readMarkup, type Element, type Range } from './markup.ts';
import { policySnippet, policyTemplates, sectionNames } from './policies.ts';
import { POLICY_DOCS, type SectionName } from './templates/template.ts';

/** Something to complete with. `insert` is a snippet in VS Code's syntax. */
export interface PolicyCompletion {
  readonly label: string;
  readonly kind: 'element' | 'attribute' | 'value' | 'template';
  readonly summary: string;
  readonly page?: string;
  readonly insert: string;
  /** What it takes the place of. */
  readonly range: Range;
}

const LONGEST_NAME = 80;

/** What may stand at an offset of a policy document: elements, attributes or values. Never throws. */
export function completePolicy(text: string, offset: number): readonly PolicyCompletion[] {
  const { roots } = readMarkup(text);
  const [typed] = /<\/?[\w-]*$/.exec(text.slice(Math.max(0, offset - LONGEST_NAME), offset)) ?? [];
  if (typed !== undefined) {
    const range = { start: offset - typed.length, end: offset };
    const parent = parentAt(roots, range.start);
    return typed.startsWith('</') ? closing(parent, range) : elementsIn(parent, range, true);
  }
  const tag = [...elementsOf(roots)].find(({ nameRange, tag: { end } }) => {
    const isOpen = text[end - 1] !== '>';
    return nameRange.end < offset && (offset < end || (isOpen && offset === end));
  });
  if (tag === undefined) {
    const parent = parentAt(roots, offset);
    const word = /[\w-]*$/.exec(text.slice(Math.max(0, offset - LONGEST_NAME), offset))?.[0] ?? '';
    return elementsIn(parent, { start: offset - word.length, end: offset }, false);
  }
  const inValue = tag.attributes.find(
    ({ nameRange, valueRange: { start, end } }) => nameRange.end < start && start <= offset && offset <= end,
  );
  return inValue === undefined
    ? attributesFor(tag, text, offset)
    : valuesFor(tag, inValue.name, inValue.valueRange);
}

/** The element a place is inside of; an element that just begins there does not count. */
function parentAt(roots: readonly Element[], offset: number): Element | undefined {
  const found = elementAt(roots, offset) ?? elementAt(roots, offset - 1);
  if (found === undefined) return undefined;
  return found.tag.start === offset ? found.parent : found;
}

function closing(parent: Element | undefined, range: Range): readonly PolicyCompletion[] {
  if (parent === undefined) return [];
  const { name } = parent;
  return [{ label: `</${name}>`, kind: 'element', summary: '', insert: `</${name}>`, range }];
}

function elementsIn(
  parent: Element | undefined,
  range: Range,
  isTyped: boolean,
): readonly PolicyCompletion[] {
  if (parent === undefined) return [];
  const inside = insideOf(parent);
  if (inside === 'unknown') return [];
  if (inside === 'sections')
    return sectionNames
      .filter((name) => !parent.children.some((child) => child.name === name))
      .map((name) => ({
        label: name,
        kind: 'element',
        summary: sectionSummary(name),
        page: 'api-management-howto-policies',
        insert: `<${name}>\n\t<base />\n\t$0\n</${name}>`,
        range,
      }));
  if (inside !== 'policies') return inside.map((child) => childCompletion(child, range));
  const section = sectionOf(parent);
  const policies = [...policyDefinitions.values()]
    .filter(({ sections }) => section === undefined || sections.includes(section))
    .map((definition): PolicyCompletion => ({
      label: definition.name,
      kind: 'element',
      summary: definition.summary,
      page: definition.page,
      insert: elementSnippet(definition.name, definition.attributes, definition.children),
      range,
    }));
  const base: PolicyCompletion = {
    label: 'base',
    kind: 'element',
    summary: 'Runs the same section of the scope above.',
    page: 'set-edit-policies',
    insert: '<base />',
    range,
  };
  return [
    ...(section === undefined ? [] : [base]),
    ...policies,
    ...(isTyped ? [] : templates(section, range)),
  ];
}

/** Whole policies with their values as tab stops. */
function templates(section: SectionName | undefined, range: Range): readonly PolicyCompletion[] {
  return policyTemplates
    .filter((template) => section === undefined || template.section === section)
    .map((template) => ({
      label: template.title,
      kind: 'template',
      summary: template.summary,
      page: template.source.slice(POLICY_DOCS.length),
      insert: withTabStops(policySnippet(template)),
      range,
    }));
}

/** Named values become tab stops; the same name moves together. */
function withTabStops(text: string): string {
  const names: string[] = [];
  const escaped = text.replace(/[\\$]/g, '\\$&');
  return escaped.replace(/\{\{([\w-]+)\}\}/g, (whole, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `\${${names.indexOf(name) + 1}:${whole.replaceAll('}', '\\}')}}`;
  });
}

function childCompletion(child: ChildDefinition, range: Range): PolicyCompletion {
  const { name, summary, attributes, children } = child;
  return { label: name, kind: 'element', summary, insert: elementSnippet(name, attributes, children), range };
}

/** An element with its required attributes; open when something stands in it. */
function elementSnippet(
  name: string,
  attributes: readonly AttributeDefinition[] = [],
  children: ChildDefinition['children'] | 'unknown',
): string {
  const required = attributes
    .filter((each) => each.required === true)
    .map((each, index) => ` ${each.name}="${stop(index + 1, each.values)}"`)
    .join('');
  if (children === undefined) return `<${name}${required}>$0</${name}>`;
  if (children.length === 0) return `<${name}${required} />`;
  return `<${name}${required}>\n\t$0\n</${name}>`;
}

function stop(index: number, values: readonly string[] | undefined): string {
  return values === undefined ? `$${index}` : `\${${index}|${values.join(',')}|}`;
}

function attributesFor(tag: Element, text: string, offset: number): readonly PolicyCompletion[] {
  const [word = ''] = /[\w-]*$/.exec(text.slice(tag.nameRange.end, offset)) ?? [];
  const range = { start: offset - word.length, end: offset };
  const there = tag.attributes
    .filter(({ nameRange }) => nameRange.start !== range.start)
    .map(({ name }) => name);
  return (attributesOf(tag) ?? [])
    .filter(({ name }) => !there.includes(name))
    .map(({ name, summary, values }) => ({
      label: name,
      kind: 'attribute',
      summary,
      insert: `${name}="${stop(1, values)}"$0`,
      range,
    }));
}

function valuesFor(tag: Element, attribute: string, range: Range): readonly PolicyCompletion[] {
  const { values = [], summary = '' } = attributesOf(tag)?.find(({ name }) => name === attribute) ?? {};
  return values.map((value) => ({ label: value, kind: 'value', summary, insert: value, range }));
}
