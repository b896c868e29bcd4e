import {
  APPLICATION_QUERY,
  readApplicationQuery,
  type ApplicationList,
  type ApplicationQuery,
} from '../../core/entra/applicationQuery.ts';
import { togglePin } from '../../core/entra/pinnedApplications.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication } from './changeApplication.ts';
import type { Services } from '../services.ts';

type QueryDeps = Pick<Services, 'prompt' | 'translate' | 'memory' | 'refreshView'>;

/** Shows all, owned or deleted registrations. */
export function applicationsChangeList(deps: QueryDeps): Commands['identity.applications.changeList'] {
  const { prompt, translate, memory, refreshView } = deps;
  return async (target) => {
    const query = readApplicationQuery(memory.recall(APPLICATION_QUERY));
    const choices: readonly Choice<ApplicationList>[] = [
      { label: translate('All'), icon: 'list-flat', value: 'all' },
      { label: translate('Owned by you'), icon: 'account', value: 'owned' },
      {
        label: translate('Deleted'),
        detail: translate('For 30 days they can be restored'),
        icon: 'trash',
        value: 'deleted',
      },
    ];
    const list = target?.list ?? (await prompt.pick(choices, translate('App Registrations to Show')));
    if (list === undefined) return;
    await memory.remember(APPLICATION_QUERY, { ...query, list });
    refreshView('identity.applications');
  };
}

/** How long somebody who types is waited for before the list follows. */
const TYPING_PAUSE = 300;

/**
 * Shows the registrations whose name has these words, or that have this client id, while they are typed; nothing shows all
 * again, and Escape what was shown before.
 */
export function applicationsSearch(deps: QueryDeps): Commands['identity.applications.search'] {
  const { prompt, translate, memory, refreshView } = deps;
  const show = async (query: ApplicationQuery, search: string) => {
    await memory.remember(APPLICATION_QUERY, { ...query, search: search.trim() });
    refreshView('identity.applications');
  };
  return async (target) => {
    const query = readApplicationQuery(memory.recall(APPLICATION_QUERY));
    if (target?.search !== undefined) return show(query, target.search);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = query.search ?? '';
    const search = await prompt.input({
      title: translate('Search App Registrations'),
      prompt: translate('The beginning of a word of the name, or a client ID; empty shows all'),
      value: shown,
      onType(typed) {
        clearTimeout(timer);
        if (typed.trim() === shown) return;
        timer = setTimeout(() => {
          shown = typed.trim();
          void show(query, typed);
        }, TYPING_PAUSE);
      },
    });
    clearTimeout(timer);
    const wanted = search ?? query.search ?? '';
    if (wanted.trim() !== shown) await show(query, wanted);
    return undefined;
  };
}

/** Shows all registrations again: not only the owned, found or tagged ones. */
export function applicationsShowAll(deps: QueryDeps): Commands['identity.applications.showAll'] {
  return async () => {
    await deps.memory.remember(APPLICATION_QUERY, { list: 'all' });
    deps.refreshView('identity.applications');
  };
}

/** Keeps an application at the top of its tenant, or lets it go. */
export function applicationPin(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'memory' | 'refreshView'>,
): Commands['identity.application.pin'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { clientId, name } = asked.application;
    await togglePin(deps.memory, { tenant: asked.tenant.id, clientId, name });
    deps.refreshView('identity.applications');
  };
}
