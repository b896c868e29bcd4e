import { documentAddress } from '../documentAddress.ts';
import { parseJson } from '../json.ts';
import { IdentityError } from '../errors.ts';

/** The file name of manifests; the JSON schema is bound to it. */
const MANIFEST_FILE = 'entra-application.json';

/** The address of an application's manifest, to be edited or as the tenant has it. */
export function manifestAddress(
  name: string,
  tenant: string,
  clientId: string,
  kind: 'manifest' | 'tenant-manifest' = 'manifest',
): string {
  return documentAddress(kind, [name, MANIFEST_FILE], JSON.stringify([tenant, clientId]));
}

/** Tenant and client id in the address of a manifest. Throws `application.unknown`. */
export function manifestTarget(id: string): { readonly tenant: string; readonly clientId: string } {
  const parsed = parseJson(id);
  const parts: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const [tenant, clientId] = parts;
  if (typeof tenant === 'string' && typeof clientId === 'string') return { tenant, clientId };
  throw new IdentityError('application.unknown', { clientId: id });
}
