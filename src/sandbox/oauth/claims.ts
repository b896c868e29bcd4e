import { base64url } from 'jose';
import type { Application, ServicePrincipal, User } from '../directory/model.ts';
import { GRAPH_APP_ID } from '../directory/microsoftGraph.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { TOKEN_EXCHANGE_APP_ID } from '../workload/workloadSeed.ts';
import { signInName } from '../directory/sandboxTenant.ts';
import { authenticationLevel, type Authentication } from './clientAuthentication.ts';
import type { Client } from './client.ts';
import type { ResourceRequest } from './scopes.ts';
import { issuer, seconds, type SignIn, type Sts } from './sts.ts';

/** Lifetime of access and ID tokens, in seconds. */
export const TOKEN_LIFETIME = 3600;

/** Template id that every member of a tenant has in `wids`. */
const DEFAULT_USER_ROLE = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
/** Above these counts Entra leaves groups out: in a JWT, and in one that travels in a URL. */
const GROUP_LIMIT = { token: 200, front: 6 } as const;

type Claims = Readonly<Record<string, unknown>>;

/** Whom a token is about, and how the client got it. */
export interface TokenContext extends AppTokenContext {
  readonly client: Client;
}

/** The same for an application alone; a managed identity has no registration. */
export interface AppTokenContext {
  readonly sts: Sts;
  readonly client: Pick<Client, 'tenant' | 'principal'>;
  readonly authentication: Authentication;
}

/** The version of access tokens that the resource takes (`requestedAccessTokenVersion`; null is 1). */
export function tokenVersion(sts: Sts, resource: ServicePrincipal): 1 | 2 {
  if (resource.appId === TOKEN_EXCHANGE_APP_ID) return 2;
  return sts.directory.application(resource.appId)?.api.requestedAccessTokenVersion === 2 ? 2 : 1;
}

/** Claims of an access token for a user (Microsoft: access token claims reference). */
export async function userAccessClaims(
  context: TokenContext,
  { signIn, user }: { readonly signIn: SignIn; readonly user: User },
  request: ResourceRequest,
  scopes: readonly string[],
  more: Claims,
): Promise<Claims> {
  const { sts, client } = context;
  const resource = request.principal;
  const version = tokenVersion(sts, resource);
  const application = sts.directory.application(resource.appId);
  const isGraph = resource.appId === GRAPH_APP_ID;
  return {
    ...common(context, request, version),
    ...(version === 1 ? versionOneUser(user, signIn) : { preferred_username: signInName(user) }),
    name: user.displayName,
    oid: user.id,
    sub: await pairwiseSubject(signIn.tenant, user.id, resource.appId),
    sid: signIn.sid,
    scp: scopes.join(' '),
    ...listed('roles', client.tenant.appRoles(resource, user.id)),
    ...(isGraph ? { wids: [...client.tenant.roleTemplatesOf(user.id), DEFAULT_USER_ROLE] } : {}),
    ...groupClaims(sts, client.tenant, application, user, GROUP_LIMIT.token),
    ...homeTenant(sts, user),
    ...more,
  };
}

/** Claims of an access token for an application alone. */
export function appAccessClaims(context: AppTokenContext, request: ResourceRequest): Claims {
  const { sts, client } = context;
  const { principal } = client;
  const version = tokenVersion(sts, request.principal);
  return {
    ...common(context, request, version),
    ...(version === 1
      ? { app_displayname: principal.displayName, idp: issuer(sts, client.tenant.id, 1) }
      : {}),
    idtyp: 'app',
    oid: principal.id,
    sub: principal.id,
    ...listed('roles', client.tenant.appRoles(request.principal, principal.id)),
  };
}

