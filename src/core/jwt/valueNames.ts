import { directoryRoles } from './directoryRoles.ts';

type Names = Readonly<Record<string, string>>;

/** Microsoft's own applications that developers meet as client or audience, by client id. */
export const wellKnownApplications: Names = {
  '00000003-0000-0000-c000-000000000000': 'Microsoft Graph',
  '00000002-0000-0000-c000-000000000000': 'Azure AD Graph (retired)',
  '00000002-0000-0ff1-ce00-000000000000': 'Exchange Online',
  '00000003-0000-0ff1-ce00-000000000000': 'SharePoint Online',
  '00000009-0000-0000-c000-000000000000': 'Power BI',
  '00000007-0000-0000-c000-000000000000': 'Dataverse',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013': 'Azure Resource Manager',
  'cfa8b339-82a2-471a-a3c9-0fc0be7a4093': 'Azure Key Vault',
  'e406a681-f3d4-42a8-90b6-c2b029497af1': 'Azure Storage',
  '022907d3-0f1b-48f7-badc-1ba6abab6d66': 'Azure SQL Database',
  '123cd850-d9df-40bd-94d5-c9f07b7fa203': 'Azure Database for PostgreSQL and MySQL',
  '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d': 'Azure Databricks',
  '499b84ac-1321-427f-aa17-267ca6975798': 'Azure DevOps',
  '6dae42f8-4368-4678-94ff-3960e28e3630': 'Azure Kubernetes Service (server)',
  '80faf920-1908-4b52-b5ef-a8e7bedfc67a': 'Azure Kubernetes Service (client)',
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46': 'Azure CLI',
  '1950a258-227b-4e31-a9cf-717495945fc2': 'Azure PowerShell',
  'aebc6443-996d-45c2-90f0-388ff96faa56': 'Visual Studio Code',
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1': 'Visual Studio',
  'de8bc8b5-d9f9-48b1-a8ad-b748da725064': 'Graph Explorer',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e': 'Microsoft Graph Command Line Tools',
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c': 'Azure Portal',
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264': 'Microsoft Teams',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346': 'Microsoft Teams (web)',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c': 'Microsoft Office',
  '4765445b-32c6-49b0-83e6-1d93765276ca': 'Microsoft 365 home page',
  '29d9ed98-a469-4536-ade2-f981bc1d605e': 'Microsoft Authentication Broker',
};

/** The tenant of personal Microsoft accounts, and Microsoft's own. */
const TENANTS: Names = {
  '9188040d-6c67-4c5b-b112-36a304b66dad': 'Personal Microsoft accounts',
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a': 'Microsoft Services',
  '72f988bf-86f1-41af-91ab-2d7cd011db47': 'Microsoft',
};

const CLIENT_AUTHENTICATION: Names = {
  0: 'none (public client)',
  1: 'client secret',
  2: 'certificate or federated assertion',
};

/** Odd values of `xms_idrel`; even ones mean nothing to receivers. */
const IDENTITY_RELATIONS: Names = {
  1: 'member',
  3: 'member with a personal Microsoft account',
  5: 'guest',
  7: 'service principal',
  9: 'device',
  11: 'GDAP partner',
  13: 'application without a service principal',
  15: 'passed-through user',
  17: 'native user',
  19: 'native user',
  21: 'Teams meeting guest',
  23: 'Teams meeting guest',
  25: 'content sharing',
  27: 'synchronized from a multi-tenant organization',
  29: 'weak member of a multi-tenant organization',
  31: 'DAP partner',
  33: 'federated managed identity',
};

const FACTS: Names = { 11: 'agent identity', 13: 'user account of an agent' };

const AUTHENTICATION_METHODS: Names = {
  pwd: 'password',
  rsa: 'key or Authenticator app',
  otp: 'one-time code',
  fed: 'federated sign-in',
  wia: 'Windows integrated authentication',
  mfa: 'multi-factor authentication',
  ngcmfa: 'multi-factor authentication to set up a key',
  wiaormfa: 'Windows or multi-factor authentication',
  fido: 'FIDO key',
  hwk: 'hardware-secured key',
  swk: 'software-secured key',
  face: 'face',
  fpt: 'fingerprint',
  pin: 'PIN',
  sms: 'text message',
  user: 'presence of the user',
};

