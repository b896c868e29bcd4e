import { child, isObject, list, strings, text, type JsonObject } from '../json.ts';

/** A secret or certificate as Graph shows it: never the secret itself. Times are milliseconds since the epoch. */
export interface CredentialProperty {
  readonly keyId: string;
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** The first characters of a secret. */
  readonly hint?: string;
  /** SHA-1 of a certificate, hexadecimal. */
  readonly thumbprint?: string;
}

/** A delegated permission that the application's API exposes. */
export interface ScopeProperty {
  readonly id: string;
  readonly value: string;
  readonly title: string;
  readonly isEnabled: boolean;
  /** Only an administrator may consent. */
  readonly needsAdmin: boolean;
}

export interface RoleProperty {
  readonly id: string;
  readonly value: string;
  readonly title: string;
  readonly isEnabled: boolean;
  readonly members: readonly string[];
}

/** A permission the registration asks for, by id. */
export interface RequestedPermission {
  readonly resourceAppId: string;
  readonly id: string;
  readonly type: 'Scope' | 'Role';
}

/** What a registration holds, property by property, as the tree shows and the commands change it. */
export interface ApplicationProperties {
  readonly identifierUris: readonly string[];
  readonly logoutUrl?: string;
  readonly tokenVersion: 1 | 2;
  readonly tags: readonly string[];
  readonly secrets: readonly CredentialProperty[];
  readonly certificates: readonly CredentialProperty[];
  readonly scopes: readonly ScopeProperty[];
  readonly roles: readonly RoleProperty[];
  readonly requested: readonly RequestedPermission[];
}

/** Reads Graph's `application` resource (https://learn.microsoft.com/graph/api/resources/application). */
export function readProperties(resource: JsonObject): ApplicationProperties {
  const api = child(resource, 'api');
  const logoutUrl = text(child(resource, 'web'), 'logoutUrl');
  return {
    identifierUris: strings(resource, 'identifierUris'),
    ...(logoutUrl === undefined ? {} : { logoutUrl }),
    tokenVersion: api['requestedAccessTokenVersion'] === 2 ? 2 : 1,
    tags: strings(resource, 'tags'),
    secrets: objects(resource, 'passwordCredentials').map(readCredential),
    certificates: objects(resource, 'keyCredentials').map(readCredential),
    scopes: objects(api, 'oauth2PermissionScopes').map((json) => ({
      ...entitlement(json),
      title: text(json, 'adminConsentDisplayName') ?? '',
      needsAdmin: json['type'] === 'Admin',
    })),
    roles: objects(resource, 'appRoles').map((json) => ({
      ...entitlement(json),
      title: text(json, 'displayName') ?? '',
      members: strings(json, 'allowedMemberTypes'),
    })),
    requested: objects(resource, 'requiredResourceAccess').flatMap((access) =>
      objects(access, 'resourceAccess').map((each) => ({
        resourceAppId: text(access, 'resourceAppId') ?? '',
        id: text(each, 'id') ?? '',
        type: each['type'] === 'Role' ? ('Role' as const) : ('Scope' as const),
      })),
    ),
  };
}

/** The objects of a list, others left out. */
export function objects(json: JsonObject, name: string): readonly JsonObject[] {
  return list(json, name).filter(isObject);
}

function entitlement(json: JsonObject) {
  return {
    id: text(json, 'id') ?? '',
    value: text(json, 'value') ?? '',
    isEnabled: json['isEnabled'] !== false,
  };
}

function readCredential(json: JsonObject): CredentialProperty {
  const [hint, digest] = [text(json, 'hint'), text(json, 'customKeyIdentifier')];
  const keyId = text(json, 'keyId') ?? '';
  const name = text(json, 'displayName');
  return {
    keyId,
    name: name === undefined || name === '' ? keyId : name,
    startsAt: Date.parse(text(json, 'startDateTime') ?? ''),
    endsAt: Date.parse(text(json, 'endDateTime') ?? ''),
    ...(hint === undefined ? {} : { hint }),
    ...(digest === undefined ? {} : { thumbprint: hexadecimal(digest) }),
  };
}

/** Graph writes thumbprints in base64, older registrations in hexadecimal. */
function hexadecimal(digest: string): string {
  if (/^[0-9a-f]{40}$/i.test(digest)) return digest.toUpperCase();
  try {
    const bytes = Array.from(atob(digest), (character) => character.charCodeAt(0));
    return bytes
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase();
  } catch {
    return digest;
  }
}
