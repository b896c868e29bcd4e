import { copiedAttributes } from '../../core/ldap/copyEntry.ts';
import { IdentityError } from '../../core/errors.ts';
import { childDn, parentDn, rdnLabel, rdnOf } from '../../core/ldap/dn.ts';
import { entryTemplates, templateEntry, type EntryTemplate } from '../../core/ldap/entryTemplates.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import type { Commands } from '../../manifest.ts';
import { findEntry } from '../directory/directoryFind.ts';
import type { Services } from '../services.ts';
import { askRdn } from './entryRename.ts';
import { pickEntry } from './pickEntry.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'workbench' | 'refreshView'
>;

/** Adds an entry below another, made of a template by a few answers. */
export function entryAdd(deps: Deps): Commands['identity.entry.add'] {
  const { prompt, translate, workbench, refreshView } = deps;
  return async (target) => {
    const parent = await pickEntry(deps, target, translate('Add an entry below'));
    if (parent === undefined) return;
    const { directory, session } = parent;
    const template = await prompt.pick(
      entryTemplates
        .filter(({ servers }) => servers.includes(session.server.kind))
        .map((each) => ({
          label: translate(each.title),
          description: each.objectClasses.join(', '),
          icon: each.icon,
          value: each,
        })),
      translate('Add Entry below {name}', { name: rdnLabel(parent.dn) }),
    );
    if (template === undefined) return;
    const answers = await askAnswers(deps, template, directory);
    if (answers === undefined) return;
    const { dn, attributes } = templateEntry(template, answers, parent.dn);
    await session.add(dn, attributes);
    refreshView('identity.directories');
    await workbench.run('identity.entry.open', { directory: directory.id, dn });
  };
}

async function askAnswers(
  deps: Deps,
  { title, questions }: EntryTemplate,
  directory: Directory,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { prompt, translate } = deps;
  const answers: Record<string, string> = {};
  for (const question of questions) {
    const { attribute, isOptional, kind, suggestion } = question;
    const asked = `${translate(title)}: ${translate(question.title)}`;
    const value = suggestion?.(answers);
    const answer =
      kind === 'entry'
        ? await findEntry(deps, directory, asked)
        : await prompt.input({
            title: asked,
            prompt:
              isOptional === true ? translate('{attribute}, may be left empty', { attribute }) : attribute,
            ...(value === undefined ? {} : { value }),
            check: (typed) =>
              typed.trim() === '' && isOptional !== true
                ? translate('{attribute} is needed.', { attribute })
                : undefined,
          });
    if (answer === undefined) return undefined;
    answers[attribute] = answer.trim();
  }
  return answers;
}

/** Copies an entry beside itself or elsewhere, under another name. Passwords are not copied. */
export function entryCopy(deps: Deps): Commands['identity.entry.copy'] {
  const { prompt, translate, workbench, refreshView } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Copy which entry'));
    if (picked === undefined) return;
    const { directory, session, dn } = picked;
    const newRdn = await askRdn(prompt, translate, translate('Copy Entry'), rdnOf(dn));
    if (newRdn === undefined) return;
    const parent = await findEntry(deps, directory, translate('Copy below'), parentDn(dn) ?? '');
    if (parent === undefined) return;
    const entry = await session.read(dn);
    if (entry === undefined)
      throw new IdentityError('ldap.noSuchEntry', { dn, matched: '–', diagnostic: '' });
    const copy = childDn(newRdn, parent);
    await session.add(copy, copiedAttributes(entry, newRdn));
    refreshView('identity.directories');
    await workbench.run('identity.entry.open', { directory: directory.id, dn: copy });
  };
}
