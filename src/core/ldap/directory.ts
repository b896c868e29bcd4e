import { IdentityError } from '../errors.ts';
import { isObject, strings, text, type JsonObject } from '../json.ts';

/** A directory a person works with: an entry of the setting `identity.directories`, or the sandbox's. No secrets. */
export interface Directory {
  readonly id: string;
  readonly name: string;
  /** The sandbox's, one of the setting, or a server this window started. */
  readonly kind: 'sandbox' | 'configured' | 'local';
  /** `ldap:`, `ldaps:` or `ldapi:`. */
  readonly url: string;
  /** Turn an `ldap:` connection into TLS before anything else is sent. */
  readonly startTls: boolean;
  readonly bind: BindKind;
  /** A DN, a UPN, `DOMAIN\user`, or the authentication identity of SASL PLAIN. */
  readonly user?: string;
  /** The SASL authorization identity, when it is another than the user's. */
  readonly authorizationId?: string;
  readonly password: 'stored' | 'ask';
  /** PEM file of the authorities to trust instead of the system's. */
  readonly ca?: string;
  /** PEM files of the client's certificate and private key. */
  readonly certificate?: string;
  readonly privateKey?: string;
  /** The name the server's certificate must bear, when it is another than the host's. */
  readonly serverName?: string;
  /** Where the tree begins; the naming contexts of the server when empty. */
  readonly bases: readonly string[];
  /** Children shown at once. */
  readonly pageSize: number;
  /** Seconds in which the server must say something. */
  readonly timeout: number;
}

export const BIND_KINDS = ['anonymous', 'simple', 'external', 'plain'] as const;
export type BindKind = (typeof BIND_KINDS)[number];

/** The directories of the setting, and what is wrong with the entries that are none. */
export interface DirectorySettings {
  readonly directories: readonly Directory[];
  readonly problems: readonly IdentityError<'directories.broken'>[];
}

const PAGE_SIZE = 200;
const TIMEOUT_S = 30;

/** Reads the setting; a broken entry becomes a problem and costs only itself. */
export function parseDirectories(setting: unknown): DirectorySettings {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const directories: Directory[] = [];
  const problems: IdentityError<'directories.broken'>[] = [];
  for (const [position, entry] of entries.entries()) {
    const directory = readDirectory(entry, new Set(directories.map(({ id }) => id)));
    if (typeof directory === 'string')
      problems.push(new IdentityError('directories.broken', { index: position + 1, reason: directory }));
    else directories.push(directory);
  }
  return { directories, problems };
}

/** The directory, or the reason why the entry is none. */
function readDirectory(entry: unknown, taken: ReadonlySet<string>): Directory | string {
  if (!isObject(entry)) return 'It is not an object.';
  const [id, url, bind = 'anonymous'] = [text(entry, 'id'), text(entry, 'url'), text(entry, 'bind')];
  if (id === undefined || id === '') return 'The member "id" is missing.';
  if (taken.has(id) || RESERVED_IDS.includes(id)) return `The id ${id} is there twice.`;
  if (url === undefined || !isAddress(url))
    return 'The member "url" must be an ldap:, ldaps: or ldapi: address.';
  if (!isBindKind(bind)) return `The bind ${bind} is none of ${BIND_KINDS.join(', ')}.`;
  if (needsUser(bind) && (text(entry, 'user') ?? '') === '') return 'The member "user" is missing.';
  const startTls = entry['startTls'] === true;
  if (startTls && !url.toLowerCase().startsWith('ldap:')) return 'StartTLS is for ldap: addresses only.';
  return {
    id,
    name: text(entry, 'name') ?? id,
    kind: 'configured',
    url,
    startTls,
    bind,
    password: text(entry, 'password') === 'ask' ? 'ask' : 'stored',
    bases: strings(entry, 'bases'),
    pageSize: positive(entry, 'pageSize') ?? PAGE_SIZE,
    timeout: positive(entry, 'timeout') ?? TIMEOUT_S,
    ...optionalTexts(entry),
  };
}

const OPTIONAL = ['user', 'authorizationId', 'ca', 'certificate', 'privateKey', 'serverName'] as const;

