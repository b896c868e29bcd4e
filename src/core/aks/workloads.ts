import { isMap, isScalar, isSeq, parseAllDocuments, type Node, type YAMLMap } from 'yaml';
import type { TextRange } from '../textRule.ts';

/** A value of a manifest with its place; a key's place is that of its name. */
export interface Placed {
  readonly value: unknown;
  readonly range: TextRange;
  readonly keyRange: TextRange;
}

/** A Kubernetes object, as much of it as workload identity is about. */
export interface KubernetesObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly map: YAMLMap;
  /** Place of its `kind`. */
  readonly range: TextRange;
}

/** Where a pod template stands in each kind that has one. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The objects of a YAML text, lists taken apart. Documents that are broken are read as far as they go. Throws nothing. */
export function kubernetesObjects(text: string): readonly KubernetesObject[] {
  const parsed = parseAllDocuments(text, { logLevel: 'silent', strict: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  return documents.flatMap(({ contents }) => (isMap(contents) ? objectsOf(contents) : []));
}

function objectsOf(map: YAMLMap): readonly KubernetesObject[] {
  const kind = at(map, ['kind']);
  if (typeof kind?.value !== 'string' || at(map, ['apiVersion']) === undefined) return [];
  const items = map.get('items', true);
  if (kind.value === 'List' && isSeq(items))
    return items.items.flatMap((item) => (isMap(item) ? objectsOf(item) : []));
  const name = at(map, ['metadata', 'name'])?.value;
  const namespace = at(map, ['metadata', 'namespace'])?.value;
  return [
    {
      kind: kind.value,
      name: typeof name === 'string' ? name : '',
      namespace: typeof namespace === 'string' ? namespace : 'default',
      map,
      range: kind.range,
    },
  ];
}

/** The pod template of an object, undefined when its kind has none. */
export function podTemplate({ kind, map }: KubernetesObject): YAMLMap | undefined {
  const path = Object.hasOwn(TEMPLATES, kind) ? TEMPLATES[kind] : undefined;
  return path === undefined ? undefined : mapAt(map, path);
}

/** The map at a path of keys. */
export function mapAt(map: YAMLMap, path: readonly string[]): YAMLMap | undefined {
  let node: unknown = map;
  for (const key of path) {
    if (!isMap(node)) return undefined;
    node = node.get(key, true);
  }
  return isMap(node) ? node : undefined;
}

/** The value at a path of keys, with its place. */
export function at(map: YAMLMap, path: readonly string[]): Placed | undefined {
  const parent = mapAt(map, path.slice(0, -1));
  const pair = parent?.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  if (pair === undefined) return undefined;
  const keyRange = rangeOf(pair.key);
  const node = pair.value;
  return {
    value: isScalar(node) ? node.value : node,
    keyRange,
    range: node === null ? { start: keyRange.end, end: keyRange.end } : rangeOf(node),
  };
}

/** The maps of a list at a path. */
export function listAt(map: YAMLMap, path: readonly string[]): readonly YAMLMap[] {
  const list = mapAt(map, path.slice(0, -1))?.get(path.at(-1), true);
  return isSeq(list) ? list.items.filter((item): item is YAMLMap => isMap(item)) : [];
}

function rangeOf(node: unknown): TextRange {
  const [start = 0, end = start] = isNode(node) ? (node.range ?? []) : [];
  return { start, end };
}

function isNode(node: unknown): node is Node {
  return isMap(node) || isSeq(node) || isScalar(node);
}

/** Where a first key of a map stands, for adding one before it on a line of its own. */
export function firstKey(map: YAMLMap): TextRange | undefined {
  const [first] = map.items;
  return first === undefined ? undefined : rangeOf(first.key);
}
