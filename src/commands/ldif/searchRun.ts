import { rdnLabel } from '../../core/ldap/dn.ts';
import { printFilter } from '../../core/ldap/filter.ts';
import { newSearchText } from '../../core/ldap/searchDocument.ts';
import type { Commands } from '../../manifest.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import type { Services } from '../services.ts';
import { askedSearch } from './askedSearch.ts';

type Deps = Pick<
  Services,
  'directories' | 'connections' | 'schemas' | 'searches' | 'prompt' | 'translate' | 'workbench' | 'showSearch'
>;

/** Opens a new search document, of the directory and below the entry named. */
export function searchNew(deps: Deps): Commands['identity.search.new'] {
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return;
    const state = deps.connections.state(directory.id);
    const base =
      target?.dn ?? (state.kind === 'open' ? state.session.server.defaultNamingContext : undefined);
    await deps.workbench.openText(newSearchText(directory.id, base), 'ldapsearch');
  };
}

/** Runs the search at a line of a document, and shows what it finds as a table. */
export function searchRun(deps: Deps): Commands['identity.search.run'] {
  return async (target) => {
    const asked = await askedSearch(deps, target);
    if (asked === undefined) return;
    const { directory, search } = asked;
    const { filter, attributes = [], base, scope } = search;
    await deps.showSearch({
      title: [
        filter === undefined ? '(objectClass=*)' : printFilter(filter),
        scope,
        base === '' ? 'root DSE' : rdnLabel(base),
        directory.name,
      ].join(' · '),
      directory: directory.id,
      columns: attributes.some((name) => /^[*+]$|^1\.1$/.test(name)) ? [] : attributes,
      schema: () => deps.schemas.read(directory),
      async *pages(signal) {
        // A session that ended since is opened again.
        const session = await deps.connections.session(directory, signal);
        yield* session.search(search, signal);
      },
    });
  };
}
