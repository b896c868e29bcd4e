import type { Governance } from '../governance/governance.ts';
import { sandboxId } from './sandboxId.ts';
import type { Group, PermissionScope, ServicePrincipal, TenantContent, User } from './model.ts';

/** Only members of these directory roles may consent for the whole tenant. */
const CONSENTING_ROLES = ['62e90394-69f5-4237-9190-012177145e10'];

/** One tenant: its resources and the questions the authorization server asks of them. */
export class SandboxTenant {
  readonly content: TenantContent;
  readonly governance: Governance;

  constructor(content: TenantContent, governance: Governance) {
    this.content = content;
    this.governance = governance;
  }

  get id(): string {
    return this.content.organization.id;
  }

  get name(): string {
    return this.content.organization.displayName;
  }

  get domain(): string {
    return this.content.organization.verifiedDomains[0]?.name ?? this.id;
  }

  /** Whether this is the tenant's id or one of its domains. */
  isCalled(idOrDomain: string): boolean {
    const wanted = idOrDomain.toLowerCase();
    return (
      wanted === this.id || this.content.organization.verifiedDomains.some(({ name }) => name === wanted)
    );
  }

  user(id: string): User | undefined {
    return this.content.users.find((each) => each.id === id);
  }

  /** The user who signs in with this name; a guest signs in with the address of the home tenant. */
  userNamed(name: string): User | undefined {
    const wanted = name.trim().toLowerCase();
    return this.content.users.find((each) => signInName(each).toLowerCase() === wanted);
  }

  servicePrincipal(appId: string): ServicePrincipal | undefined {
    return this.content.servicePrincipals.find((each) => each.appId === appId.toLowerCase());
  }

  /** The service principal that a scope's resource part names: application id or identifier URI. */
  resource(identifier: string): ServicePrincipal | undefined {
    const wanted = identifier.toLowerCase().replace(/\/$/, '');
    return this.content.servicePrincipals.find((each) =>
      each.servicePrincipalNames.some((name) => name.toLowerCase().replace(/\/$/, '') === wanted),
    );
  }

  /** Scope values of `resource` consented to for `client`, by an admin for all or by this user. */
  grantedScopes(client: ServicePrincipal, resource: ServicePrincipal, userId: string): string[] {
    const scopes = this.content.oauth2PermissionGrants
      .filter((grant) => grant.clientId === client.id && grant.resourceId === resource.id)
      .filter((grant) => grant.consentType === 'AllPrincipals' || grant.principalId === userId)
      .flatMap((grant) => grant.scope.split(' '));
    return [...new Set(scopes)];
  }

  /** Records consent; `userId` is null for the whole tenant. */
  grant(
    client: ServicePrincipal,
    resource: ServicePrincipal,
    scopes: readonly PermissionScope[],
    userId: string | null,
  ): void {
    if (scopes.length === 0) return;
    const grants = this.content.oauth2PermissionGrants;
    const index = grants.findIndex(
      (each) => each.clientId === client.id && each.resourceId === resource.id && each.principalId === userId,
    );
    const before = grants[index]?.scope.split(' ') ?? [];
    const grant = {
      id: grants[index]?.id ?? sandboxId(`grant/${client.id}/${resource.id}/${userId ?? ''}`),
      clientId: client.id,
      consentType: userId === null ? ('AllPrincipals' as const) : ('Principal' as const),
      principalId: userId,
      resourceId: resource.id,
      scope: [...new Set([...before, ...scopes.map((each) => each.value)])].join(' '),
    };
    grants.splice(index < 0 ? grants.length : index, index < 0 ? 0 : 1, grant);
  }

  /** Values of the app roles that a principal (user or service principal) holds on a resource, groups included. */
  appRoles(resource: ServicePrincipal, principalId: string): string[] {
    const principals = new Set([principalId, ...this.groupsOf(principalId).map((each) => each.id)]);
    const held = new Set(
      this.content.appRoleAssignments
        .filter((each) => each.resourceId === resource.id && principals.has(each.principalId))
        .map((each) => each.appRoleId),
    );
    return resource.appRoles.filter((role) => held.has(role.id) && role.isEnabled).map((role) => role.value);
  }

  /** Whether the user or one of the user's groups is assigned to the application. */
  isAssigned(application: ServicePrincipal, userId: string): boolean {
    const principals = new Set([userId, ...this.groupsOf(userId).map((each) => each.id)]);
    return this.content.appRoleAssignments.some(
      (each) => each.resourceId === application.id && principals.has(each.principalId),
    );
  }

  /** Groups the object belongs to, directly or through other groups. */
  groupsOf(memberId: string): Group[] {
    const found = new Set<string>();
    const visit = (id: string): void => {
      for (const { of, member } of this.content.memberships) {
        if (member !== id || found.has(of)) continue;
        found.add(of);
        visit(of);
      }
    };
    visit(memberId);
    return this.content.groups.filter((group) => found.has(group.id));
  }

  /** Template ids of the user's directory roles (`wids`). */
  roleTemplatesOf(userId: string): string[] {
    const roles = this.content.memberships.filter(({ member }) => member === userId).map(({ of }) => of);
    return this.content.directoryRoles
      .filter(({ id }) => roles.includes(id))
      .map((role) => role.roleTemplateId);
  }

  /** Whether the user may consent for everybody. */
  canConsentForAll(userId: string): boolean {
    return this.roleTemplatesOf(userId).some((role) => CONSENTING_ROLES.includes(role));
  }
}

/** The name a person types to sign in: the home tenant's address for a guest. */
export function signInName(user: User): string {
  return user.userType === 'Guest' && user.mail ? user.mail : user.userPrincipalName;
}
