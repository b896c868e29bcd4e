import type { Uri } from 'vscode';
import { IdentityError } from '../core/errors.ts';
import type { Translate } from '../core/explain.ts';
import { bookmarks } from '../core/ldap/bookmarks.ts';
import {
  certificateTrust,
  UntrustedCertificate,
  type CertificateTrust,
} from '../core/ldap/certificateTrust.ts';
import { childChoices } from '../core/ldap/childChoices.ts';
import { newDirectory, SANDBOX_DIRECTORY, type Directory } from '../core/ldap/directory.ts';
import { directoryConnections } from '../core/ldap/directoryConnections.ts';
import { changeLog } from '../core/ldap/changeLog.ts';
import { directorySchemas } from '../core/ldap/directorySchemas.ts';
import { directoryPasswords } from '../core/ldap/directoryPasswords.ts';
import type { DirectoryServices } from '../core/ldap/directoryServices.ts';
import type { SavedSearches } from '../core/ldap/savedSearches.ts';
import type { LocalServer } from '../core/ldap/slapd/localServer.ts';
import type { LdapSession } from '../core/ldap/session.ts';
import { lazy } from '../core/lazy.ts';
import type { Disposer, SecretStore } from '../core/ports.ts';
import type { Memory, Prompt } from '../core/prompt.ts';
import type { LocalDirectory } from '../platform/node/ldap/localDirectory.ts';
import type { LocalSlapd } from '../platform/node/slapd/localSlapd.ts';
import type { LocalSandbox } from '../platform/node/localSandbox.ts';
import { settingsDirectoryRegistry } from '../platform/vscode/directoryRegistry.ts';

interface Deps {
  readonly secrets: SecretStore;
  readonly memory: Memory;
  readonly prompt: Prompt;
  readonly translate: Translate;
  readonly own: (disposable: Disposer) => void;
  readonly sandbox: () => Promise<LocalSandbox>;
  /** The path of a program of dist/. */
  readonly programFile: (name: string) => string;
  /** Where the extension keeps files for every window. */
  readonly storage: Uri;
}

/** How the sandbox directory stands in the list before it is started. */
const NOT_STARTED = newDirectory({
  id: SANDBOX_DIRECTORY,
  name: 'Contoso Sandbox Directory',
  kind: 'sandbox',
  url: 'ldap://127.0.0.1',
  bind: 'simple',
});

