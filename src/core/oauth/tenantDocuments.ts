import { IdentityError } from '../errors.ts';
import { isObject, parseJson } from '../json.ts';
import type { Fetch } from '../ports.ts';
import { readMetadata } from './discovery.ts';
import type { Tenant } from './model.ts';

/** The tenant's discovery document as indented JSON. Throws the `discovery.*` errors. */
export async function discoveryDocument(fetch: Fetch, tenant: Tenant): Promise<string> {
  return indented(await readMetadata(fetch, tenant));
}

/** The tenant's published signing keys (RFC 7517 §5) as indented JSON. Throws the `discovery.*` errors. */
export async function keysDocument(fetch: Fetch, tenant: Tenant): Promise<string> {
  const { jwks_uri: url, issuer } = await readMetadata(fetch, tenant);
  if (url === undefined)
    throw new IdentityError('discovery.incomplete', { url: issuer, members: 'jwks_uri' });
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  const keys = parseJson(await response.text());
  if (isObject(keys)) return indented(keys);
  throw new IdentityError('discovery.notJson', {
    url,
    contentType: response.headers.get('content-type') ?? 'something',
  });
}

function indented(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
