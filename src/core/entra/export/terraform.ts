import { child, list, strings, text, type JsonObject } from '../../json.ts';
import { objects } from '../applicationProperties.ts';
import { creationBody } from './resourceBody.ts';

/** A block or attribute of HCL. */
type Entry = readonly [name: string, value: string | readonly Entry[] | undefined];

/** A Terraform file that declares the registration (provider hashicorp/azuread, azuread_application). */
export function terraform(resource: JsonObject): string {
  const body = creationBody(resource);
  const [web, api] = [child(body, 'web'), child(body, 'api')];
  const implicit = child(web, 'implicitGrantSettings');
  const entries: readonly Entry[] = [
    ['display_name', string(text(body, 'displayName') ?? '')],
    ['description', optional(text(body, 'description'))],
    ['notes', optional(text(body, 'notes'))],
    ['sign_in_audience', optional(text(body, 'signInAudience'))],
    ['fallback_public_client_enabled', body['isFallbackPublicClient'] === true ? 'true' : undefined],
    ['group_membership_claims', groupClaims(body)],
    [
      'identifier_uris',
      strings(body, 'identifierUris').length === 0 ? undefined : uris(body, 'identifierUris'),
    ],
    ['tags', strings(body, 'tags').length === 0 ? undefined : uris(body, 'tags')],
    [
      'web',
      block(web, [
        ['homepage_url', optional(text(web, 'homePageUrl'))],
        ['logout_url', optional(text(web, 'logoutUrl'))],
        ['redirect_uris', uris(web, 'redirectUris')],
        [
          'implicit_grant',
          block(implicit, [
            ['id_token_issuance_enabled', String(implicit['enableIdTokenIssuance'] === true)],
            ['access_token_issuance_enabled', String(implicit['enableAccessTokenIssuance'] === true)],
          ]),
        ],
      ]),
    ],
    [
      'single_page_application',
      block(child(body, 'spa'), [['redirect_uris', uris(child(body, 'spa'), 'redirectUris')]]),
    ],
    [
      'public_client',
      block(child(body, 'publicClient'), [
        ['redirect_uris', uris(child(body, 'publicClient'), 'redirectUris')],
      ]),
    ],
    [
      'api',
      block(api, [
        ['requested_access_token_version', api['requestedAccessTokenVersion'] === 2 ? '2' : '1'],
        ...objects(api, 'oauth2PermissionScopes').map((scope): Entry => [
          'oauth2_permission_scope',
          [
            ['id', string(text(scope, 'id') ?? '')],
            ['value', optional(text(scope, 'value'))],
            ['type', string(text(scope, 'type') ?? 'User')],
            ['enabled', String(scope['isEnabled'] !== false)],
            ['admin_consent_display_name', string(text(scope, 'adminConsentDisplayName') ?? '')],
            ['admin_consent_description', string(text(scope, 'adminConsentDescription') ?? '')],
            ['user_consent_display_name', optional(text(scope, 'userConsentDisplayName'))],
            ['user_consent_description', optional(text(scope, 'userConsentDescription'))],
          ],
        ]),
      ]),
    ],
    ...objects(body, 'appRoles').map((role): Entry => [
      'app_role',
      [
        ['id', string(text(role, 'id') ?? '')],
        ['value', optional(text(role, 'value'))],
        ['display_name', string(text(role, 'displayName') ?? '')],
        ['description', string(text(role, 'description') ?? '')],
        ['enabled', String(role['isEnabled'] !== false)],
        ['allowed_member_types', uris(role, 'allowedMemberTypes')],
      ],
    ]),
    ...objects(body, 'requiredResourceAccess').map((access): Entry => [
      'required_resource_access',
      [
        ['resource_app_id', string(text(access, 'resourceAppId') ?? '')],
        ...objects(access, 'resourceAccess').map((each): Entry => [
          'resource_access',
          [
            ['id', string(text(each, 'id') ?? '')],
            ['type', string(text(each, 'type') ?? 'Scope')],
          ],
        ]),
      ],
    ]),
  ];
  return `terraform {
  required_providers {
    azuread = { source = "hashicorp/azuread" }
  }
}

resource "azuread_application" "application" {
${lines(entries, '  ')}}

resource "azuread_service_principal" "application" {
  client_id = azuread_application.application.client_id
}
`;
}

function lines(entries: readonly Entry[], indent: string): string {
  return entries
    .map(([name, value]) => {
      if (value === undefined) return '';
      if (typeof value === 'string') return `${indent}${name} = ${value}\n`;
      return `${indent}${name} {\n${lines(value, `${indent}  `)}${indent}}\n`;
    })
    .join('');
}

const block = (json: JsonObject, entries: readonly Entry[]) =>
  Object.keys(json).length === 0 ? undefined : entries;
const optional = (value: string | undefined) => (value === undefined ? undefined : string(value));

function uris(json: JsonObject, name: string): string {
  return `[${strings(json, name).map(string).join(', ')}]`;
}

function groupClaims(body: JsonObject): string | undefined {
  const claims = text(body, 'groupMembershipClaims') ?? list(body, 'groupMembershipClaims').join(',');
  return claims === ''
    ? undefined
    : `[${claims
        .split(',')
        .map((each) => string(each.trim()))
        .join(', ')}]`;
}

/** A quoted HCL string; `${` and `%{` would begin a template. */
function string(value: string): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
