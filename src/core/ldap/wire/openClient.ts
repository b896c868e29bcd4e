import { IdentityError } from '../../errors.ts';
import { utf8 } from '../bytes.ts';
import { needsPassword, type Directory } from '../directory.ts';
import { LdapClient } from './ldapClient.ts';
import type { BindRequest } from './messages.ts';
import { refusedBind } from './refusal.ts';
import type { LdapTransport } from './transport.ts';

/** What opening a connection needs from outside. */
export interface Opening {
  /** A connection to the address of the directory; for `ldaps:` TLS stands already. */
  connect(directory: Directory, signal: AbortSignal | undefined): Promise<LdapTransport>;
  /** The password, asked for only when it is about to be sent. */
  password(directory: Directory): Promise<string>;
}

/**
 * Opens a connection: connected, protected by StartTLS if the directory asks for it, and bound. Whatever fails closes
 * it. Throws `ldap.emptyPassword`, `ldap.bindRefused` and what connecting and StartTLS throw.
 */
export async function openClient(
  directory: Directory,
  { connect, password }: Opening,
  signal?: AbortSignal,
): Promise<LdapClient> {
  const secret = needsPassword(directory.bind) ? await password(directory) : '';
  if (needsPassword(directory.bind) && secret === '') throw new IdentityError('ldap.emptyPassword', {});
  const client = new LdapClient(await connect(directory, signal), directory.timeout * 1000);
  try {
    if (directory.startTls) await client.startTls(signal);
    await bind(client, directory, secret, signal);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

async function bind(
  client: LdapClient,
  directory: Directory,
  password: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { result } = await client.ask(bindRequest(directory, password), { signal });
  if (result.code !== 0) throw refusedBind(client.transport.name, userOf(directory), result);
}

function bindRequest({ bind: kind, user = '', authorizationId }: Directory, password: string): BindRequest {
  switch (kind) {
    case 'anonymous':
      return { kind: 'bind', name: '', authentication: { kind: 'simple', password: new Uint8Array() } };
    case 'simple':
      return { kind: 'bind', name: user, authentication: { kind: 'simple', password: utf8(password) } };
    case 'external': {
      const credentials = utf8(authorizationId ?? '');
      return { kind: 'bind', name: '', authentication: { kind: 'sasl', mechanism: 'EXTERNAL', credentials } };
    }
    case 'plain': {
      // RFC 4616 §2
      const credentials = utf8(`${authorizationId ?? ''}\0${user}\0${password}`);
      return { kind: 'bind', name: '', authentication: { kind: 'sasl', mechanism: 'PLAIN', credentials } };
    }
  }
}

function userOf({ bind: kind, user = '' }: Directory): string {
  return kind === 'external' ? 'the client certificate (SASL EXTERNAL)' : user;
}
