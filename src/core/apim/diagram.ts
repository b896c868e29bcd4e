import { mermaidText, plantText } from '../oauth/diagram.ts';
import { isSection } from './elements.ts';
import { attribute, readMarkup, type Element } from './markup.ts';
import { sectionNames } from './policies.ts';

/** A policy in a few words, for a box. */
function labelOf(element: Element): string {
  const detail = [
    'name',
    'tenant-id',
    'resource',
    'base-url',
    'backend-id',
    'fragment-id',
    'condition',
    'url',
  ]
    .map((name) => attribute(element, name)?.value)
    .find((value) => value !== undefined);
  if (element.name === 'base') return 'the scope above';
  return detail === undefined ? element.name : `${element.name} ${detail}`;
}

/** Elements that are drawn as steps: the policies of a section, and those inside a condition. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'choose',
  'when',
  'otherwise',
  'retry',
  'wait',
  'limit-concurrency',
]);

interface Section {
  readonly name: string;
  readonly policies: readonly Element[];
}

function sectionsOf(text: string): readonly Section[] {
  const root = readMarkup(text).roots.find(({ name }) => name === 'policies' || name === 'fragment');
  if (root?.name === 'fragment') return [{ name: 'fragment', policies: root.children }];
  const written = (root?.children ?? []).filter(({ name }) => isSection(name));
  return sectionNames.flatMap((name) =>
    written.filter((each) => each.name === name).map((each) => ({ name, policies: each.children })),
  );
}

/** The sections of a policy document as a PlantUML activity diagram (https://plantuml.com/activity-diagram-beta). */
export function policyPlantUml(text: string): string {
  const sections = sectionsOf(text);
  const main = sections.filter(({ name }) => name !== 'on-error');
  const failing = sections.filter(({ name }) => name === 'on-error');
  return [
    '@startuml',
    'start',
    ...main.flatMap(plantSection),
    'stop',
    ...(failing.length === 0 ? [] : ['-[dashed]-> an error;', ...failing.flatMap(plantSection), 'stop']),
    '@enduml',
    '',
  ].join('\n');
}

function plantSection({ name, policies }: Section): readonly string[] {
  return [`partition "${name}" {`, ...policies.flatMap((each) => plantSteps(each, 1)), '}'];
}

function plantSteps(element: Element, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  if (element.name === 'choose') {
    const branches = element.children.filter(({ name }) => name === 'when');
    const otherwise = element.children.find(({ name }) => name === 'otherwise');
    if (branches.length === 0) return [];
    const inside = (each: Element) => each.children.flatMap((child) => plantSteps(child, depth + 1));
    const condition = (each: Element) =>
      plantText(attribute(each, 'condition')?.value ?? '').replaceAll(')', '<U+0029>');
    return [
      ...branches.flatMap((each, index) => [
        `${indent}${index === 0 ? 'if' : 'elseif'} (${condition(each)}) then (yes)`,
        ...inside(each),
      ]),
      `${indent}else (no)`,
      ...(otherwise === undefined ? [] : inside(otherwise)),
      `${indent}endif`,
    ];
  }
  const own = `${indent}:${plantText(labelOf(element)).replaceAll(';', ',')};`;
  return CONTAINERS.has(element.name)
    ? [own, ...element.children.flatMap((child) => plantSteps(child, depth + 1))]
    : [own];
}

/** The same as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). */
export function policyMermaid(text: string): string {
  const boxes: string[] = [];
  const links: string[] = [];
  let ends: readonly string[] = ['client'];
  for (const { name, policies } of sectionsOf(text)) {
    boxes.push(`  subgraph ${name.replace('-', '')} [${name}]`);
    const isError = name === 'on-error';
    const last = policies.reduce(
      (from, policy) => mermaidStep(policy, from, boxes, links),
      isError ? ['client'] : ends,
    );
    boxes.push('  end');
    if (!isError) ends = last;
    else if (policies.length > 0) links.push(...last.map((id) => `  ${id} --> answer`));
  }
  links.push(...ends.map((id) => `  ${id} --> answer`));
  return ['flowchart TD', '  client([client])', '  answer([answer])', ...boxes, ...links, ''].join('\n');
}

/** Draws an element after those it follows, and returns what the next one follows. */
function mermaidStep(
  element: Element,
  from: readonly string[],
  boxes: string[],
  links: string[],
): readonly string[] {
  const id = `p${element.range.start}`;
  boxes.push(`    ${id}["${mermaidText(labelOf(element))}"]`);
  links.push(...from.map((each) => `  ${each} --> ${id}`));
  if (element.name === 'choose') {
    const branches = element.children.flatMap((branch) => mermaidStep(branch, [id], boxes, links));
    const isWhole = element.children.some(({ name }) => name === 'otherwise');
    return isWhole ? branches : [...branches, id];
  }
  if (!CONTAINERS.has(element.name)) return [id];
  return element.children.reduce<readonly string[]>(
    (before, child) => mermaidStep(child, before, boxes, links),
    [id],
  );
}
