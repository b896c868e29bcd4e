import { explainInline, type Translate } from '../../core/explain.ts';
import { parseDn, rdnLabel } from '../../core/ldap/dn.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import { entryLooks, TREE_ATTRIBUTES } from '../../core/ldap/entryLooks.ts';
import { nameFilter } from '../../core/ldap/nameFilter.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickDirectory } from './pickDirectory.ts';

export type FindDeps = Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench'>;

const MOST = 100;

/** Finds entries by a part of their name, or a filter, and opens the one that is picked. */
export function directoryFind(deps: FindDeps): Commands['identity.directory.find'] {
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return;
    const dn = await findEntry(deps, directory, deps.translate('Find Entry'));
    if (dn !== undefined) await deps.workbench.run('identity.entry.open', { directory: directory.id, dn });
  };
}

/** The DN of an entry a person finds by name, or types whole; undefined when they leave. */
export async function findEntry(
  { prompt, translate, connections }: FindDeps,
  directory: Directory,
  title: string,
  value?: string,
): Promise<string | undefined> {
  let question = translate('A part of the name, a DN, or a filter in parentheses');
  for (let before = value; ;) {
    const typed = await prompt.input({
      title,
      prompt: question,
      placeholder: 'ada, cn=ada,ou=people,dc=example,dc=org, (mail=ada@*)',
      ...(before === undefined ? {} : { value: before }),
      check: (text) => wrongSearch(text, translate),
    });
    if (typed === undefined) return undefined;
    const text = typed.trim();
    if (isDnLike(text)) return text;
    const found = await prompt.progress(translate('Searching {name}', { name: directory.name }), (signal) =>
      foundChoices(connections, directory, text, signal),
    );
    if (found.length > 0)
      return prompt.pick(
        found,
        title,
        found.length === MOST ? translate('The first {count}', { count: MOST }) : '',
      );
    question = translate('No entry of {directory} matches "{text}".', { directory: directory.name, text });
    before = text;
  }
}

function isDnLike(text: string): boolean {
  return !text.startsWith('(') && text.includes('=');
}

/** What is wrong with a name, a DN or a filter as it is typed. */
function wrongSearch(typed: string, translate: Translate): string | undefined {
  const text = typed.trim();
  if (text === '') return translate('Type a name.');
  try {
    if (isDnLike(text)) parseDn(text);
    else nameFilter(text, 'other');
    return undefined;
  } catch (error) {
    return explainInline(error, translate);
  }
}

async function foundChoices(
  connections: FindDeps['connections'],
  directory: Directory,
  text: string,
  signal: AbortSignal,
): Promise<readonly Choice<string>[]> {
  const session = await connections.session(directory, signal);
  const { defaultNamingContext = '', kind } = session.server;
  const bases = directory.bases.length > 0 ? directory.bases : [defaultNamingContext];
  const found: Choice<string>[] = [];
  for (const base of bases) {
    const search = session.search(
      {
        base,
        scope: 'sub',
        filter: nameFilter(text, kind),
        attributes: TREE_ATTRIBUTES,
        sizeLimit: MOST - found.length,
      },
      signal,
    );
    for await (const { entries } of search)
      for (const entry of entries) {
        const { icon, note } = entryLooks(entry);
        const description = note === undefined ? {} : { description: note };
        found.push({ label: rdnLabel(entry.dn), ...description, detail: entry.dn, icon, value: entry.dn });
      }
    if (found.length >= MOST) break;
  }
  return found;
}
