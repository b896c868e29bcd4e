import { child, text, type JsonObject } from '../json.ts';
import { applicationPath, type ListedApplication } from './application.ts';
import { WRITE_APPLICATIONS, type Change } from './change.ts';

/** One value a setting can have, with what it means. */
interface SettingOption {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

/** A property of a registration with one value. A new one is one entry. */
export interface ApplicationSetting {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  /** The few values it can have, or how a free text is asked for; an empty text takes it away. */
  readonly values:
    | readonly SettingOption[]
    | { readonly prompt: string; readonly problem: (text: string) => string | undefined };
  readonly read: (resource: JsonObject) => string;
  readonly body: (value: string) => JsonObject;
}

/** The entry of a value among few, undefined for a free text. */
export function settingOption({ values }: ApplicationSetting, value: string): SettingOption | undefined {
  return 'prompt' in values ? undefined : values.find((each) => each.value === value);
}

const onOff = (on: string, off: string): readonly SettingOption[] => [
  { value: 'true', label: 'On', detail: on },
  { value: 'false', label: 'Off', detail: off },
];
const implicit = (resource: JsonObject) => child(child(resource, 'web'), 'implicitGrantSettings');

/** The settings in the order of the tree (Microsoft: application manifest). */
export const applicationSettings: readonly ApplicationSetting[] = [
  {
    id: 'audience',
    title: 'Supported accounts',
    icon: 'account',
    values: [
      { value: 'AzureADMyOrg', label: 'This tenant only', detail: 'AzureADMyOrg' },
      { value: 'AzureADMultipleOrgs', label: 'Any Microsoft Entra tenant', detail: 'AzureADMultipleOrgs' },
      {
        value: 'AzureADandPersonalMicrosoftAccount',
        label: 'Any tenant and personal accounts',
        detail: 'AzureADandPersonalMicrosoftAccount; needs version 2.0 access tokens',
      },
      {
        value: 'PersonalMicrosoftAccount',
        label: 'Personal accounts only',
        detail: 'PersonalMicrosoftAccount; needs version 2.0 access tokens',
      },
    ],
    read: (resource) => text(resource, 'signInAudience') ?? 'AzureADMyOrg',
    body: (value) => ({ signInAudience: value }),
  },
  {
    id: 'publicClient',
    title: 'Public client flows',
    icon: 'device-mobile',
    values: onOff(
      'Device code, password and loopback sign-in work without a secret',
      'Only with a secret, certificate or federated credential',
    ),
    read: (resource) => String(resource['isFallbackPublicClient'] === true),
    body: (value) => ({ isFallbackPublicClient: value === 'true' }),
  },
  {
    id: 'implicitIdToken',
    title: 'ID tokens from the authorization endpoint',
    icon: 'arrow-swap',
    values: onOff(
      'Implicit and hybrid flows; needed by response_type id_token',
      'Authorization code only; recommended',
    ),
    read: (resource) => String(implicit(resource)['enableIdTokenIssuance'] === true),
    body: (value) => ({ web: { implicitGrantSettings: { enableIdTokenIssuance: value === 'true' } } }),
  },
  {
    id: 'implicitAccessToken',
    title: 'Access tokens from the authorization endpoint',
    icon: 'arrow-swap',
    values: onOff('Implicit flow; deprecated by RFC 9700', 'Authorization code only; recommended'),
    read: (resource) => String(implicit(resource)['enableAccessTokenIssuance'] === true),
    body: (value) => ({ web: { implicitGrantSettings: { enableAccessTokenIssuance: value === 'true' } } }),
  },
  {
    id: 'tokenVersion',
    title: 'Access token version',
    icon: 'versions',
    values: [
      { value: '2', label: 'Version 2.0', detail: 'aud is the client ID, iss ends in /v2.0' },
      { value: '1', label: 'Version 1.0', detail: 'aud is the application ID URI, iss is sts.windows.net' },
    ],
    read: (resource) => (child(resource, 'api')['requestedAccessTokenVersion'] === 2 ? '2' : '1'),
    body: (value) => ({ api: { requestedAccessTokenVersion: value === '2' ? 2 : null } }),
  },
  {
    id: 'groupsClaim',
    title: 'Groups claim',
    icon: 'symbol-array',
    values: [
      { value: 'None', label: 'None', detail: 'Tokens hold no groups' },
      { value: 'SecurityGroup', label: 'Security groups', detail: 'groups holds the ids of security groups' },
      {
        value: 'ApplicationGroup',
        label: 'Assigned groups',
        detail: 'Only groups assigned to the application',
      },
      { value: 'DirectoryRole', label: 'Directory roles', detail: 'wids holds the directory roles' },
      { value: 'All', label: 'All', detail: 'Groups, distribution lists and directory roles' },
    ],
    read: (resource) => text(resource, 'groupMembershipClaims') ?? 'None',
    body: (value) => ({ groupMembershipClaims: value === 'None' ? null : value }),
  },
  {
    id: 'logoutUrl',
    title: 'Front-channel logout URL',
    icon: 'sign-out',
    values: {
      prompt: 'Entra loads it in the browser when a person signs out elsewhere; empty removes it',
      problem: webAddressProblem,
    },
    read: (resource) => text(child(resource, 'web'), 'logoutUrl') ?? '',
    body: (value) => ({ web: { logoutUrl: textOrNull(value) } }),
  },
  {
    id: 'homePageUrl',
    title: 'Home page URL',
    icon: 'home',
    values: {
      prompt: 'Where My Apps leads; empty removes it',
      problem: webAddressProblem,
    },
    read: (resource) => text(child(resource, 'web'), 'homePageUrl') ?? '',
    body: (value) => ({ web: { homePageUrl: textOrNull(value) } }),
  },
  {
    id: 'description',
    title: 'Description',
    icon: 'note',
    values: {
      prompt: 'What the application is for, shown to users; empty removes it',
      problem: (typed) => (typed.length > 1024 ? 'A description has at most 1024 characters.' : undefined),
    },
    read: (resource) => text(resource, 'description') ?? '',
    body: (value) => ({ description: textOrNull(value) }),
  },
];

const textOrNull = (value: string) => (value === '' ? null : value);

/** What Entra would not accept as a web address of a registration (Microsoft: webApplication). */
function webAddressProblem(typed: string): string | undefined {
  if (typed === '') return undefined;
  if (!URL.canParse(typed)) return 'This is no absolute URI. It begins with a scheme, such as https://.';
  const { protocol, hostname } = new URL(typed);
  if (protocol !== 'https:' && !(protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(hostname)))
    return 'http: is for localhost and 127.0.0.1 only. Use https: elsewhere.';
  return typed.length > 255 ? 'The address has at most 255 characters.' : undefined;
}

/** Gives a setting another value. */
export function changeSetting(
  { clientId, resource }: ListedApplication,
  { read, body }: ApplicationSetting,
  value: string,
): Change {
  const path = applicationPath(clientId);
  return {
    writes: [{ method: 'PATCH', path, body: body(value) }],
    undo: [{ method: 'PATCH', path, body: body(read(resource)) }],
    permission: WRITE_APPLICATIONS,
  };
}
