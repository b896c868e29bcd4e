import { accessPolicies } from './elements/access.ts';
import type { AttributeDefinition, ChildDefinition, PolicyDefinition } from './elements/definition.ts';
import { otherPolicies } from './elements/others.ts';
import { tokenPolicies } from './elements/tokens.ts';
import type { Element } from './markup.ts';
import { sectionNames } from './policies.ts';
import type { SectionName } from './templates/template.ts';

/** Every policy by name. A new one is one entry of the lists in `elements/`. */
export const policyDefinitions: ReadonlyMap<string, PolicyDefinition> = new Map(
  [...tokenPolicies, ...accessPolicies, ...otherPolicies].map((definition) => [definition.name, definition]),
);

const SECTIONS: Readonly<Record<SectionName, string>> = {
  inbound: 'Runs when a request arrives: validate the caller, change the request.',
  backend: 'Runs around the call of the backend; forward-request stands here.',
  outbound: 'Runs on the answer of the backend.',
  'on-error': 'Runs instead of the rest when something fails; context.LastError says what.',
};

/** What an element of a document is, by where it stands. */
export type Meaning =
  | { readonly kind: 'root' }
  | { readonly kind: 'section'; readonly section: SectionName }
  | { readonly kind: 'base' }
  | { readonly kind: 'policy'; readonly definition: PolicyDefinition }
  | { readonly kind: 'child'; readonly definition: ChildDefinition; readonly policy: PolicyDefinition }
  /** Inside something whose content this catalogue does not know. */
  | { readonly kind: 'uncharted' }
  | { readonly kind: 'unknown' };

/** What may stand inside an element. */
export type Inside = 'sections' | 'policies' | 'unknown' | readonly ChildDefinition[];

export function isSection(name: string): name is SectionName {
  return sectionNames.some((each) => each === name);
}

/** What an element means where it stands. */
export function meaningOf(element: Element): Meaning {
  const { name, parent } = element;
  if (parent === undefined) return { kind: name === 'policies' || name === 'fragment' ? 'root' : 'unknown' };
  const inside = insideOf(parent);
  if (inside === 'sections')
    return isSection(name) ? { kind: 'section', section: name } : { kind: 'unknown' };
  if (inside === 'policies') {
    if (name === 'base' && isSection(parent.name)) return { kind: 'base' };
    const definition = policyDefinitions.get(name);
    return definition === undefined ? { kind: 'unknown' } : { kind: 'policy', definition };
  }
  if (inside === 'unknown') {
    const definition = policyDefinitions.get(name);
    return definition === undefined ? { kind: 'uncharted' } : { kind: 'policy', definition };
  }
  const definition = inside.find((each) => each.name === name);
  const policy = policyAround(parent);
  if (definition === undefined || policy === undefined) return { kind: 'unknown' };
  return { kind: 'child', definition, policy };
}

/** What may stand inside an element that stands where it does. */
export function insideOf(element: Element): Inside {
  const meaning = meaningOf(element);
  switch (meaning.kind) {
    case 'root':
      return element.name === 'policies' ? 'sections' : 'policies';
    case 'section':
      return 'policies';
    case 'policy':
    case 'child':
      return meaning.definition.children ?? [];
    case 'base':
      return [];
    default:
      return 'unknown';
  }
}

/** The policy an element is part of, or is. */
export function policyAround(element: Element | undefined): PolicyDefinition | undefined {
  for (let at = element; at !== undefined; at = at.parent) {
    const meaning = meaningOf(at);
    if (meaning.kind === 'policy') return meaning.definition;
  }
  return undefined;
}

/** The section an element stands in; undefined in a fragment, which is included anywhere. */
export function sectionOf(element: Element): SectionName | undefined {
  for (let at: Element | undefined = element; at !== undefined; at = at.parent)
    if (at.parent?.name === 'policies' && isSection(at.name)) return at.name;
  return undefined;
}

/** The attributes an element may have; undefined when they are not in the catalogue. */
export function attributesOf(element: Element): readonly AttributeDefinition[] | undefined {
  const meaning = meaningOf(element);
  if (meaning.kind === 'child') return meaning.definition.attributes ?? [];
  if (meaning.kind === 'policy') return meaning.definition.attributes;
  return meaning.kind === 'unknown' || meaning.kind === 'uncharted' ? undefined : [];
}

/** What an element is for, in a sentence, and where Microsoft describes it. */
export function summaryOf(
  element: Element,
): { readonly summary: string; readonly page?: string } | undefined {
  const meaning = meaningOf(element);
  switch (meaning.kind) {
    case 'root':
      return { summary: 'A policy document of API Management.', page: 'api-management-howto-policies' };
    case 'section':
      return { summary: SECTIONS[meaning.section], page: 'api-management-howto-policies' };
    case 'base':
      return {
        summary: 'The same section of the scope above runs here; without it that section is left out.',
        page: 'set-edit-policies',
      };
    case 'policy':
      return { summary: meaning.definition.summary, page: meaning.definition.page };
    case 'child':
      return { summary: meaning.definition.summary, page: meaning.policy.page };
    default:
      return undefined;
  }
}

export function sectionSummary(section: SectionName): string {
  return SECTIONS[section];
}