/** Claims of an ID token (OpenID Connect Core §2; Microsoft: ID token claims reference). `front`: travels in a URL. */
export async function idClaims(
  context: TokenContext,
  { signIn, user }: { readonly signIn: SignIn; readonly user: User },
  openid: readonly string[],
  more: Claims & { readonly front?: boolean },
): Promise<Claims> {
  const { sts, client } = context;
  const { front, ...extra } = more;
  return {
    aud: client.application.appId,
    iss: issuer(sts, client.tenant.id, 2),
    ...times(sts),
    ...(openid.includes('profile') ? { name: user.displayName } : {}),
    ...(openid.includes('email') && user.mail ? { email: user.mail } : {}),
    preferred_username: signInName(user),
    oid: user.id,
    sub: await pairwiseSubject(signIn.tenant, user.id, client.application.appId),
    sid: signIn.sid,
    tid: client.tenant.id,
    ver: '2.0',
    ...identifiers(sts),
    ...listed('roles', client.tenant.appRoles(client.principal, user.id)),
    ...groupClaims(
      sts,
      client.tenant,
      client.application,
      user,
      front ? GROUP_LIMIT.front : GROUP_LIMIT.token,
    ),
    ...homeTenant(sts, user),
    xms_sandbox: true,
    ...extra,
  };
}

/** `sub`: the same for a user in one application, different in every other (OpenID Connect Core §8.1). */
export async function pairwiseSubject(tenant: SandboxTenant, userId: string, appId: string): Promise<string> {
  const input = new TextEncoder().encode(`${tenant.id}|${userId}|${appId}`);
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', input)));
}

function common(
  { sts, client, authentication }: AppTokenContext,
  request: ResourceRequest,
  version: 1 | 2,
): Claims {
  const { appId } = client.principal;
  const level = authenticationLevel[authentication];
  return {
    aud: audience(request, version),
    iss: issuer(sts, client.tenant.id, version),
    ...times(sts),
    ...(version === 1 ? { appid: appId, appidacr: level } : { azp: appId, azpacr: level }),
    tid: client.tenant.id,
    ver: `${version}.0`,
    ...identifiers(sts),
    xms_sandbox: true,
  };
}

/** Version 2.0 names the resource by client id; version 1.0 as the client asked for it. */
function audience(request: ResourceRequest, version: 1 | 2): string {
  const { principal, prefix } = request;
  if (version === 2) return principal.appId;
  const asked = prefix.slice(0, -1);
  return asked === '' ? (principal.servicePrincipalNames[1] ?? principal.appId) : asked;
}

function times(sts: Sts): Claims {
  const now = seconds(sts);
  return { iat: now, nbf: now, exp: now + TOKEN_LIFETIME };
}

/** Opaque bookkeeping claims: fresh for each token. */
function identifiers({ random }: Sts): Claims {
  return {
    uti: base64url.encode(random(16)),
    rh: `1.${base64url.encode(random(24))}.`,
    aio: base64url.encode(random(24)),
  };
}

function versionOneUser(user: User, signIn: SignIn): Claims {
  return {
    acr: '1',
    amr: signIn.amr,
    family_name: user.surname,
    given_name: user.givenName,
    ipaddr: '127.0.0.1',
    unique_name: signInName(user),
    upn: user.userPrincipalName,
  };
}

/** `idp` of a guest: the home tenant's version 1.0 issuer. */
function homeTenant(sts: Sts, user: User): Claims {
  if (user.userType !== 'Guest') return {};
  const home = sts.directory.tenant(user.mail?.split('@')[1] ?? '');
  return { idp: home ? issuer(sts, home.id, 1) : 'mail' };
}

function groupClaims(
  sts: Sts,
  tenant: SandboxTenant,
  application: Application | undefined,
  user: User,
  limit: number,
): Claims {
  if (!application?.groupMembershipClaims) return {};
  const groups = tenant.groupsOf(user.id).map((group) => group.id);
  if (groups.length <= limit) return listed('groups', groups);
  if (limit === GROUP_LIMIT.front) return { hasgroups: true };
  const endpoint = `${sts.addresses.origin}/graph/v1.0/users/${user.id}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}

function listed(name: string, values: readonly string[]): Claims {
  return values.length > 0 ? { [name]: values } : {};
}
