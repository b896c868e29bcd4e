import { IdentityError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { isObject, parseJson, text } from '../json.ts';
import { parseAddress, type Directory } from './directory.ts';
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

/** A password, and whom it may be sent to. */
interface KeptPassword {
  readonly audience: string;
  readonly password: string;
}

/**
 * `ask` has a person type it; undefined when they do not. A password goes only where it was given for: settings of a
 * workspace that name another server, or none of its encryption, under a known id have it asked for again.
 */
export function directoryPasswords(
  secrets: SecretStore,
  ask: (directory: Directory) => Promise<string | undefined>,
): DirectoryPasswords {
  const typed = new Map<string, KeptPassword>();
  const stored = async (id: string) => readKept(await secrets.get(PREFIX + id));
  const asking = new Map<string, Promise<string | undefined>>();
  return {
    async get(directory) {
      const { password } = directory;
      const id = homeOf(directory.id);
      const audience = audienceOf(directory);
      const kept = [typed.get(id), password === 'stored' ? await stored(id) : undefined];
      const known = kept.find((each) => each?.audience === audience);
      if (known !== undefined) return known.password;
      // Several connections may open at once; one question is enough.
      const question = `${id} ${audience}`;
      const asked = asking.get(question) ?? ask(directory);
      asking.set(question, asked);
      const answer = await asked.finally(() => asking.delete(question));
      if (answer === undefined)
        throw new IdentityError('directories.needsPassword', { directory: directory.name });
      if (answer !== '') typed.set(id, { audience, password: answer });
      return answer;
    },
    async keep(directory, value) {
      const { id, password } = directory;
      const kept: KeptPassword = { audience: audienceOf(directory), password: value };
      // An anonymous connection has none; a bind that needs one later must ask.
      if (value === '') typed.delete(id);
      else typed.set(id, kept);
      if (password === 'stored' && value !== '') await secrets.set(PREFIX + id, JSON.stringify(kept));
      else await secrets.delete(PREFIX + id);
    },
    forgetTyped: (id) => void typed.delete(id),
    async forget(id) {
      typed.delete(id);
      await secrets.delete(PREFIX + id);
    },
  };
}

/** The server with its encryption and whom it trusts, and the user. A catalog differs in its port only. */
function audienceOf({ url, startTls, user, ca, serverName }: Directory): string {
  const address = parseAddress(url);
  const server = address.scheme === 'ldapi' ? address.path : address.host.toLowerCase();
  return JSON.stringify([address.scheme, server, startTls, user ?? '', ca ?? '', serverName ?? '']);
}

function readKept(stored: string | undefined): KeptPassword | undefined {
  const kept = stored === undefined ? undefined : parseJson(stored);
  if (!isObject(kept)) return undefined;
  const [audience, password] = [text(kept, 'audience'), text(kept, 'password')];
  return audience === undefined || password === undefined ? undefined : { audience, password };
}
