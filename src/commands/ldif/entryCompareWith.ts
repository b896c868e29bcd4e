import { rdnLabel } from '../../core/ldap/dn.ts';
import { entryAddress } from '../../core/ldap/entryDocument.ts';
import type { Commands } from '../../manifest.ts';
import { pickEntry } from '../entry/pickEntry.ts';
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
    const other = await pickEntry(
      deps,
      await placeOf(deps, one.dn, where.id, one.directory.id),
      translate('Compare {name} With', { name: rdnLabel(one.dn) }),
    );
    if (other === undefined) return;
    await workbench.compare(
      entryAddress(one.directory.id, one.dn),
      entryAddress(other.directory.id, other.dn),
      `${rdnLabel(one.dn)} (${one.directory.name}) ↔ ${rdnLabel(other.dn)} (${other.directory.name})`,
    );
  };
}

/** In another directory the entry of the same DN is meant, if there is one and the person wants it. */
async function placeOf(
  {
    prompt,
    translate,
    directories,
    connections,
  }: Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections'>,
  dn: string,
  directory: string,
  own: string,
): Promise<{ readonly directory: string; readonly dn: string } | undefined> {
  if (directory === own) return undefined;
  const session = await connections.session(await directories.find(directory));
  if ((await session.read(dn, ['1.1'])) === undefined) return undefined;
  const isSame = await prompt.pick(
    [
      { label: translate('The entry of the same DN'), description: dn, value: true },
      { label: translate('Another entry…'), value: false },
    ],
    translate('Compare With'),
  );
  return isSame === true ? { directory, dn } : undefined;
}
