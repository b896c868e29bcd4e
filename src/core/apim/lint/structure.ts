import { nearest } from '../../nearest.ts';
import { attributesOf, insideOf, isSection, meaningOf, policyDefinitions, sectionOf } from '../elements.ts';
import { isExpression, namedValuesIn } from '../expression.ts';
import { childrenNamed, type Element, type MarkupFlaw } from '../markup.ts';
import { sectionNames } from '../policies.ts';
import { POLICY_DOCS } from '../templates/template.ts';
import { addFirstChild, setAttribute, type Breach, type PolicyRule, type PolicyText } from './rule.ts';

const REFERENCE = `${POLICY_DOCS}api-management-policies`;
const EDIT = `${POLICY_DOCS}set-edit-policies`;

const FLAWS: Readonly<Record<MarkupFlaw['what'], string>> = {
  unclosed: 'is not closed',
  strayEnd: 'closes what was not opened',
  unquoted: 'needs a value in quotes',
  brokenTag: 'does not belong into a tag',
  unterminated: 'does not end',
};

/** Rules about elements, attributes and sections. */
export const structureRules: readonly PolicyRule[] = [
  {
    id: 'broken-markup',
    severity: 'error',
    what: '{name} {flaw}.',
    why: 'The gateway refuses to save a policy that is no XML around its expressions.',
    source: EDIT,
    find: ({ markup }) =>
      markup.flaws.map(({ range, what, name }) => ({ range, data: { name, flaw: FLAWS[what] } })),
  },
  {
    id: 'unknown-element',
    severity: 'error',
    what: '{name} is not known here.',
    why: 'It is no policy, or does not belong into {parent}.',
    source: REFERENCE,
    *find({ elements }) {
      for (const element of elements)
        if (meaningOf(element).kind === 'unknown') yield unknownElement(element);
    },
  },
  {
    id: 'unknown-attribute',
    severity: 'error',
    what: '{element} has no attribute {name}.',
    why: 'The gateway refuses to save it.',
    source: REFERENCE,
    *find({ elements }) {
      for (const element of elements) {
        const known = attributesOf(element)?.map(({ name }) => name);
        for (const { name, nameRange } of known === undefined ? [] : element.attributes) {
          if (known?.includes(name) !== false || name.startsWith('xmlns')) continue;
          const meant = nearest(name, known);
          yield {
            range: nameRange,
            data: { element: element.name, name, meant: meant ?? '' },
            ...(meant === undefined
              ? {}
              : { fix: { title: 'Change to {meant}', edits: [{ range: nameRange, text: meant }] } }),
          };
        }
      }
    },
  },
  {
    id: 'missing-attribute',
    severity: 'error',
    what: '{element} needs the attribute {name}.',
    why: 'The gateway refuses to save it without.',
    source: REFERENCE,
    *find({ elements }) {
      for (const element of elements)
        for (const { name, required } of attributesOf(element) ?? []) {
          if (required !== true || element.attributes.some((each) => each.name === name)) continue;
          yield {
            range: element.nameRange,
            data: { element: element.name, name },
            fix: { title: 'Add {name}', edits: [setAttribute(element, name, '')] },
          };
        }
    },
  },
  {
    id: 'wrong-value',
    severity: 'error',
    what: '{value} is no value of {name}.',
    why: 'It may be: {values}.',
    source: REFERENCE,
    *find({ elements }) {
      for (const element of elements)
        for (const { name, values } of attributesOf(element) ?? []) {
          const given = element.attributes.find((each) => each.name === name);
          if (given === undefined || values === undefined || !isLiteral(given.value)) continue;
          if (values.includes(given.value) || name === 'require-scheme') continue;
          const meant = nearest(given.value, values) ?? values[0] ?? '';
          yield {
            range: given.valueRange,
            data: { name, value: given.value, values: values.join(', '), meant },
            fix: { title: 'Change to {meant}', edits: [{ range: given.valueRange, text: meant }] },
          };
        }
    },
  },
  {
    id: 'wrong-section',
    severity: 'error',
    what: '{name} does not work in {section}.',
    why: 'It belongs into {sections}.',
    source: REFERENCE,
    *find({ elements }) {
      for (const element of elements) {
        const meaning = meaningOf(element);
        const section = sectionOf(element);
        if (meaning.kind !== 'policy' || section === undefined || isPartOfRequest(element)) continue;
        if (meaning.definition.sections.includes(section)) continue;
        yield {
          range: element.nameRange,
          data: { name: element.name, section, sections: meaning.definition.sections.join(', ') },
        };
      }
    },
  },
  {
    id: 'missing-base',
    severity: 'warning',
    what: '{section} has no <base />.',
    why: 'Without it the policies of the scopes above (product, workspace, all APIs) are left out here, such as their token checks.',
    source: EDIT,
    find: missingBase,
  },
  {
    id: 'wrong-order',
    severity: 'error',
    what: '{name} stands after {before}.',
    why: 'The elements of {policy} have a fixed order: {order}.',
    source: `${POLICY_DOCS}validate-jwt-policy`,
    find: wrongOrder,
  },
];

