import type { Platform } from '../../core/entra/application.ts';
import { redirectUriProblem } from '../../core/entra/redirectUriRules.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { derBase64, fromBase64 } from '../certificate.ts';
import {
  signInAudiences,
  type Application,
  type AppRole,
  type KeyCredential,
  type PermissionScope,
  type RequiredResourceAccess,
} from '../directory/model.ts';
import {
  readFlag,
  readGuid,
  readObject,
  readObjects,
  readOptionalText,
  readText,
  readTexts,
  readWord,
  refuseOthers,
} from './bodyReader.ts';
import { badRequest, GraphError } from './graphError.ts';

const WRITABLE = [
  'displayName',
  'description',
  'notes',
  'identifierUris',
  'signInAudience',
  'isFallbackPublicClient',
  'groupMembershipClaims',
  'optionalClaims',
  'tags',
  'web',
  'spa',
  'publicClient',
  'api',
  'appRoles',
  'requiredResourceAccess',
  'keyCredentials',
];
/** Complex properties: a PATCH changes the members it names and leaves the others. */
const MERGED = ['web', 'spa', 'publicClient', 'api'];

/**
 * The application as a PATCH (or the body of a POST, over an empty one) makes it. `domains` are the tenant's verified
 * ones. Throws Graph's 400 errors; secrets and certificates keep their own rules.
 */
export async function changedApplication(
  before: Application,
  body: JsonObject,
  domains: readonly string[],
): Promise<Application> {
  refuseOthers(body, WRITABLE, 'application');
  const json: JsonObject = { ...before, ...body, ...merged(before, body) };
  const api = readObject(json, 'api');
  const after: Application = {
    ...before,
    displayName: displayName(json),
    description: readOptionalText(json, 'description'),
    notes: readOptionalText(json, 'notes'),
    identifierUris: readTexts(json, 'identifierUris'),
    signInAudience: readWord(json, 'signInAudience', signInAudiences),
    isFallbackPublicClient: readFlag(json, 'isFallbackPublicClient', false),
    groupMembershipClaims: readOptionalText(json, 'groupMembershipClaims'),
    optionalClaims: isObject(json['optionalClaims']) ? json['optionalClaims'] : null,
    tags: readTexts(json, 'tags'),
    web: readWeb(readObject(json, 'web')),
    spa: { redirectUris: readTexts(readObject(json, 'spa'), 'redirectUris') },
    publicClient: { redirectUris: readTexts(readObject(json, 'publicClient'), 'redirectUris') },
    api: {
      requestedAccessTokenVersion: tokenVersion(api),
      oauth2PermissionScopes: readObjects(api, 'oauth2PermissionScopes').map(readScope),
      knownClientApplications: readTexts(api, 'knownClientApplications'),
      preAuthorizedApplications: readObjects(api, 'preAuthorizedApplications').map((each) => ({
        appId: readGuid(each, 'appId'),
        delegatedPermissionIds: readTexts(each, 'delegatedPermissionIds'),
      })),
    },
    appRoles: readObjects(json, 'appRoles').map(readRole),
    requiredResourceAccess: readObjects(json, 'requiredResourceAccess').map(readAccess),
    keyCredentials: await readKeys(before, readObjects(json, 'keyCredentials')),
  };
  checkRedirectUris(after);
  checkIdentifierUris(before, after, domains);
  checkEntitlements(before.api.oauth2PermissionScopes, after.api.oauth2PermissionScopes);
  checkEntitlements(before.appRoles, after.appRoles);
  checkAuthorizedClients(after);
  return after;
}

function merged(before: Application, body: JsonObject): JsonObject {
  const old: JsonObject = { ...before };
  return Object.fromEntries(
    MERGED.filter((name) => name in body).map((name) => {
      const [was, is] = [readObject(old, name), readObject(body, name)];
      const implicit = {
        ...readObject(was, 'implicitGrantSettings'),
        ...readObject(is, 'implicitGrantSettings'),
      };
      return [name, { ...was, ...is, ...(name === 'web' ? { implicitGrantSettings: implicit } : {}) }];
    }),
  );
}

function displayName(json: JsonObject): string {
  const name = readText(json, 'displayName').trim();
  if (name === '' || name.length > 256)
    throw badRequest("Invalid value specified for property 'displayName': 1 to 256 characters.");
  return name;
}

function tokenVersion(api: JsonObject): number | null {
  const version = api['requestedAccessTokenVersion'] ?? null;
  if (version === null || version === 1 || version === 2) return version;
  throw badRequest("Invalid value specified for property 'requestedAccessTokenVersion': null, 1 or 2.");
}

function readWeb(web: JsonObject): Application['web'] {
  refuseOthers(
    web,
    ['redirectUris', 'homePageUrl', 'logoutUrl', 'implicitGrantSettings', 'redirectUriSettings'],
    'web',
  );
  const implicit = readObject(web, 'implicitGrantSettings');
  return {
    redirectUris: readTexts(web, 'redirectUris'),
    homePageUrl: readOptionalText(web, 'homePageUrl'),
    logoutUrl: readOptionalText(web, 'logoutUrl'),
    implicitGrantSettings: {
      enableIdTokenIssuance: readFlag(implicit, 'enableIdTokenIssuance', false),
      enableAccessTokenIssuance: readFlag(implicit, 'enableAccessTokenIssuance', false),
    },
  };
}

