import { IdentityError } from '../../core/errors.ts';
import { childOrders } from '../../core/ldap/childOrders.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import { OIDS } from '../../core/ldap/serverFacts.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'childOrders' | 'refreshView'
>;

/** Has the server give the children of an entry in another order, however many pages they fill. */
export function entrySortChildren(deps: Deps): Commands['identity.entry.sortChildren'] {
  const { prompt, translate, directories, connections, refreshView } = deps;
  return async (target) => {
    if (target === undefined) return;
    const { dn } = target;
    const directory = await directories.find(target.directory);
    const chosen = deps.childOrders.get(directory.id, dn) ?? '';
    const orders = [{ id: '', title: 'Name, where one page holds all' }, ...childOrders];
    const id = await prompt.pick(
      orders.map((each) => ({
        label: translate(each.title),
        value: each.id,
        ...(each.id === chosen ? { icon: 'check' } : {}),
      })),
      translate('Sort Children of {name}', { name: rdnLabel(dn) }),
    );
    if (id === undefined) return;
    const { server } = await connections.session(directory);
    if (id !== '' && !server.controls.has(OIDS.sortRequest))
      throw new IdentityError('directories.noSorting', { directory: directory.name });
    deps.childOrders.set(directory.id, dn, id);
    refreshView('identity.directories');
  };
}
