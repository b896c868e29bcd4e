import { newDirectory, type Directory } from '../../src/core/ldap/directory.ts';
import { openClient } from '../../src/core/ldap/wire/openClient.ts';
import { openLdapSession } from '../../src/core/ldap/wire/ldapSession.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { connectLdap } from '../../src/platform/node/ldap/connectLdap.ts';
import { ADMIN, ADMIN_PASSWORD, type Slapd } from '../servers/slapd.ts';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, type SambaAd } from '../servers/sambaAd.ts';

const opened = new Set<LdapSession>();

/** Opens a session as the product does, without anything remembered or asked. */
export async function open(
  facts: Pick<Directory, 'url'> & Partial<Directory>,
  password = '',
  trusted: readonly string[] = [],
): Promise<LdapSession> {
  const directory = newDirectory({ id: 'test', name: 'Test', bind: 'anonymous', ...facts });
  const trust = { has: (_server: string, fingerprint: string) => trusted.includes(fingerprint) };
  const session = await openLdapSession((signal) =>
    openClient(
      directory,
      {
        connect: (wanted, during) => connectLdap(wanted, trust, during),
        password: () => Promise.resolve(password),
      },
      signal,
    ),
  );
  opened.add(session);
  return session;
}

/** As slapd's administrator, over TLS. */
export const asAdmin = ({ secureUrl, authority }: Slapd) =>
  open({ url: secureUrl, ca: authority.file, bind: 'simple', user: ADMIN }, ADMIN_PASSWORD);

/** As the domain's administrator, over TLS. */
export const asAdministrator = ({ secureUrl, authority }: SambaAd) =>
  open({ url: secureUrl, ca: authority.file, bind: 'simple', user: ADMINISTRATOR }, ADMINISTRATOR_PASSWORD);

/** Closes every session opened so far. */
export function closeAll(): void {
  for (const session of opened) session.close();
  opened.clear();
}
