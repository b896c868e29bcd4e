import { IdentityError } from '../../core/errors.ts';
import { explainInline } from '../../core/explain.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickDirectory } from './pickDirectory.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'passwords' | 'workbench'
>;

/** Connects; a refused password can be typed again. */
export function directoryConnect(deps: Deps): Commands['identity.directory.connect'] {
  const { prompt, translate, connections, passwords, workbench } = deps;
  return async (target) => {
    const directory = await pickDirectory(
      deps,
      target?.directory,
      ({ id }) => connections.state(id).kind !== 'open',
    );
    if (directory === undefined) return;
    const connect = () =>
      prompt.progress(translate('Connecting to {name}', { name: directory.name }), (signal) =>
        connections.session(directory, signal),
      );
    try {
      await connect();
    } catch (error) {
      if (!IdentityError.is(error, 'ldap.bindRefused') || directory.kind !== 'configured') throw error;
      await afterRefusal(error, directory, connect);
    }
  };

  async function afterRefusal(
    error: IdentityError<'ldap.bindRefused'>,
    directory: Directory,
    connect: () => Promise<unknown>,
  ): Promise<void> {
    passwords.forgetTyped(directory.id);
    const [type, edit] = [translate('Type Another Password'), translate('Edit Connection')];
    const button = await prompt.warn(explainInline(error, translate), type, edit);
    if (button === edit) await workbench.run('identity.directory.edit', { directory: directory.id });
    if (button !== type) return;
    const password = await prompt.input({
      title: translate('Directory: Password'),
      prompt: translate('The password of {user}', { user: directory.user ?? '' }),
      secret: true,
      check: (typed) => (typed === '' ? translate('An empty password is never sent.') : undefined),
    });
    if (password === undefined) return;
    await passwords.keep(directory, password);
    await connect();
  }
}

/** Closes the connection and forgets a password that was only typed. */
export function directoryDisconnect(deps: Deps): Commands['identity.directory.disconnect'] {
  const { connections, passwords } = deps;
  return async (target) => {
    const directory = await pickDirectory(
      deps,
      target?.directory,
      ({ id }) => connections.state(id).kind !== 'closed',
    );
    if (directory === undefined) return;
    passwords.forgetTyped(directory.id);
    connections.disconnect(directory.id);
  };
}

/** Takes the connection out of the settings after asking, and its password out of the secret store. */
export function directoryRemove(deps: Deps): Commands['identity.directory.remove'] {
  const { prompt, translate, directories, connections, passwords } = deps;
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory, ({ kind }) => kind === 'configured');
    if (directory === undefined) return;
    const question = translate('Remove {name} from the settings?', { name: directory.name });
    const detail = translate('Nothing changes in the directory itself. The kept password is forgotten.');
    if (!(await prompt.confirm(question, detail, translate('Remove')))) return;
    connections.disconnect(directory.id);
    await passwords.forget(directory.id);
    await directories.remove(directory.id);
  };
}
