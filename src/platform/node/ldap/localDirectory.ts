import { randomBytes, X509Certificate } from 'node:crypto';
import { newDirectory, SANDBOX_DIRECTORY, type Directory } from '../../../core/ldap/directory.ts';
import { contoso } from '../../../sandbox/directory/contoso.ts';
import { sandboxDirectory, type SandboxDirectory } from '../../../sandbox/ldap/sandboxDirectory.ts';
import { createServerCertificate } from '../sandboxCertificates.ts';
import { serveDirectory } from './serveDirectory.ts';

/** The sandbox directory of this window, served on loopback to the extension and to who knows its password. */
export interface LocalDirectory {
  /** How it is connected to. */
  readonly directory: Directory;
  readonly password: string;
  /** Whether a certificate is the one it was given when it started. */
  readonly trust: { has(server: string, fingerprint: string): boolean };
  close(): Promise<void>;
}

/** The people of the sandbox tenant as a directory, with a new random password for its administrator. */
export function peopleDirectory(
  passwordOf: (userPrincipalName: string) => string | undefined,
): SandboxDirectory {
  return sandboxDirectory(contoso, {
    random: (count) => new Uint8Array(randomBytes(count)),
    now: Date.now,
    adminPassword: randomBytes(18).toString('base64url'),
    password: (user) => passwordOf(`${user}@${contoso.domain}`),
  });
}

/** Serves it, each start with a key of its own. */
export async function openLocalDirectory(
  passwordOf: (userPrincipalName: string) => string | undefined,
): Promise<LocalDirectory> {
  const people = peopleDirectory(passwordOf);
  const certificate = await createServerCertificate(Date.now());
  const served = await serveDirectory(people, certificate);
  const own = new X509Certificate(certificate.certificate).fingerprint256;
  return {
    directory: newDirectory({
      id: SANDBOX_DIRECTORY,
      name: 'Contoso Sandbox Directory',
      kind: 'sandbox',
      url: `ldap://127.0.0.1:${served.port}`,
      startTls: true,
      bind: 'simple',
      user: people.admin.dn,
    }),
    password: people.admin.password,
    trust: { has: (_server, fingerprint) => fingerprint === own },
    close: () => served.close(),
  };
}
