import { copiedAttributes } from '../../core/ldap/copyEntry.ts';
import { IdentityError } from '../../core/errors.ts';
import { explainInline } from '../../core/explain.ts';
import { childDn, parentDn, rdnLabel, rdnOf } from '../../core/ldap/dn.ts';
import {
  entryTemplates,
  templateEntry,
  type Answers,
  type EntryTemplate,
} from '../../core/ldap/entryTemplates.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import type { Commands } from '../../manifest.ts';
import { findEntry } from '../directory/directoryFind.ts';
import type { Services } from '../services.ts';
import { askRdn } from './entryRename.ts';
import { pickEntry, type PickedEntry } from './pickEntry.ts';

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
    const dn = await addTemplate(deps, template, parent);
    if (dn === undefined) return;
    refreshView('identity.directories');
    await workbench.run('identity.entry.open', { directory: directory.id, dn });
  };
}

/** Adds the entry and returns its DN. What a server refuses can be answered again; undefined when the person leaves. */
async function addTemplate(
  deps: Deps,
  template: EntryTemplate,
  { directory, session, dn: parent }: PickedEntry,
): Promise<string | undefined> {
  const { prompt, translate } = deps;
  let answers = await askAnswers(deps, template, directory, {});
  while (answers !== undefined) {
    const { dn, attributes } = templateEntry(template, answers, parent);
    try {
      await session.add(dn, attributes);
      return dn;
    } catch (error) {
      if (!IdentityError.is(error, 'ldap.refused')) throw error;
      const change = translate('Change Answers');
      if ((await prompt.warn(explainInline(error, translate), change)) !== change) return undefined;
      answers = await askAnswers(deps, template, directory, answers);
    }
  }
  return undefined;
}

async function askAnswers(
  deps: Deps,
  { title, questions }: EntryTemplate,
  directory: Directory,
  before: Answers,
): Promise<Answers | undefined> {
  const { prompt, translate } = deps;
  const answers: Record<string, string> = {};
  for (const question of questions) {
    const { attribute, isOptional, kind, suggestion } = question;
    const asked = `${translate(title)}: ${translate(question.title)}`;
    const value = before[attribute] ?? suggestion?.(answers);
    const answer =
      kind === 'entry'
        ? await findEntry(deps, directory, asked, value)
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
