import { misshapen, type PlaceholderName, type Values } from '../../core/code/placeholders.ts';
import { addressLabel, parseAddress, type Directory } from '../../core/ldap/directory.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections'>;

const NAMES = ['ldapHost', 'ldapPort', 'ldapsPort', 'bindDn', 'baseDn'] as const;
type Known = Readonly<Partial<Record<(typeof NAMES)[number], string | undefined>>>;

/**
 * Server, port, user and base of a connection of the Directories view, for code that works with LDAP; none when the
 * person has no connection, or means another server. Undefined when dismissed.
 */
export async function directoryValues(
  { prompt, translate, directories, connections }: Deps,
  open: readonly PlaceholderName[],
): Promise<Values | undefined> {
  if (!open.includes('ldapHost')) return {};
  const offered = (await directories.list()).directories.flatMap((directory): readonly Choice<Values>[] => {
    const server = serverOf(directory);
    if (server === undefined) return [];
    const state = connections.state(directory.id);
    const context = state.kind === 'open' ? state.session.server.defaultNamingContext : undefined;
    const values = { ...server, bindDn: directory.user, baseDn: directory.bases[0] ?? context };
    const description = addressLabel(parseAddress(directory.url));
    return [{ label: directory.name, description, icon: 'database', value: usable(values, open) }];
  });
  if (offered.length === 0) return {};
  return prompt.pick(
    [...offered, { label: translate('Another server…'), icon: 'dash', value: {} }],
    translate('Directory'),
    translate('Whose server, user and base go into the code?'),
  );
}

/**
 * The server of a connection that the code can make as well. Its port is that of StartTLS or of LDAPS; code of the other
 * kind asks for its own. The sandbox is in this process, a socket has no host.
 */
function serverOf({ kind, url }: Directory): Known | undefined {
  const address = parseAddress(url);
  if (kind === 'sandbox' || address.scheme === 'ldapi') return undefined;
  if (misshapen('ldapHost', address.host) !== undefined) return undefined;
  const port = address.scheme === 'ldaps' ? 'ldapsPort' : 'ldapPort';
  return { ldapHost: address.host, [port]: String(address.port) };
}

/** Those that are known and that the code asks for. */
function usable(values: Known, open: readonly PlaceholderName[]): Values {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = values[name];
      return value !== undefined && value !== '' && open.includes(name) ? [[name, value]] : [];
    }),
  );
}
