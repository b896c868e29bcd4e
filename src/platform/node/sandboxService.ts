import { randomBytes } from 'node:crypto';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { DescribedApplication, SandboxDescription } from '../../sandbox/description.ts';
import { listenForClients, listenForPages } from './sandboxServer.ts';
import { openSandboxFiles, type SandboxFiles } from './sandboxStore.ts';

/** What `npm run sandbox -- --json` prints: all that a program needs to use the sandbox. Holds secrets of it. */
export interface ServedSandbox extends Omit<SandboxDescription, 'applications'> {
  readonly pagesOrigin: string;
  readonly caFile: string;
  readonly applications: readonly ServedApplication[];
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
 * Serves a sandbox on 127.0.0.1: HTTPS on `port`, pages over HTTP on the next one; free ports when it is 0.
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
  const pagesOrigin = `http://127.0.0.1:${pages.port}`;
  const sandbox = await createSandbox({
    keys: files.keys,
    clock: { now: Date.now },
    random: (count) => new Uint8Array(randomBytes(count)),
    origin: `https://127.0.0.1:${clients.port}`,
    pages: () => pagesOrigin,
  });
  started.resolve(sandbox);
  return {
    served: describe(sandbox.describe(), files, pagesOrigin),
    close: async () => {
      await Promise.all([clients.close(), pages.close()]);
    },
  };
}

function describe(description: SandboxDescription, files: SandboxFiles, pagesOrigin: string): ServedSandbox {
  const applications = description.applications.map(({ certificate, ...application }) => ({
    ...application,
    ...(certificate ? { certificateFile: files.certificateFile } : {}),
  }));
  return { ...description, pagesOrigin, caFile: files.authorityFile, applications };
}