function isLiteral(value: string): boolean {
  return !isExpression(value) && namedValuesIn(value).length === 0;
}

function unknownElement(element: Element): Breach {
  const { name, nameRange, parent } = element;
  const inside = parent === undefined ? undefined : insideOf(parent);
  const candidates =
    inside === undefined
      ? ['policies', 'fragment']
      : inside === 'sections'
        ? sectionNames
        : inside === 'policies'
          ? [...policyDefinitions.keys(), 'base']
          : inside === 'unknown'
            ? []
            : inside.map((each) => each.name);
  const meant = nearest(name, candidates);
  return {
    range: nameRange,
    data: { name, parent: parent?.name ?? 'a policy document', meant: meant ?? '' },
    ...(meant === undefined
      ? {}
      : { fix: { title: 'Change to {meant}', edits: renameEdits(element, meant) } }),
  };
}

/** Renames the start tag and, if there is one, the end tag. */
function renameEdits({ nameRange, name, content, range }: Element, to: string) {
  const end = content.end + 2;
  const hasEndTag = range.end >= end + name.length && content.end > nameRange.end + 1;
  return [
    { range: nameRange, text: to },
    ...(hasEndTag ? [{ range: { start: end, end: end + name.length }, text: to }] : []),
  ];
}

/** Inside send-request and return-response policies describe that request or answer, in any section. */
function isPartOfRequest({ parent }: Element): boolean {
  return ['send-request', 'send-one-way-request', 'return-response', 'publish-to-dapr'].includes(
    parent?.name ?? '',
  );
}

function* missingBase({ elements, markup, text }: PolicyText): Generator<Breach> {
  const root = markup.roots.find(({ name }) => name === 'policies');
  if (root === undefined || isGlobal(root, elements)) return;
  for (const section of root.children) {
    if (
      !isSection(section.name) ||
      elements.some(({ name, parent }) => name === 'base' && parent === section)
    )
      continue;
    yield {
      range: section.nameRange,
      data: { section: section.name },
      fix: { title: 'Add <base />', edits: [addFirstChild(text, section, '<base />')] },
    };
  }
}

/** The document of all APIs has nothing above it: it forwards by itself and has no `<base />` anywhere. */
function isGlobal(root: Element, elements: readonly Element[]): boolean {
  const [backend] = childrenNamed(root, 'backend');
  return (
    backend !== undefined &&
    childrenNamed(backend, 'forward-request').length > 0 &&
    !elements.some(({ name }) => name === 'base')
  );
}

function* wrongOrder({ elements, text }: PolicyText): Generator<Breach> {
  for (const policy of elements) {
    const meaning = meaningOf(policy);
    if (meaning.kind !== 'policy' || meaning.definition.isOrdered !== true) continue;
    const { children = [] } = meaning.definition;
    if (typeof children === 'string') continue;
    const order = children.map(({ name }) => name);
    const placed = policy.children.filter(({ name }) => order.includes(name));
    const rank = ({ name }: Element) => order.indexOf(name);
    const late = placed.find((child, index) =>
      placed.slice(0, index).some((each) => rank(each) > rank(child)),
    );
    const before = late && placed.find((each) => rank(each) > rank(late));
    if (late === undefined || before === undefined) continue;
    const sorted = placed.toSorted((a, b) => rank(a) - rank(b));
    yield {
      range: late.nameRange,
      data: { name: late.name, before: before.name, policy: policy.name, order: order.join(', ') },
      fix: {
        title: 'Put them in order',
        edits: placed.map(({ range }, index) => ({
          range,
          text:
            sorted[index] === undefined ? '' : text.slice(sorted[index].range.start, sorted[index].range.end),
        })),
      },
    };
  }
}
