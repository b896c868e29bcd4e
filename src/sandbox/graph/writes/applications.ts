import { servicePrincipalOf } from '../../directory/buildApplication.ts';
import type { Application } from '../../directory/model.ts';
import type { SandboxTenant } from '../../directory/sandboxTenant.ts';
import { randomId, type Sts } from '../../oauth/sts.ts';
import { changedApplication } from '../applicationBody.ts';
import { readGuid, readText } from '../bodyReader.ts';
import { GraphError, badRequest, notFound } from '../graphError.ts';
import { applicationOf, DONE, put, writeApplications, type WriteContext, type WriteRoute } from './route.ts';

const DAY = 24 * 3600 * 1000;
const KEPT_DAYS = 30;

/** Creating, changing, deleting and restoring app registrations, their owners and their service principals. */
export const applicationWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'applications',
    permissions: writeApplications,
    async act({ sts, caller, tenant, body }) {
      const application = await changedApplication(emptyApplication(sts, tenant), body, domainsOf(tenant));
      checkUnique(sts, application);
      tenant.content.applications.push(application);
      const owner = caller.userId ?? tenant.servicePrincipal(String(caller.claims['appid']))?.id;
      if (owner !== undefined) tenant.content.owners.push({ of: application.id, member: owner });
      return { status: 201, body: application };
    },
  },
  {
    method: 'PATCH',
    path: 'applications/*',
    permissions: writeApplications,
    async act({ sts, tenant, keys, body }) {
      const before = applicationOf(tenant, keys[0]);
      const after = await changedApplication(before, body, domainsOf(tenant));
      checkUnique(sts, after);
      put(tenant.content.applications, before, after);
      followApplication(sts, after);
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: 'applications/*',
    permissions: writeApplications,
    act({ sts, tenant, keys }) {
      const application = applicationOf(tenant, keys[0]);
      const principal = tenant.servicePrincipal(application.appId);
      const deletedDateTime = new Date(sts.clock.now()).toISOString();
      put(tenant.content.applications, application, undefined);
      if (principal !== undefined) put(tenant.content.servicePrincipals, principal, undefined);
      tenant.content.deletedApplications.push({
        application: { ...application, deletedDateTime },
        principal,
      });
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'directory/deletedItems/*/restore',
    permissions: writeApplications,
    act(context) {
      const { content } = context.tenant;
      const item = deletedItem(context);
      const { deletedDateTime, ...application } = item.application;
      if (context.sts.clock.now() - Date.parse(deletedDateTime) > KEPT_DAYS * DAY)
        throw notFound(application.id);
      checkUnique(context.sts, application);
      put(content.deletedApplications, item, undefined);
      content.applications.push(application);
      if (item.principal !== undefined) content.servicePrincipals.push(item.principal);
      return { status: 200, body: application };
    },
  },
  {
    method: 'DELETE',
    path: 'directory/deletedItems/*',
    permissions: writeApplications,
    act(context) {
      put(context.tenant.content.deletedApplications, deletedItem(context), undefined);
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'applications/*/owners/$ref',
    permissions: writeApplications,
    act({ tenant, keys, body }) {
      const application = applicationOf(tenant, keys[0]);
      const id = readText(body, '@odata.id').split('/').at(-1)?.toLowerCase() ?? '';
      const { users, servicePrincipals, owners } = tenant.content;
      if (![...users, ...servicePrincipals].some((each) => each.id === id)) throw notFound(id);
      if (owners.some(({ of, member }) => of === application.id && member === id))
        throw badRequest(
          "One or more added object references already exist for the following modified properties: 'owners'.",
        );
      owners.push({ of: application.id, member: id });
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: 'applications/*/owners/*/$ref',
    permissions: writeApplications,
    act({ tenant, keys }) {
      const application = applicationOf(tenant, keys[0]);
      const owner = tenant.content.owners.find(
        ({ of, member }) => of === application.id && member === keys[1]?.toLowerCase(),
      );
      if (owner === undefined) throw notFound(keys[1] ?? '');
      put(tenant.content.owners, owner, undefined);
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'servicePrincipals',
    permissions: writeApplications,
    act({ sts, tenant, body }) {
      const appId = readGuid(body, 'appId');
      const application = sts.directory.application(appId);
      const home = sts.directory.tenants.find(({ content }) =>
        content.applications.some((each) => each.appId === appId),
      );
      if (application === undefined || home === undefined)
        throw badRequest(
          `The appId '${appId}' of the service principal does not reference a valid application object.`,
        );
      if (tenant.servicePrincipal(appId) !== undefined)
        throw new GraphError(
          409,
          'Request_MultipleObjectsWithSameKeyValue',
          `The service principal cannot be created because the service principal name ${appId} is already in use.`,
        );
      const principal = servicePrincipalOf(application, randomId(sts.random), home.id);
      tenant.content.servicePrincipals.push(principal);
      return { status: 201, body: principal };
    },
  },
];

function deletedItem({ tenant, keys }: WriteContext) {
  const item = tenant.content.deletedApplications.find(
    ({ application }) => application.id === keys[0]?.toLowerCase(),
  );
  if (item === undefined) throw notFound(keys[0] ?? '');
  return item;
}

function emptyApplication({ clock, random }: Sts, tenant: SandboxTenant): Application {
  return {
    id: randomId(random),
    appId: randomId(random),
    displayName: '',
    description: null,
    notes: null,
    identifierUris: [],
    signInAudience: 'AzureADMultipleOrgs',
    publisherDomain: tenant.domain,
    createdDateTime: new Date(clock.now()).toISOString(),
    isFallbackPublicClient: false,
    groupMembershipClaims: null,
    optionalClaims: null,
    tags: [],
    web: {
      redirectUris: [],
      homePageUrl: null,
      logoutUrl: null,
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    api: {
      requestedAccessTokenVersion: null,
      oauth2PermissionScopes: [],
      knownClientApplications: [],
      preAuthorizedApplications: [],
    },
    appRoles: [],
    requiredResourceAccess: [],
    passwordCredentials: [],
    keyCredentials: [],
  };
}

const domainsOf = ({ content }: SandboxTenant): string[] =>
  content.organization.verifiedDomains.map(({ name }) => name);

function checkUnique({ directory }: Sts, application: Application): void {
  const others = directory.tenants
    .flatMap(({ content }) => content.applications)
    .filter(({ id }) => id !== application.id);
  const taken = application.identifierUris.find((uri) =>
    others.some((each) => each.identifierUris.includes(uri)),
  );
  if (taken !== undefined)
    throw new GraphError(
      400,
      'Request_BadRequest',
      `Another object with the same value for property identifierUris already exists: '${taken}'.`,
    );
}

/** Service principals repeat what the registration says, in every tenant. */
function followApplication({ directory }: Sts, application: Application): void {
  for (const { content } of directory.tenants)
    for (const principal of content.servicePrincipals.filter(({ appId }) => appId === application.appId)) {
      const { id, appOwnerOrganizationId, appRoleAssignmentRequired, accountEnabled, tags } = principal;
      const made = servicePrincipalOf(application, id, appOwnerOrganizationId, appRoleAssignmentRequired);
      put(content.servicePrincipals, principal, { ...made, accountEnabled, tags });
    }
}