/** Connections to LDAP directories; the protocol loads with the first of them. */
export function directoryServices({
  secrets,
  memory,
  prompt,
  translate,
  own,
  sandbox,
  programFile,
  storage,
}: Deps): DirectoryServices {
  const trust = certificateTrust(memory);
  const passwords = directoryPasswords(secrets, ({ name, user = '' }) =>
    prompt.input({
      title: translate('Password for {name}', { name }),
      prompt: translate('The password of {user}', { user }),
      secret: true,
      check: (typed) => (typed === '' ? translate('An empty password is never sent.') : undefined),
    }),
  );

  const sandboxDirectory = lazy(async () => {
    const [{ openLocalDirectory }, { passwordOf }] = await Promise.all([
      import('../platform/node/ldap/localDirectory.ts'),
      sandbox(),
    ]);
    const opened = await openLocalDirectory(passwordOf);
    own({ dispose: () => void opened.close() });
    started = opened;
    return opened;
  });
  let started: LocalDirectory | undefined;

  const slapd = lazy(async () => {
    const [{ localSlapd }, { passwordOf }] = await Promise.all([
      import('../platform/node/slapd/localSlapd.ts'),
      sandbox(),
    ]);
    const server = localSlapd({ keeper: programFile('slapdKeeper.js'), passwordOf });
    own(server);
    ownSlapd = server;
    return server;
  });
  let ownSlapd: LocalSlapd | undefined;
  const localServer: LocalServer = {
    get running() {
      return ownSlapd?.running;
    },
    start: async (signal) => (await slapd()).start(signal),
    stop: async () => ownSlapd?.stop(),
  };

  const open = async (
    directory: Directory,
    password: () => Promise<string>,
    trusted: Pick<CertificateTrust, 'has'>,
    signal?: AbortSignal,
  ): Promise<LdapSession> => {
    const [{ openLdapSession }, { openClient }, { connectLdap }] = await Promise.all([
      import('../core/ldap/wire/ldapSession.ts'),
      import('../core/ldap/wire/openClient.ts'),
      import('../platform/node/ldap/connectLdap.ts'),
    ]);
    const opening = {
      connect: (wanted: Directory, during?: AbortSignal) => connectLdap(wanted, trusted, during),
      password,
    };
    try {
      return await openLdapSession((during) => openClient(directory, opening, during), signal);
    } catch (error) {
      if (!(error instanceof UntrustedCertificate) || !(await isTrustWanted(error))) throw error;
      await trust.add(error.server, error.chain[0]?.fingerprint ?? '');
      return await openLdapSession((during) => openClient(directory, opening, during), signal);
    }
  };

  const isTrustWanted = ({ server, data, chain }: UntrustedCertificate): Promise<boolean> =>
    prompt.confirm(
      translate('Trust the certificate of {server}?', { server }),
      [
        translate('{reason} Compare the fingerprint with the server before you trust it.', {
          reason: String(data.reason),
        }),
        ...chain.map(({ subject, issuer, names, validFrom, validTo, fingerprint }, index) =>
          [
            `${index + 1}. ${subject}`,
            translate('issued by {issuer}', { issuer }),
            ...(names.length === 0 ? [] : [names.join(', ')]),
            translate('valid from {from} to {to}', { from: validFrom, to: validTo }),
            `SHA-256 ${fingerprint}`,
          ].join('\n'),
        ),
      ].join('\n\n'),
      translate('Trust'),
    );

  const opened = async (directory: Directory, signal: AbortSignal): Promise<LdapSession> => {
    if (directory.kind === 'configured')
      return open(directory, () => passwords.get(directory), trust, signal);
    if (directory.kind === 'sandbox') {
      const { directory: own, password, trust: itself } = await sandboxDirectory();
      return open(own, () => Promise.resolve(password), itself, signal);
    }
    const server = ownSlapd?.running;
    if (ownSlapd === undefined || server === undefined) throw new IdentityError('slapd.notRunning', {});
    return open(server.directory, () => Promise.resolve(server.password), ownSlapd.trust, signal);
  };
  const changes = changeLog();
  const connections = directoryConnections(async (directory, signal) => {
    const [session, { recordedSession }] = await Promise.all([
      opened(directory, signal),
      import('../core/ldap/recordedSession.ts'),
    ]);
    return recordedSession(session, changes, directory.name, Date.now);
  });
  own(connections);
  return {
    directories: settingsDirectoryRegistry(
      () => started?.directory ?? NOT_STARTED,
      () => ownSlapd?.running?.directory,
    ),
    localServer,
    connections,
    passwords,
    schemas: directorySchemas(connections),
    changes,
    searches: lateSearches(storage, own),
    bookmarks: bookmarks(memory),
    childFilters: childChoices(),
    childOrders: childChoices(),
    tryDirectory: (directory, password, signal) =>
      open(directory, () => Promise.resolve(password), trust, signal),
  };
}

/** Looks for saved searches when somebody asks for them first. */
function lateSearches(storage: Uri, own: (disposable: Disposer) => void): SavedSearches {
  const listeners = new Set<() => void>();
  const searches = lazy(async () => {
    const { savedSearches } = await import('../platform/vscode/savedSearches.ts');
    const made = savedSearches(storage, own);
    own(made.onDidChange(() => listeners.forEach((listener) => listener())));
    return made;
  });
  return {
    list: async () => (await searches()).list(),
    save: async (...search) => (await searches()).save(...search),
    rename: async (...search) => (await searches()).rename(...search),
    remove: async (uri) => (await searches()).remove(uri),
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
