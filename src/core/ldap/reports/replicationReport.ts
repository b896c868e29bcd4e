import type { Translate } from '../../explain.ts';
import { IdentityError } from '../../errors.ts';
import { nameAbove } from '../ad/names.ts';
import { oidOfAttributeType } from '../ad/attributeTypes.ts';
import { readReplicationXml } from '../ad/replicationXml.ts';
import { attributeFacts } from '../branches/branch.ts';
import { textsOf, valuesOf } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { readSchema, type Schema } from '../schema.ts';
import type { LdapSession } from '../session.ts';
import { readGuid } from '../values/guid.ts';
import { attributeOfType, readReplicationMetadata } from '../values/replicationMetadata.ts';
import { parseFilter } from '../filter.ts';
import type { ReportSection } from './report.ts';

/**
 * When and where each attribute of an entry was last written: replPropertyMetaData ([MS-ADTS] 3.1.1.3.4.5) and the
 * metadata of linked values on Active Directory, change numbers elsewhere. Throws `entry.gone`.
 */
export async function replicationSections(
  session: LdapSession,
  dn: string,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const entry = await session.read(
    dn,
    ['*', '+', 'replPropertyMetaData', 'msDS-ReplValueMetaData', 'uSNCreated', 'uSNChanged'],
    signal,
  );
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  const object = {
    title: translate('Object'),
    facts: attributeFacts(entry, [
      ['whenCreated', translate('Made')],
      ['whenChanged', translate('Changed here')],
      ['uSNCreated', translate('Made at USN')],
      ['uSNChanged', translate('Changed at USN')],
      ['createTimestamp', translate('Made')],
      ['creatorsName', translate('Made by')],
      ['modifyTimestamp', translate('Changed')],
      ['modifiersName', translate('Changed by')],
      ['entryCSN', translate('Change number')],
      ['contextCSN', translate('Partition has come to')],
    ]),
  };
  const [metadata] = valuesOf(entry, 'replPropertyMetaData');
  const known = metadata === undefined ? undefined : readReplicationMetadata(metadata);
  if (known === undefined) return [object];
  const [schema, servers] = await Promise.all([
    session.schema(signal).then(readSchema),
    serversByDatabase(session, signal),
  ]);
  const facts = known.map(
    ({ attribute, version, changed, invocationId, originatingUsn, localUsn }): Fact => ({
      label: nameOf(attribute, schema),
      value: changed,
      meaning: translate('version {version}, written at {server}, USN {usn}, here {local}', {
        version,
        server: servers.get(invocationId) ?? invocationId,
        usn: originatingUsn.toString(),
        local: localUsn.toString(),
      }),
    }),
  );
  const links = textsOf(entry, 'msDS-ReplValueMetaData').map((xml): Fact => {
    const said = readReplicationXml(xml);
    const removed = said.get('ftimeDeleted') ?? '';
    const isRemoved = removed !== '' && !removed.startsWith('1601');
    return {
      label: said.get('pszAttributeName') ?? '',
      value: said.get('pszObjectDn') ?? '',
      meaning: isRemoved
        ? translate('removed {time}', { time: removed })
        : translate('added {time}', { time: said.get('ftimeCreated') ?? '?' }),
    };
  });
  return [
    object,
    {
      title: translate('Attributes'),
      note: translate('Latest first. An attribute keeps its version even after its value is removed.'),
      facts: facts.toSorted((one, other) => other.value.localeCompare(one.value)),
    },
    ...(links.length === 0 ? [] : [{ title: translate('Linked values'), facts: links }]),
  ];
}

function nameOf(type: number, schema: Schema): string {
  const oid = oidOfAttributeType(type);
  const known = oid === undefined ? undefined : schema.attribute(oid)?.names[0];
  return known ?? oid ?? attributeOfType(type);
}

/** The domain controllers of the forest by the id of their database, past ones included. */
async function serversByDatabase(
  session: LdapSession,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const pages = session.search(
    {
      base: `CN=Sites,${session.server.configContext ?? ''}`,
      scope: 'sub',
      filter: parseFilter('(|(objectClass=nTDSDSA)(objectClass=nTDSDSARO))'),
      attributes: ['invocationId', 'retiredReplDSASignatures'],
    },
    signal,
  );
  for await (const { entries } of pages)
    for (const entry of entries)
      for (const value of valuesOf(entry, 'invocationId')) {
        const id = readGuid(value);
        if (id !== undefined) found.set(id, nameAbove(entry.dn, 1));
      }
  return found;
}
