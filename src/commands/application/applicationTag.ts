import { APPLICATION_QUERY, readApplicationQuery } from '../../core/entra/applicationQuery.ts';
import { changeTags } from '../../core/entra/parts/tags.ts';
import { isObject, strings } from '../../core/json.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, pickGraphTenant, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

const LONGEST_TAG = 256;

/** Gives a registration a tag. */
export function applicationAddTag(deps: ChangeDeps): Commands['identity.application.addTag'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { name, resource } = application;
    const typed = await prompt.input({
      title: translate('New Tag of {name}', { name }),
      prompt: translate('A word to group and find registrations by'),
      check(text) {
        const tag = text.trim();
        if (tag === '' || tag.length > LONGEST_TAG) return translate('A tag has 1 to 256 characters.');
        return strings(resource, 'tags').includes(tag) ? translate('It is there already.') : undefined;
      },
    });
    const tag = typed?.trim();
    if (tag === undefined) return;
    await makeChange(
      deps,
      graph,
      changeTags(application, (all) => [...all, tag]),
      {
        question: translate('Give {name} the tag {tag}?', { name, tag }),
        verb: translate('Add'),
        done: translate('{name} has the tag {tag}.', { name, tag }),
      },
    );
  };
}

/** Shows only registrations with a tag, one of those in use or any other. */
export function applicationsFilterByTag(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'memory' | 'refreshView'>,
): Commands['identity.applications.filterByTag'] {
  const { prompt, translate, memory, refreshView } = deps;
  return async (target) => {
    const tag = target?.tag ?? (await askTag(deps));
    if (tag === undefined) return;
    const { list, search } = readApplicationQuery(memory.recall(APPLICATION_QUERY));
    await memory.remember(APPLICATION_QUERY, {
      list,
      ...(search === undefined ? {} : { search }),
      ...(tag === '' ? {} : { tag }),
    });
    refreshView('identity.applications');
  };

  async function askTag(asking: typeof deps): Promise<string | undefined> {
    const tenant = await pickGraphTenant(asking, undefined);
    if (tenant === undefined) return undefined;
    const page = await prompt.progress(
      translate('Reading tags of {tenant}', { tenant: tenant.name }),
      (signal) =>
        asking.graph(tenant).list('/applications?$top=999&$select=id,tags', {
          permission: 'Application.Read.All',
          signal,
        }),
    );
    const counts = new Map<string, number>();
    for (const tag of page.values.filter(isObject).flatMap((json) => strings(json, 'tags')))
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    const other = translate('Another tag…');
    const chosen = await prompt.pick(
      [
        { label: translate('All tags'), icon: 'clear-all', value: '' },
        ...[...counts].sort().map(([tag, count]) => ({
          label: tag,
          description: translate('{count} registrations', { count }),
          icon: 'tag',
          value: tag,
        })),
        { label: other, icon: 'edit', value: undefined },
      ].map((each) => ({ ...each, value: each })),
      translate('Show Registrations with the Tag'),
    );
    if (chosen === undefined || chosen.label !== other) return chosen?.value;
    return prompt.input({ title: translate('Tag'), prompt: translate('Exactly as it is written') });
  }
}