function readScope(json: JsonObject): PermissionScope {
  return {
    id: readGuid(json, 'id'),
    value: readText(json, 'value'),
    type: readWord(json, 'type', ['User', 'Admin']),
    isEnabled: readFlag(json, 'isEnabled', true),
    adminConsentDisplayName: readText(json, 'adminConsentDisplayName'),
    adminConsentDescription: readText(json, 'adminConsentDescription'),
    userConsentDisplayName: readOptionalText(json, 'userConsentDisplayName'),
    userConsentDescription: readOptionalText(json, 'userConsentDescription'),
  };
}

function readRole(json: JsonObject): AppRole {
  const members = readTexts(json, 'allowedMemberTypes');
  return {
    id: readGuid(json, 'id'),
    value: readText(json, 'value'),
    allowedMemberTypes: (['User', 'Application'] as const).filter((type) => members.includes(type)),
    displayName: readText(json, 'displayName'),
    description: readText(json, 'description'),
    isEnabled: readFlag(json, 'isEnabled', true),
  };
}

function readAccess(json: JsonObject): RequiredResourceAccess {
  return {
    resourceAppId: readGuid(json, 'resourceAppId'),
    resourceAccess: readObjects(json, 'resourceAccess').map((each) => ({
      id: readGuid(each, 'id'),
      type: readWord(each, 'type', ['Scope', 'Role']),
    })),
  };
}

/** Certificates: those already there are known by keyId and come back without their bytes; new ones bring them. */
async function readKeys(before: Application, keys: readonly JsonObject[]): Promise<KeyCredential[]> {
  return Promise.all(
    keys.map(async (json) => {
      const known = before.keyCredentials.find(({ keyId }) => keyId === json['keyId']);
      if (
        known !== undefined &&
        (json['key'] === null || json['key'] === undefined || json['key'] === known.key)
      )
        return known;
      return newKey(json);
    }),
  );
}

async function newKey(json: JsonObject): Promise<KeyCredential> {
  const key = derOf(readText(json, 'key'));
  const { X509Certificate } = await x509();
  let certificate: InstanceType<typeof X509Certificate>;
  try {
    certificate = new X509Certificate(key);
  } catch {
    throw new GraphError(
      400,
      'KeyCredentialsInvalid',
      "Key credential's key is not a valid X.509 certificate.",
    );
  }
  const sha1 = new Uint8Array(await crypto.subtle.digest('SHA-1', fromBase64(key)));
  return {
    keyId: typeof json['keyId'] === 'string' ? readGuid(json, 'keyId') : crypto.randomUUID(),
    displayName: readOptionalText(json, 'displayName') ?? certificate.subject,
    type: 'AsymmetricX509Cert',
    usage: readWord({ usage: 'Verify', ...json }, 'usage', ['Verify']),
    customKeyIdentifier: btoa(String.fromCharCode(...sha1)),
    key,
    startDateTime: certificate.notBefore.toISOString(),
    endDateTime: certificate.notAfter.toISOString(),
  };
}

async function x509() {
  await import('reflect-metadata');
  return await import('@peculiar/x509');
}

/** Graph takes the bytes of a .cer file, which may itself be PEM. */
function derOf(key: string): string {
  try {
    const bytes = new TextDecoder('latin1').decode(fromBase64(key));
    return bytes.startsWith('-----BEGIN') ? derBase64(bytes) : key;
  } catch {
    throw badRequest("Invalid value specified for property 'key': base64 is needed.");
  }
}

function checkRedirectUris(application: Application): void {
  const platforms: readonly Platform[] = ['web', 'spa', 'publicClient'];
  for (const platform of platforms)
    for (const uri of application[platform].redirectUris) {
      const problem = redirectUriProblem(uri, platform, application.signInAudience);
      if (problem !== undefined) throw badRequest(`Reply url '${uri}' is not valid. ${problem}`);
    }
}

function checkIdentifierUris(before: Application, after: Application, domains: readonly string[]): void {
  for (const uri of after.identifierUris.filter((each) => !before.identifierUris.includes(each))) {
    const isOwn = uri === `api://${after.appId}` || uri.startsWith(`api://${after.appId}/`);
    const host = URL.canParse(uri) ? new URL(uri).host : '';
    const isVerified = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
    if (isOwn || isVerified) continue;
    const message = `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`;
    throw new GraphError(400, 'HostNameNotOnVerifiedDomain', message);
  }
}

interface Entitlement {
  readonly id: string;
  readonly value: string;
  readonly isEnabled: boolean;
}

/** An enabled scope or role stays, under the same value, until it is disabled; no two have the same value. */
function checkEntitlements(before: readonly Entitlement[], after: readonly Entitlement[]): void {
  const twin = after.find(({ id, value }) => after.some((each) => each.id !== id && each.value === value));
  if (twin !== undefined)
    throw badRequest(`Property value has duplicate entries: '${twin.value}' is there twice.`);
  const gone = before.find(
    ({ id, value, isEnabled }) => isEnabled && !after.some((each) => each.id === id && each.value === value),
  );
  if (gone === undefined) return;
  const message =
    'Property value cannot be deleted unless it is disabled first: Permission (scope or role) cannot be deleted or updated unless disabled first.';
  throw new GraphError(400, 'CannotDeleteOrUpdateEnabledEntitlement', message);
}

/** Pre-authorized clients are given scopes that exist. */
function checkAuthorizedClients({ api }: Application): void {
  const stranger = api.preAuthorizedApplications
    .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds)
    .find((id) => !api.oauth2PermissionScopes.some((scope) => scope.id === id));
  if (stranger !== undefined)
    throw new GraphError(
      400,
      'InvalidValue',
      `Property api.preAuthorizedApplications refers to the permission '${stranger}', which cannot be found.`,
    );
}
