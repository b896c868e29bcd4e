import { textOf, valuesOf } from '../entry.ts';
import type { Filter } from '../filter.ts';
import type { LdapSession } from '../session.ts';
import { readGuid, writeGuid } from '../values/guid.ts';
import type { Ace } from './ace.ts';
import { knownObjectTypes, ObjectTypes, type ObjectType, type ObjectTypeKind } from './objectTypes.ts';

const AT_ONCE = 40;
const EVERY_KIND: readonly ObjectTypeKind[] = [
  'attribute',
  'class',
  'propertySet',
  'extendedRight',
  'validatedWrite',
];

/** What every GUID in lists of access rights stands for: known anywhere, else as the forest's schema has it. */
export async function readObjectTypes(
  session: LdapSession,
  aces: readonly Ace[],
  signal: AbortSignal,
): Promise<ObjectTypes> {
  const guids = new Set(
    aces.flatMap(({ objectType, inheritedType }) => [objectType ?? [], inheritedType ?? []].flat()),
  );
  const unknown = [...guids].filter((guid) => knownObjectTypes.find(guid, EVERY_KIND) === undefined);
  const configuration = session.server.configContext;
  if (unknown.length === 0 || configuration === undefined) return knownObjectTypes;
  const found: (ObjectType & { readonly guid: string })[] = [];
  for (let at = 0; at < unknown.length; at += AT_ONCE) {
    const some = unknown.slice(at, at + AT_ONCE);
    found.push(...(await inSchema(session, configuration, some, signal)));
    found.push(...(await amongRights(session, configuration, some, signal)));
  }
  return new ObjectTypes(found);
}

async function inSchema(
  session: LdapSession,
  configuration: string,
  guids: readonly string[],
  signal: AbortSignal,
): Promise<readonly (ObjectType & { readonly guid: string })[]> {
  const filter: Filter = {
    kind: 'or',
    filters: guids.flatMap((guid) => {
      const value = writeGuid(guid);
      return value === undefined ? [] : [{ kind: 'equality', attribute: 'schemaIDGUID', value } as const];
    }),
  };
  const found: (ObjectType & { readonly guid: string })[] = [];
  const attributes = ['lDAPDisplayName', 'schemaIDGUID', 'governsID'];
  const search = { base: `CN=Schema,${configuration}`, scope: 'one', filter, attributes } as const;
  for await (const { entries } of session.search(search, signal))
    for (const entry of entries) {
      const guid = readGuid(valuesOf(entry, 'schemaIDGUID')[0] ?? new Uint8Array());
      const name = textOf(entry, 'lDAPDisplayName');
      if (guid === undefined || name === undefined) continue;
      found.push({ guid, name, kind: textOf(entry, 'governsID') === undefined ? 'attribute' : 'class' });
    }
  return found;
}

/** What validAccesses of a right makes of it ([MS-ADTS] 5.1.3.2.1). */
const KINDS = new Map<string | undefined, ObjectTypeKind>([
  ['8', 'validatedWrite'],
  ['48', 'propertySet'],
]);

async function amongRights(
  session: LdapSession,
  configuration: string,
  guids: readonly string[],
  signal: AbortSignal,
): Promise<readonly (ObjectType & { readonly guid: string })[]> {
  const filter: Filter = {
    kind: 'or',
    filters: guids.map((guid) => ({
      kind: 'equality',
      attribute: 'rightsGuid',
      value: new TextEncoder().encode(guid),
    })),
  };
  const found: (ObjectType & { readonly guid: string })[] = [];
  const attributes = ['cn', 'rightsGuid', 'validAccesses'];
  const search = { base: `CN=Extended-Rights,${configuration}`, scope: 'one', filter, attributes } as const;
  for await (const { entries } of session.search(search, signal))
    for (const entry of entries) {
      const [guid, name] = [textOf(entry, 'rightsGuid'), textOf(entry, 'cn')];
      const kind = KINDS.get(textOf(entry, 'validAccesses')) ?? 'extendedRight';
      if (guid !== undefined && name !== undefined) found.push({ guid, name, kind });
    }
  return found;
}
