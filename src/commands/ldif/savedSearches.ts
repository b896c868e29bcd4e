import { IdentityError } from '../../core/errors.ts';
import { isFileName, summarizeSearches, type SavedSearch } from '../../core/ldap/savedSearches.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'searches' | 'prompt' | 'translate' | 'workbench'>;

/** Keeps the searches of the document a person looks at, under a name, for every window. */
export function searchSave(deps: Deps): Commands['identity.search.save'] {
  return async () => {
    const { searches, workbench } = deps;
    const active = workbench.activeDocument();
    if (active?.language !== 'ldapsearch') throw new IdentityError('search.none', {});
    const text = await workbench.readText(active.uri);
    const name = await askName(deps, deps.translate('Save Search'), '');
    if (name === undefined) return;
    const saved = await searches.save(name, text);
    // Nobody wants to be asked later what becomes of the draft.
    if (active.uri.startsWith('untitled:'))
      await workbench.run('workbench.action.revertAndCloseActiveEditor');
    await workbench.openDocument(saved);
  };
}

/** Opens the file. */
export function searchOpen(deps: Deps): Commands['identity.search.open'] {
  return async (target) => {
    const uri = target?.uri ?? (await pickSearch(deps))?.uri;
    if (uri !== undefined) await deps.workbench.openDocument(uri);
  };
}

/** Names the file anew; an editor that shows it goes along. */
export function searchRename(deps: Deps): Commands['identity.search.rename'] {
  return async (target) => {
    const saved = await savedAt(deps, target?.uri);
    if (saved === undefined) return;
    const name = await askName(deps, deps.translate('Rename Search'), saved.name);
    if (name !== undefined && name !== saved.name) await deps.searches.rename(saved.uri, name);
  };
}

/** Deletes the file after asking. */
export function searchDelete(deps: Deps): Commands['identity.search.delete'] {
  return async (target) => {
    const { prompt, translate, searches } = deps;
    const saved = await savedAt(deps, target?.uri);
    if (saved === undefined) return;
    const question = translate('Delete the saved search {name}?', { name: saved.name });
    const detail = saved.place ?? translate('It is kept for every window.');
    if (await prompt.confirm(question, detail, translate('Delete'))) await searches.remove(saved.uri);
  };
}

async function savedAt(deps: Deps, uri: string | undefined): Promise<SavedSearch | undefined> {
  if (uri === undefined) return pickSearch(deps);
  const found = (await deps.searches.list()).find((each) => each.uri === uri);
  if (found === undefined) throw new IdentityError('search.noneSaved', {});
  return found;
}

/** One of the saved searches; undefined when dismissed. Throws `search.noneSaved`. */
export async function pickSearch({
  searches,
  prompt,
  translate,
}: Pick<Deps, 'searches' | 'prompt' | 'translate'>): Promise<SavedSearch | undefined> {
  const all = await searches.list();
  if (all.length === 0) throw new IdentityError('search.noneSaved', {});
  const choices = all.map((saved) => {
    const about = summarizeSearches(saved.text ?? '');
    return {
      label: saved.name,
      description: [about[0]?.directory, about[0]?.filter].filter(Boolean).join(' · '),
      detail: saved.place ?? translate('Kept for every window'),
      icon: 'search',
      value: saved,
    };
  });
  return prompt.pick(choices, translate('Saved Searches'), translate('Choose a search'));
}

async function askName(
  { prompt, translate }: Deps,
  title: string,
  value: string,
): Promise<string | undefined> {
  const name = await prompt.input({
    title,
    prompt: translate('How the search is called in the Directories view'),
    value,
    check: (typed) =>
      isFileName(typed.trim()) ? undefined : translate('Type a name a file can have: no / \\ : * ? " < > |'),
  });
  return name?.trim();
}
