import { misshapen, type PlaceholderName, type Values } from '../../core/code/placeholders.ts';
import { parseAddress, type Directory } from '../../core/ldap/directory.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections'>;

/** The code says which port: that of LDAP or of LDAPS. */
const PORTS: readonly number[] = [389, 636];

/**
 * Server, user and base of a connection of the Directories view, for code that works with LDAP; none when the person
 * has no connection, or means another server. Undefined when dismissed.
 */
export async function directoryValues(
  { prompt, translate, directories, connections }: Deps,
  open: readonly PlaceholderName[],
): Promise<Values | undefined> {
  if (!open.includes('ldapHost')) return {};
  const offered = (await directories.list()).directories.flatMap((directory): readonly Choice<Values>[] => {
    const host = hostOf(directory);
    if (host === undefined) return [];
    const state = connections.state(directory.id);
    const context = state.kind === 'open' ? state.session.server.defaultNamingContext : undefined;
    const values = { ldapHost: host, bindDn: directory.user, baseDn: directory.bases[0] ?? context };
    return [{ label: directory.name, description: host, icon: 'database', value: usable(values, open) }];
  });
  if (offered.length === 0) return {};
  return prompt.pick(
    [...offered, { label: translate('Another server…'), icon: 'dash', value: {} }],
    translate('Directory'),
    translate('Whose server, user and base go into the code?'),
  );
}

/** The host of a connection that the code can make as well. */
function hostOf({ kind, url }: Directory): string | undefined {
  const address = parseAddress(url);
  if (kind === 'sandbox' || address.scheme === 'ldapi' || !PORTS.includes(address.port)) return undefined;
  return misshapen('ldapHost', address.host) === undefined ? address.host : undefined;
}

/** Those that are known and that the code asks for. */
function usable(
  values: Readonly<Record<'ldapHost' | 'bindDn' | 'baseDn', string | undefined>>,
  open: readonly PlaceholderName[],
): Values {
  const names = ['ldapHost', 'bindDn', 'baseDn'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value !== undefined && value !== '' && open.includes(name) ? [[name, value]] : [];
    }),
  );
}
