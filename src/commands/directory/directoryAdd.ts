import { IdentityError } from '../../core/errors.ts';
import { explainInline, isCancellation } from '../../core/explain.ts';
import { parseDirectories, RESERVED_IDS, type Directory } from '../../core/ldap/directory.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { askDirectory } from './askDirectory.ts';
import { pickDirectory } from './pickDirectory.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'passwords' | 'tryDirectory' | 'workbench'
>;

/** Adds a connection: asks for it, tries it, keeps it in the settings and connects. */
export function directoryAdd(deps: Deps): Commands['identity.directory.add'] {
  return async (target) => {
    if (target?.entry !== undefined) {
      const { directories, problems } = parseDirectories([target.entry]);
      const [directory] = directories;
      if (directory === undefined)
        throw problems[0] ?? new IdentityError('directories.broken', { index: 1, reason: 'It is empty.' });
      await deps.directories.add(directory);
      return directory;
    }
    return describe(deps, target?.url === undefined ? {} : { url: hostOnly(target.url) });
  };
}

/** Asks again for everything of a connection, with what it has as the answers. */
export function directoryEdit(deps: Deps): Commands['identity.directory.edit'] {
  return async (target) => {
    const known = await pickDirectory(deps, target?.directory, ({ kind }) => kind === 'configured');
    if (known !== undefined) await describe(deps, known);
  };
}

async function describe(deps: Deps, known: Partial<Directory>): Promise<Directory | undefined> {
  const { prompt, directories, connections, passwords, workbench } = deps;
  const taken = new Set([...RESERVED_IDS, ...(await directories.list()).directories.map(({ id }) => id)]);
  let described = await askDirectory({ prompt, translate: deps.translate }, known, (id) => taken.has(id));
  while (described !== undefined) {
    const next = await tried(deps, described.directory, described.password);
    if (next === undefined) return undefined;
    if (next === 'keep') {
      const { directory, password } = described;
      await directories.add(directory);
      await passwords.keep(directory, password);
      connections.disconnect(directory.id);
      await workbench.run('identity.directory.connect', { directory: directory.id });
      return directory;
    }
    if (next === 'edit')
      described = await askDirectory(
        { prompt, translate: deps.translate },
        { ...described.directory, ...(known.id === undefined ? {} : { id: known.id }) },
        (id) => taken.has(id),
      );
  }
  return undefined;
}

/** What to do after a trial: keep the connection, change it, try again, or leave. */
async function tried(
  { prompt, translate, tryDirectory }: Deps,
  directory: Directory,
  password: string,
): Promise<'keep' | 'edit' | 'again' | undefined> {
  try {
    const session = await prompt.progress(translate('Trying {name}', { name: directory.name }), (signal) =>
      tryDirectory(directory, password, signal),
    );
    session.close();
    return 'keep';
  } catch (error) {
    if (isCancellation(error)) return undefined;
    const [again, edit, keep] = [translate('Try Again'), translate('Change'), translate('Keep Anyway')];
    const button = await prompt.warn(explainInline(error, translate), again, edit, keep);
    if (button === again) return 'again';
    if (button === edit) return 'edit';
    return button === keep ? 'keep' : undefined;
  }
}

/** The server of a referral, which may go on with a DN. */
function hostOnly(url: string): string {
  return /^\w+:\/\/[^/?#]*/.exec(url)?.[0] ?? url;
}
