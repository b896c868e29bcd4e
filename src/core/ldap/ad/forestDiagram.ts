import { mermaidText, plantText } from '../../oauth/diagram.ts';
import type { Controller, Forest, Trust } from './forest.ts';

/** An arrow between two boxes, by what they are called. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly isBoth: boolean;
}

/** The forest in PlantUML (https://plantuml.com/component-diagram). */
export function forestPlantUml(forest: Forest): string {
  const quoted = (text: string) => `"${plantText(text).replaceAll('"', '<U+0022>')}"`;
  const ids = idsOf(forest);
  return [
    '@startuml',
    'left to right direction',
    ...[...ids.domains].map(([name, id]) => `cloud ${quoted(name)} as ${id}`),
    ...[...ids.strangers].map(([name, id]) => `cloud ${quoted(name)} as ${id} #line.dashed`),
    ...forest.sites.flatMap(({ name, controllers }, at) => [
      `rectangle ${quoted(name)} as s${at} {`,
      ...controllers.map((each, number) => `  node ${quoted(controllerLabel(each))} as s${at}c${number}`),
      '}',
    ]),
    ...arrowsOf(forest, ids).map(
      ({ from, to, label, isBoth }) => `${from} ${isBoth ? '<-->' : '-->'} ${to} : ${plantText(label)}`,
    ),
    '@enduml',
    '',
  ].join('\n');
}

/** The forest in Mermaid (https://mermaid.js.org/syntax/flowchart.html). */
export function forestMermaid(forest: Forest): string {
  const quoted = (text: string) => `"${mermaidText(text)}"`;
  const ids = idsOf(forest);
  return [
    'flowchart LR',
    ...[...ids.domains].map(([name, id]) => `  ${id}([${quoted(name)}])`),
    ...[...ids.strangers].map(([name, id]) => `  ${id}[/${quoted(name)}/]`),
    ...forest.sites.flatMap(({ name, controllers }, at) => [
      `  subgraph s${at}[${quoted(name)}]`,
      ...controllers.map((each, number) => `    s${at}c${number}[${quoted(controllerLabel(each))}]`),
      ...(controllers.length === 0 ? [`    s${at}empty[" "]`] : []),
      '  end',
    ]),
    ...arrowsOf(forest, ids).map(
      ({ from, to, label, isBoth }) => `  ${from} ${isBoth ? '<-->' : '-->'}|${quoted(label)}| ${to}`,
    ),
    '',
  ].join('\n');
}

interface Ids {
  readonly domains: ReadonlyMap<string, string>;
  /** Domains of trusts that are not of the forest. */
  readonly strangers: ReadonlyMap<string, string>;
}

function idsOf({ domains, trusts }: Forest): Ids {
  const own = new Map(domains.map(({ name }, at) => [name, `d${at}`]));
  const others = [...new Set(trusts.map(({ to }) => to))].filter((name) => !own.has(name));
  return { domains: own, strangers: new Map(others.map((name, at) => [name, `t${at}`])) };
}

function arrowsOf({ domains, sites, links, trusts }: Forest, ids: Ids): readonly Arrow[] {
  const idOf = (domain: string) => ids.domains.get(domain) ?? ids.strangers.get(domain);
  const arrow = (from: string | undefined, to: string | undefined, label: string, isBoth: boolean) =>
    from === undefined || to === undefined ? [] : [{ from, to, label, isBoth }];
  const siteId = (name: string) => {
    const at = sites.findIndex((site) => site.name === name);
    return at < 0 ? undefined : `s${at}`;
  };
  return [
    ...domains.flatMap(({ name, parent }) =>
      parent === undefined ? [] : arrow(idOf(parent), idOf(name), 'parent and child', true),
    ),
    ...sites.flatMap(({ controllers }, at) =>
      controllers.flatMap(({ domain }, number) => arrow(`s${at}c${number}`, idOf(domain), 'serves', false)),
    ),
    ...links.flatMap(({ name, sites: [first = '', ...others], cost }) =>
      others.flatMap((other) => arrow(siteId(first), siteId(other), `${name}, cost ${cost}`, true)),
    ),
    ...trusts.flatMap((trust) => trustArrow(trust, idOf(trust.from), idOf(trust.to), arrow)),
  ];
}

/** The arrow points at who is trusted. */
function trustArrow(
  { direction, isForest }: Trust,
  from: string | undefined,
  to: string | undefined,
  arrow: (
    from: string | undefined,
    to: string | undefined,
    label: string,
    isBoth: boolean,
  ) => readonly Arrow[],
): readonly Arrow[] {
  const label = isForest ? 'trusts (forest)' : 'trusts';
  if (direction === 0) return arrow(from, to, 'trust, disabled', true);
  return direction === 1 ? arrow(to, from, label, false) : arrow(from, to, label, direction === 3);
}

function controllerLabel({ name, isCatalog, isReadOnly }: Controller): string {
  const roles = [isCatalog ? 'GC' : '', isReadOnly ? 'RODC' : ''].filter(Boolean).join(', ');
  return roles === '' ? name : `${name} (${roles})`;
}
