import type { Directory } from '../../core/ldap/directory.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import { entryAddress } from '../../core/ldap/entryDocument.ts';
import type { Commands } from '../../manifest.ts';
import { pickEntry, type PickedEntry } from '../entry/pickEntry.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import type { Services } from '../services.ts';

/** Compares an entry with another, of the same directory or of another one, side by side. */
export function entryCompareWith(
  deps: Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench'>,
): Commands['identity.entry.compareWith'] {
  const { translate, workbench } = deps;
  return async (target) => {
    const one = await pickEntry(deps, target, translate('Compare Entry'));
    if (one === undefined) return;
    const where = await pickDirectory(deps, undefined);
    if (where === undefined) return;
    const dn = await sameDnIn(deps, one, where);
    if (dn === 'left') return;
    const other = await pickEntry(
      deps,
      { directory: where.id, ...(dn === 'another' ? {} : { dn }) },
      translate('Compare {name} With', { name: rdnLabel(one.dn) }),
    );
    if (other === undefined) return;
    await workbench.compare(
      entryAddress(one.directory.id, one.dn, 'compared-entry'),
      entryAddress(other.directory.id, other.dn, 'compared-entry'),
      `${rdnLabel(one.dn)} (${one.directory.name}) ↔ ${rdnLabel(other.dn)} (${other.directory.name})`,
    );
  };
}

/** In another directory the entry of the same DN may be meant, if there is one. */
async function sameDnIn(
  { prompt, translate, connections }: Pick<Services, 'prompt' | 'translate' | 'connections'>,
  one: PickedEntry,
  where: Directory,
): Promise<string> {
  if (where.id === one.directory.id) return 'another';
  const session = await prompt.progress(translate('Connecting to {name}', { name: where.name }), (signal) =>
    connections.session(where, signal),
  );
  if ((await session.read(one.dn, ['1.1'])) === undefined) return 'another';
  const chosen = await prompt.pick(
    [
      { label: translate('The entry of the same DN'), description: one.dn, value: one.dn },
      { label: translate('Another entry…'), value: 'another' },
    ],
    translate('Compare With'),
  );
  return chosen ?? 'left';
}
