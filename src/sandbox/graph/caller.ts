import { errors, type JWTPayload } from 'jose';
import { list, strings, text } from '../../core/json.ts';
import { GRAPH_APP_ID, GRAPH_URI } from '../directory/microsoftGraph.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import type { Sts } from '../oauth/sts.ts';
import { GraphError } from './graphError.ts';

/** Who calls Graph, as the access token says. */
export interface Caller {
  readonly tenant: SandboxTenant;
  /** Absent when an application calls for itself. */
  readonly userId: string | undefined;
  /** Delegated permissions (`scp`) or application permissions (`roles`). */
  readonly permissions: readonly string[];
  readonly claims: JWTPayload;
}

/** What it takes to do something: any one of the permissions of the caller's kind. */
export interface Permissions {
  readonly delegated: readonly string[];
  readonly application: readonly string[];
}

/** The same permissions for users and applications. */
export const eitherKind = (...permissions: readonly string[]): Permissions => ({
  delegated: permissions,
  application: permissions,
});

const GRAPH = { ids: [GRAPH_URI, GRAPH_APP_ID], name: 'Microsoft Graph' };

/**
 * Reads the bearer token (RFC 6750 §2.1), which must be for the API that goes by these identifiers. Throws 401
 * InvalidAuthenticationToken.
 */
export async function callerOf(
  sts: Sts,
  request: Request,
  api: { readonly ids: readonly string[]; readonly name: string } = GRAPH,
): Promise<Caller> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) throw unauthorized('Access token is empty.');
  const claims = await verify(sts, token);
  const audience = [claims.aud ?? ''].flat().join(' ').replace(/\/$/, '');
  // Graph's tokens may be asked for by the address it is served at, as Azure CLI does.
  const ids = api === GRAPH ? [...api.ids, `${sts.addresses.origin}/graph`] : api.ids;
  if (!ids.includes(audience)) {
    throw unauthorized(
      `Access token validation failure. Invalid audience: '${audience}' is not ${api.name}.`,
    );
  }
  const tenant = sts.directory.tenant(text(claims, 'tid') ?? '');
  if (!tenant) throw unauthorized('Access token names a tenant that does not exist.');
  const scp = text(claims, 'scp');
  const isUser = scp !== undefined;
  const permissions = isUser
    ? scp.split(' ')
    : list(claims, 'roles').length > 0
      ? strings(claims, 'roles')
      : [];
  return { tenant, userId: isUser ? text(claims, 'oid') : undefined, permissions, claims };
}

/** Throws 403 Authorization_RequestDenied when the caller has none of the permissions. */
export function requirePermission(caller: Caller, { delegated, application }: Permissions): void {
  const enough = caller.userId === undefined ? application : delegated;
  if (enough.some((permission) => caller.permissions.includes(permission))) return;
  const message = `Insufficient privileges to complete the operation. One of these permissions is needed: ${enough.join(', ')}.`;
  throw new GraphError(403, 'Authorization_RequestDenied', message);
}

async function verify(sts: Sts, token: string): Promise<JWTPayload> {
  try {
    return await sts.signer.verify(token, sts.clock.now());
  } catch (error) {
    const isExpired = error instanceof errors.JWTExpired;
    throw unauthorized(
      isExpired
        ? 'Lifetime validation failed, the token is expired.'
        : 'Access token is not one of this sandbox.',
    );
  }
}

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message);
}
