import { IdentityError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import type { Directory } from './directory.ts';
import { homeOf } from './globalCatalog.ts';

const PREFIX = 'directory:';

/** The passwords of directories: kept as secrets, or asked for and known until the connection is closed. */
export interface DirectoryPasswords {
  /** Throws `directories.needsPassword` when it is asked for and none is given. */
  get(directory: Directory): Promise<string>;
  keep(directory: Directory, password: string): Promise<void>;
  /** Forgets what was typed for this connection; a kept one stays. */
  forgetTyped(id: string): void;
  forget(id: string): Promise<void>;
}

/** `ask` has a person type it; undefined when they do not. */
export function directoryPasswords(
  secrets: SecretStore,
  ask: (directory: Directory) => Promise<string | undefined>,
): DirectoryPasswords {
  const typed = new Map<string, string>();
  const asking = new Map<string, Promise<string | undefined>>();
  return {
    async get(directory) {
      const { password } = directory;
      const id = homeOf(directory.id);
      const known = typed.get(id) ?? (password === 'stored' ? await secrets.get(PREFIX + id) : undefined);
      if (known !== undefined) return known;
      // Several connections may open at once; one question is enough.
      const asked = asking.get(id) ?? ask(directory);
      asking.set(id, asked);
      const answer = await asked.finally(() => asking.delete(id));
      if (answer === undefined)
        throw new IdentityError('directories.needsPassword', { directory: directory.name });
      if (answer !== '') typed.set(id, answer);
      return answer;
    },
    async keep({ id, password }, value) {
      typed.set(id, value);
      if (password === 'stored' && value !== '') await secrets.set(PREFIX + id, value);
      else await secrets.delete(PREFIX + id);
    },
    forgetTyped: (id) => void typed.delete(id),
    async forget(id) {
      typed.delete(id);
      await secrets.delete(PREFIX + id);
    },
  };
}
