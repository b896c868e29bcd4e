import type { Translate } from '../../explain.ts';
import { text, type JsonObject } from '../../json.ts';
import type { Arm } from '../arm.ts';
import type { Graph, GraphPage } from '../graph.ts';
import type { Need } from './needs.ts';

/** What a row is, for the commands it offers. */
export const directoryKinds = [
  'user',
  'riskyUser',
  'group',
  'principal',
  'device',
  'policy',
  'policies',
  'namedLocation',
  'eligibility',
  'guests',
  'log',
  'logs',
  'other',
] as const;
export type DirectoryKind = (typeof directoryKinds)[number];

/** A row of a tenant: an object of its directory, or one fact about it. */
export interface DirectoryRow {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon: string;
  /** Drawn faintly, as a disabled account; or as something to look at. */
  readonly mood?: 'off' | 'warning' | 'error';
  readonly kind?: DirectoryKind;
  /** Where Graph has the object, to read it whole. */
  readonly path?: string;
  /** A command that follows the row, and what it is told besides the tenant. */
  readonly follow?: {
    readonly command: 'signIn.find' | 'role.activate' | 'graph.read';
    readonly data?: JsonObject;
  };
  readonly below?: readonly DirectoryItem[];
}

/** A list of a tenant that is read when it is opened. */
export interface DirectoryBranch {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly kind?: DirectoryKind;
  readonly need: Need;
  /** One page: the first, or the one behind `next`. Throws the `graph.*` and `arm.*` errors. */
  readonly load: (reader: DirectoryReader, next?: string) => Promise<DirectoryPage>;
}

/** Branches under one heading. */
export interface DirectoryHeading {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly branches: readonly DirectoryBranch[];
}

export type DirectoryItem = DirectoryRow | DirectoryBranch | DirectoryHeading;

export interface DirectoryPage {
  readonly items: readonly DirectoryItem[];
  readonly next?: string;
}

/** What a branch is read with. */
export interface DirectoryReader {
  readonly graph: Graph;
  readonly arm: Arm;
  readonly translate: Translate;
  readonly signal?: AbortSignal;
}

type RowOf = (json: JsonObject, translate: Translate) => DirectoryItem | readonly DirectoryItem[];

/** How to read a collection of Graph. */
interface Listed {
  readonly need: Need;
  /** After the version. */
  readonly path: string;
  readonly row: RowOf;
  readonly eventual?: boolean;
  readonly version?: 'beta';
}

/** A branch over a collection of Graph, page by page. */
export function listed(
  about: Pick<DirectoryBranch, 'id' | 'title' | 'icon' | 'kind'>,
  {
    need,
    path,
    row,
    eventual = false,
    version = 'v1.0' as const,
  }: Omit<Listed, 'version'> & { version?: 'beta' | 'v1.0' },
): DirectoryBranch {
  return {
    ...about,
    need,
    async load({ graph, translate, signal }, next) {
      const options = {
        permission: need.permission,
        eventual,
        version,
        ...(signal === undefined ? {} : { signal }),
      };
      const found = await graph.list(next ?? path, options);
      return pageOf(found, (json) => row(json, translate));
    },
  };
}

/** A branch over one resource of Graph, its facts as rows. */
export function described(
  about: Pick<DirectoryBranch, 'id' | 'title' | 'icon' | 'kind'>,
  { need, path, row }: Listed,
): DirectoryBranch {
  return {
    ...about,
    need,
    async load({ graph, translate, signal }) {
      const options = { permission: need.permission, ...(signal === undefined ? {} : { signal }) };
      return { items: [row(await graph.get(path, options), translate)].flat() };
    },
  };
}

/** A page of Graph as items; those without a label are left out. */
export function pageOf(
  { values, next }: GraphPage,
  row: (json: JsonObject) => DirectoryItem | readonly DirectoryItem[],
): DirectoryPage {
  return { items: values.flatMap((json) => row(json)), ...(next === undefined ? {} : { next }) };
}

/** A fact: label and value; none when there is no value. */
export function fact(
  label: string,
  value: string | undefined,
  more: Partial<DirectoryRow> = {},
): readonly DirectoryRow[] {
  return value === undefined || value === ''
    ? []
    : [{ id: label, label, description: value, icon: 'symbol-field', ...more }];
}

/** Words of a description, those that are there. */
export function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((each) => each !== undefined && each !== '').join(' · ');
}

export const idOf = (json: JsonObject): string => text(json, 'id') ?? '';
/** The day of a date of Graph. */
export const dayOf = (json: JsonObject, name: string): string | undefined => text(json, name)?.slice(0, 10);
/** Date and minute of a date of Graph, in UTC as it is written. */
export const minuteOf = (json: JsonObject, name: string): string | undefined =>
  text(json, name)?.slice(0, 16).replace('T', ' ');
/** `one Two` of `oneTwo`: the words of an enumeration member. */
export const spoken = (word: string | undefined): string | undefined =>
  word?.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
