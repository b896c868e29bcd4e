import { explainInline } from '../../core/explain.ts';
import type { Translate } from '../../core/explain.ts';
import { childDn, parentDn, parseRdn, rdnLabel, rdnOf } from '../../core/ldap/dn.ts';
import type { Prompt } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { findEntry } from '../directory/directoryFind.ts';
import type { Services } from '../services.ts';
import { pickEntry } from './pickEntry.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'workbench' | 'bookmarks' | 'refreshView'
>;

/** Gives an entry another RDN. Its children come along. */
export function entryRename(deps: Deps): Commands['identity.entry.rename'] {
  const { prompt, translate, bookmarks, refreshView } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Rename which entry'));
    if (picked === undefined) return;
    const { directory, session, dn } = picked;
    const newRdn = await askRdn(prompt, translate, translate('Rename Entry'), rdnOf(dn));
    if (newRdn === undefined || newRdn === rdnOf(dn)) return;
    await session.rename(dn, { newRdn });
    await bookmarks.move(directory.id, dn, childDn(newRdn, parentDn(dn) ?? ''));
    refreshView('identity.directories');
  };
}

/** Moves an entry with everything below it under another one. */
export function entryMove(deps: Deps): Commands['identity.entry.move'] {
  const { prompt, translate, bookmarks, refreshView } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Move which entry'));
    if (picked === undefined) return;
    const { directory, session, dn } = picked;
    const newParent = await findEntry(deps, directory, translate('Move below'), parentDn(dn) ?? '');
    if (newParent === undefined) return;
    const question = translate('Move {name}?', { name: rdnLabel(dn) });
    const detail = translate('From {from}\nto {to}', { from: parentDn(dn) ?? '', to: newParent });
    if (!(await prompt.confirm(question, detail, translate('Move')))) return;
    await session.rename(dn, { newRdn: rdnOf(dn), newParent });
    await bookmarks.move(directory.id, dn, childDn(rdnOf(dn), newParent));
    refreshView('identity.directories');
  };
}

/** Asks for an RDN; undefined when dismissed. */
export async function askRdn(
  prompt: Prompt,
  translate: Translate,
  title: string,
  value: string,
): Promise<string | undefined> {
  return prompt.input({
    title,
    prompt: translate('Name with its attribute, such as cn=Ada; a comma in it is written \\,'),
    value,
    check(typed) {
      try {
        parseRdn(typed);
        return undefined;
      } catch (error) {
        return explainInline(error, translate);
      }
    },
  });
}
