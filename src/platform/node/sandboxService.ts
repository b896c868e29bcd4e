import { randomBytes } from 'node:crypto';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { DescribedApplication, SandboxDescription } from '../../sandbox/description.ts';
import { listenForClients, listenForPages } from './sandboxServer.ts';
import { peopleDirectory } from './ldap/localDirectory.ts';
import { serveDirectory } from './ldap/serveDirectory.ts';
import { openSandboxFiles, type SandboxFiles } from './sandboxStore.ts';

/** What `npm run sandbox -- --json` prints: all that a program needs to use the sandbox. Holds secrets of it. */
export interface ServedSandbox extends Omit<SandboxDescription, 'applications'> {
  readonly pagesOrigin: string;
  readonly caFile: string;
  /** `POST <admin>/<action>` with `adminKey` as bearer token; the key is new in each run. */
  readonly admin: string;
  readonly adminKey: string;
  readonly applications: readonly ServedApplication[];
  /** The people of the first tenant as an LDAP directory, with StartTLS; the password is new in each run. */
  readonly directory: {
    readonly url: string;
    readonly base: string;
    readonly user: string;
    readonly password: string;
  };
}

export interface ServedApplication extends Omit<DescribedApplication, 'certificate'> {
  /** PEM file with certificate and private key. */
  readonly certificateFile?: string;
}

export interface SandboxService {
  readonly served: ServedSandbox;
  close(): Promise<void>;
}

/**
 * Serves a sandbox on 127.0.0.1: HTTPS on `port`, pages over HTTP on the next one, LDAP on the
 * one after; free ports when it is 0.
 * Throws `sandbox.portTaken` and `sandbox.keysUnreadable`.
 */
export async function serveSandbox({
  folder,
  port,
}: {
  readonly folder: string;
  readonly port: number;
}): Promise<SandboxService> {
  const files = await openSandboxFiles(folder, Date.now());
  const started = Promise.withResolvers<Sandbox>();
  const handler = async (request: Request): Promise<Response> => await (await started.promise).fetch(request);
  const clients = await listenForClients(handler, files.server, port);
  const pages = await listenForPages(handler, port === 0 ? 0 : port + 1).catch(async (error: unknown) => {
    await clients.close();
    throw error;
  });
  const adminKey = randomBytes(32).toString('base64url');
  const pagesOrigin = `http://127.0.0.1:${pages.port}`;
  const sandbox = await createSandbox({
    keys: files.keys,
    clock: { now: Date.now },
    random: (count) => new Uint8Array(randomBytes(count)),
    origin: `https://127.0.0.1:${clients.port}`,
    pages: () => pagesOrigin,
    adminKey,
  });
  started.resolve(sandbox);
  const description = sandbox.describe();
  const people = peopleDirectory(
    (name) => description.users.find((each) => each.userPrincipalName === name)?.password,
  );
  const directory = await serveDirectory(people, files.server, port === 0 ? 0 : port + 2).catch(
    async (error: unknown) => {
      await Promise.all([clients.close(), pages.close()]);
      throw error;
    },
  );
  return {
    served: {
      ...describe(description, files),
      directory: {
        url: `ldap://127.0.0.1:${directory.port}`,
        base: people.base,
        user: people.admin.dn,
        password: people.admin.password,
      },
      pagesOrigin,
      admin: `https://127.0.0.1:${clients.port}/admin`,
      adminKey,
    },
    close: async () => {
      await Promise.all([clients.close(), pages.close(), directory.close()]);
    },
  };
}

function describe(
  description: SandboxDescription,
  files: SandboxFiles,
): Omit<ServedSandbox, 'pagesOrigin' | 'admin' | 'adminKey' | 'directory'> {
  const applications = description.applications.map(({ certificate, ...application }) => ({
    ...application,
    ...(certificate ? { certificateFile: files.certificateFile } : {}),
  }));
  return { ...description, caFile: files.authorityFile, applications };
}
