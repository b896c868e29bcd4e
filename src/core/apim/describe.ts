import { attributesOf, meaningOf, summaryOf } from './elements.ts';
import { elementAt, readMarkup, type Range } from './markup.ts';

/** What a hover says about a place of a policy document. */
export interface PolicyNote {
  readonly range: Range;
  readonly title: string;
  readonly summary: string;
  /** Facts in a few words each. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** The page under https://learn.microsoft.com/azure/api-management/. */
  readonly page?: string;
}

/** The element or attribute at an offset, explained; undefined elsewhere. */
export function describePolicy(text: string, offset: number): PolicyNote | undefined {
  const element = elementAt(readMarkup(text).roots, offset);
  if (element === undefined) return undefined;
  const about = summaryOf(element);
  const isIn = ({ start, end }: Range) => start <= offset && offset <= end;
  const page = about?.page === undefined ? {} : { page: about.page };
  if (isIn(element.nameRange)) {
    const meaning = meaningOf(element);
    if (about === undefined) return undefined;
    const sections = meaning.kind === 'policy' ? meaning.definition.sections.join(', ') : '';
    return {
      range: element.nameRange,
      title: `<${element.name}>`,
      summary: about.summary,
      facts: sections === '' ? [] : [['Sections', sections]],
      ...page,
    };
  }
  const attribute = element.attributes.find(({ nameRange }) => isIn(nameRange));
  const definition = attributesOf(element)?.find(({ name }) => name === attribute?.name);
  if (attribute === undefined || definition === undefined) return undefined;
  const { required, values } = definition;
  return {
    range: attribute.nameRange,
    title: definition.name,
    summary: definition.summary,
    facts: [
      ...(values === undefined ? [] : [['Values', values.join(', ')] as const]),
      ...(required === true ? [['Required', 'yes'] as const] : []),
    ],
    ...page,
  };
}