function optionalTexts(entry: JsonObject): Partial<Pick<Directory, (typeof OPTIONAL)[number]>> {
  return Object.fromEntries(
    OPTIONAL.flatMap((name) => {
      const value = text(entry, name);
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

/** The directory as an entry of the setting: what is as by default is left out. */
export function directoryEntry(directory: Directory): JsonObject {
  const { id, name, url, startTls, bind, password, bases, pageSize, timeout } = directory;
  return {
    id,
    ...(name === id ? {} : { name }),
    url,
    ...(startTls ? { startTls } : {}),
    bind,
    ...Object.fromEntries(OPTIONAL.flatMap((each) => (directory[each] ? [[each, directory[each]]] : []))),
    ...(needsPassword(bind) && password === 'ask' ? { password } : {}),
    ...(bases.length === 0 ? {} : { bases }),
    ...(pageSize === PAGE_SIZE ? {} : { pageSize }),
    ...(timeout === TIMEOUT_S ? {} : { timeout }),
  };
}

/** The id of the built-in directory. */
export const SANDBOX_DIRECTORY = 'sandbox';

/** The id of the server this window started. */
export const LOCAL_SLAPD = 'local-slapd';

/** Ids no entry of the setting may have. */
export const RESERVED_IDS: readonly string[] = [SANDBOX_DIRECTORY, LOCAL_SLAPD];

/** A directory of a few facts, the rest as by default. */
export function newDirectory(
  facts: Pick<Directory, 'id' | 'name' | 'url' | 'bind'> & Partial<Directory>,
): Directory {
  return {
    kind: 'configured',
    startTls: false,
    password: 'stored',
    bases: [],
    pageSize: PAGE_SIZE,
    timeout: TIMEOUT_S,
    ...facts,
  };
}

/** Whether the bind sends a user. */
export function needsUser(bind: BindKind): boolean {
  return bind === 'simple' || bind === 'plain';
}

/** Whether the bind sends a password. */
export function needsPassword(bind: BindKind): boolean {
  return bind === 'simple' || bind === 'plain';
}

/** Whether a password would go over the network in clear. */
export function sendsPasswordInClear({ url, startTls, bind }: Directory): boolean {
  return needsPassword(bind) && !startTls && parseAddress(url).scheme === 'ldap';
}

/** Where a directory answers. */
export type DirectoryAddress =
  | { readonly scheme: 'ldap' | 'ldaps'; readonly host: string; readonly port: number }
  | { readonly scheme: 'ldapi'; readonly path: string };

const PORTS: Readonly<Record<'ldap' | 'ldaps', number>> = { ldap: 389, ldaps: 636 };

/** Reads an address: `ldap://host[:port]`, `ldaps://…`, `ldapi://%2Fpath`. Throws `directories.badAddress`. */
export function parseAddress(address: string): DirectoryAddress {
  const trimmed = address.trim();
  const socket = /^ldapi:\/\/([^/?#]+)\/?$/i.exec(trimmed)?.[1];
  if (socket !== undefined) return { scheme: 'ldapi', path: decodeURIComponent(socket) };
  if (!URL.canParse(trimmed)) throw new IdentityError('directories.badAddress', { address });
  const { protocol, hostname, port } = new URL(trimmed);
  const scheme = protocol.slice(0, -1);
  if ((scheme !== 'ldap' && scheme !== 'ldaps') || hostname === '')
    throw new IdentityError('directories.badAddress', { address });
  return {
    scheme,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? PORTS[scheme] : Number(port),
  };
}

/** Whether `parseAddress` takes it. */
export function isAddress(address: string): boolean {
  try {
    parseAddress(address);
    return true;
  } catch {
    return false;
  }
}

/** The address as people say it: `host:port`, or the socket's path. */
export function addressLabel(address: DirectoryAddress): string {
  return address.scheme === 'ldapi' ? address.path : `${address.host}:${address.port}`;
}

function isBindKind(bind: string): bind is BindKind {
  return BIND_KINDS.some((each) => each === bind);
}

function positive(entry: JsonObject, name: string): number | undefined {
  const value = entry[name];
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}