/** Permissions of Microsoft Graph and of OpenID Connect that stand in most tokens. */
const PERMISSIONS: Names = {
  openid: 'sign in',
  profile: 'read the basic profile',
  email: 'read the mail address',
  offline_access: 'get a refresh token',
  'User.Read': 'read the profile of the signed-in user',
  'User.ReadBasic.All': 'read basic profiles of all users',
  'User.Read.All': 'read full profiles of all users',
  'User.ReadWrite.All': 'read and change all users',
  'Group.Read.All': 'read all groups',
  'Group.ReadWrite.All': 'read and change all groups',
  'GroupMember.Read.All': 'read memberships of all groups',
  'Directory.Read.All': 'read the directory',
  'Directory.ReadWrite.All': 'read and change the directory',
  'Directory.AccessAsUser.All': 'do in the directory whatever the user may',
  'Application.Read.All': 'read all applications',
  'Application.ReadWrite.All': 'create and change all applications',
  'Application.ReadWrite.OwnedBy': 'change applications it owns',
  'AppRoleAssignment.ReadWrite.All': 'grant application permissions: as good as any permission',
  'RoleManagement.ReadWrite.Directory': 'grant directory roles: as good as Global Administrator',
  'Mail.Read': 'read mail',
  'Mail.ReadWrite': 'read and change mail',
  'Mail.Send': 'send mail',
  'Files.Read.All': 'read all files',
  'Files.ReadWrite.All': 'read and change all files',
  'Sites.Read.All': 'read all sites',
  'Sites.FullControl.All': 'control all sites',
  'Calendars.Read': 'read calendars',
  'Calendars.ReadWrite': 'read and change calendars',
  user_impersonation: 'act as the signed-in user at this API',
};

/** Which list names the values of which claims. */
const NAMES_BY_CLAIM: Readonly<Record<string, Names>> = {
  aud: wellKnownApplications,
  azp: wellKnownApplications,
  appid: wellKnownApplications,
  client_id: wellKnownApplications,
  xms_par_app_azp: wellKnownApplications,
  xms_aud_guid: wellKnownApplications,
  wids: directoryRoles,
  tid: TENANTS,
  azpacr: CLIENT_AUTHENTICATION,
  appidacr: CLIENT_AUTHENTICATION,
  xms_idrel: IDENTITY_RELATIONS,
  xms_sub_fct: FACTS,
  xms_act_fct: FACTS,
  acct: { 0: 'member of the tenant', 1: 'guest in the tenant' },
  amr: AUTHENTICATION_METHODS,
  scp: PERMISSIONS,
  scope: PERMISSIONS,
  roles: PERMISSIONS,
  xms_cc: { cp1: 'can answer claims challenges', CP1: 'can answer claims challenges' },
  idtyp: { app: 'no user took part', user: 'on behalf of a user' },
  acr: { 0: 'below ISO/IEC 29115', 1: 'meets ISO/IEC 29115' },
};

/** Audiences given as URLs, which v1 tokens do. */
const RESOURCES: Names = {
  'https://graph.microsoft.com': 'Microsoft Graph',
  'https://graph.windows.net': 'Azure AD Graph (retired)',
  'https://management.azure.com': 'Azure Resource Manager',
  'https://management.core.windows.net': 'Azure Resource Manager',
  'https://vault.azure.net': 'Azure Key Vault',
  'https://storage.azure.com': 'Azure Storage',
  'https://database.windows.net': 'Azure SQL Database',
  'https://ossrdbms-aad.database.windows.net': 'Azure Database for PostgreSQL and MySQL',
  'https://outlook.office365.com': 'Exchange Online',
};

/** The name of one value of a claim, if there is one: `wids` roles, well-known applications, `azpacr`, permissions… */
export function nameOf(claim: string, value: string | number): string | undefined {
  const names = Object.hasOwn(NAMES_BY_CLAIM, claim) ? NAMES_BY_CLAIM[claim] : undefined;
  const key = String(value);
  if (names !== undefined && Object.hasOwn(names, key)) return names[key];
  if (claim !== 'aud') return undefined;
  const resource = key.replace(/\/+$/, '');
  return Object.hasOwn(RESOURCES, resource) ? RESOURCES[resource] : undefined;
}

/** The values of a claim that have names, each with it; space-separated strings are taken apart. */
export function namedValues(
  claim: string,
  value: unknown,
): readonly { readonly value: string; readonly name: string }[] {
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(' ')
      : [value];
  return list.flatMap((item) => {
    if (typeof item !== 'string' && typeof item !== 'number') return [];
    const name = nameOf(claim, item);
    return name === undefined ? [] : [{ value: String(item), name }];
  });
}
