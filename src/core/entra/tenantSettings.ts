import { IdentityError } from '../errors.ts';
import { isObject, text } from '../json.ts';
import { isSignInMethod, signInMethods, type SignInChoice } from './signIn/methods.ts';
import type { AuthorityKind, Tenant } from '../oauth/model.ts';
import { isSecureAddress } from '../oauth/secureAddress.ts';

const KINDS: Readonly<Record<AuthorityKind, true>> = {
  sandbox: true,
  entra: true,
  externalId: true,
  b2c: true,
  adfs: true,
  oidc: true,
};

/** The tenants of the setting `identity.tenants`, and what is wrong with the entries that are none. */
export interface TenantSettings {
  readonly tenants: readonly Tenant[];
  readonly problems: readonly IdentityError<'tenants.broken'>[];
}

/** Reads the setting; a broken entry becomes a problem and costs only itself. */
export function parseTenants(setting: unknown): TenantSettings {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const tenants: Tenant[] = [];
  const problems: IdentityError<'tenants.broken'>[] = [];
  for (const [position, entry] of entries.entries()) {
    const tenant = readTenant(entry, new Set(tenants.map((each) => each.id)));
    if (typeof tenant === 'string')
      problems.push(new IdentityError('tenants.broken', { index: position + 1, reason: tenant }));
    else tenants.push(tenant);
  }
  return { tenants, problems };
}

/** The tenant, or the reason why the entry is none. */
function readTenant(entry: unknown, taken: ReadonlySet<string>): Tenant | string {
  if (!isObject(entry)) return 'It is not an object.';
  const id = text(entry, 'id');
  const authority = text(entry, 'authority');
  const kind = text(entry, 'kind') ?? 'oidc';
  if (id === undefined || id === '') return 'The member "id" is missing.';
  if (taken.has(id)) return `The id ${id} is there twice.`;
  if (authority === undefined || !isSecureAddress(authority))
    return 'The member "authority" must be an https: address (http: on loopback).';
  if (!isKind(kind)) return `The kind ${kind} is none of ${Object.keys(KINDS).join(', ')}.`;
  if (kind === 'sandbox') return 'The sandbox is built in; it needs no entry.';
  const graph = text(entry, 'graph');
  if (graph !== undefined && !isSecureAddress(graph))
    return 'The member "graph" must be an https: address (http: on loopback).';
  const signIn = readSignIn(entry['signIn']);
  if (typeof signIn === 'string') return signIn;
  return {
    id,
    name: text(entry, 'name') ?? id,
    kind,
    authority,
    ...(graph === undefined ? {} : { graph }),
    ...(signIn === undefined ? {} : { signIn }),
  };
}

/** How the tenant is signed in to, the reason why the member is none, or nothing when it is absent. */
export function readSignIn(value: unknown): SignInChoice | string | undefined {
  if (value === undefined) return undefined;
  const method = isObject(value) ? text(value, 'method') : undefined;
  if (!isObject(value) || method === undefined || !isSignInMethod(method))
    return `The member "signIn" needs a "method": ${signInMethods.map(({ id }) => id).join(', ')}.`;
  const clientId = text(value, 'clientId');
  return { method, ...(clientId === undefined ? {} : { clientId }) };
}

function isKind(kind: string): kind is AuthorityKind {
  return Object.hasOwn(KINDS, kind);
}
