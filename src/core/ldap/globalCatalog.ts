import { addressLabel, parseAddress, type Directory } from './directory.ts';

const SUFFIX = '#globalCatalog';
const PORTS = { ldap: 3268, ldaps: 3269 } as const;

/**
 * The Global Catalog of a domain controller: the same host, user and password, the port that serves a part of every
 * domain of the forest ([MS-ADTS] 3.1.1.3.1.13). Undefined where there is none to derive: a socket, or a catalog.
 */
export function catalogOf(directory: Directory): Directory | undefined {
  const address = parseAddress(directory.url);
  if (address.scheme === 'ldapi' || isCatalog(directory.id)) return undefined;
  const port = PORTS[address.scheme];
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    ...directory,
    id: `${directory.id}${SUFFIX}`,
    name: `${directory.name} (${addressLabel({ ...address, port })})`,
    url: `${address.scheme}://${host}:${port}`,
    // The empty base is the whole forest there.
    bases: [''],
  };
}

/** Whether the id is that of a derived catalog. */
export function isCatalog(id: string): boolean {
  return id.endsWith(SUFFIX);
}

/** The connection a catalog is derived from; any other id stays. */
export function homeOf(id: string): string {
  return isCatalog(id) ? id.slice(0, -SUFFIX.length) : id;
}
