import type { AppRole, PermissionScope } from './model.ts';

/** Microsoft Graph's own application id and identifier, the same in every tenant. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
export const GRAPH_URI = 'https://graph.microsoft.com';

/** Delegated permissions: value, id, who may consent, what the consent page says. Ids are Microsoft's. */
const scopes: readonly (readonly [string, string, 'User' | 'Admin', string, string])[] = [
  [
    'openid',
    '37f7f235-527c-4136-accd-4a02d197296e',
    'User',
    'Sign you in',
    'Use your work account to sign in to this app.',
  ],
  [
    'profile',
    '14dad69e-099b-42c9-810b-d002981feec1',
    'User',
    'See your basic profile',
    'Your name, user name and picture.',
  ],
  [
    'email',
    '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
    'User',
    'See your e-mail address',
    'The primary address of your account.',
  ],
  [
    'offline_access',
    '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
    'User',
    'Keep the access you give it',
    'Use these permissions while you are not using the app, until you withdraw them.',
  ],
  [
    'User.Read',
    'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
    'User',
    'Read your profile',
    'Your full profile and basic facts about your company.',
  ],
  [
    'User.ReadBasic.All',
    'b340eb25-3456-403f-be2f-7af7a0d370eb',
    'User',
    'Read basic profiles',
    'Names, addresses and photos of everyone in your company.',
  ],
  [
    'User.Read.All',
    'a154be20-db9c-4678-8ab7-66f6cc099a59',
    'Admin',
    'Read full profiles',
    'All properties of everyone in your company.',
  ],
  [
    'User.ReadWrite.All',
    '204e0828-b5ca-4ad8-b9f3-f32a958e7cc4',
    'Admin',
    'Change profiles',
    'Read and write all properties of everyone in your company.',
  ],
  [
    'GroupMember.Read.All',
    'bc024368-1153-4739-b217-4326f2e966d0',
    'Admin',
    'Read group memberships',
    'Which groups exist and who belongs to them.',
  ],
  [
    'Group.Read.All',
    '5f8c59db-677d-491f-a6b8-5f174b11ec1d',
    'Admin',
    'Read groups',
    'All groups with their properties and members.',
  ],
  [
    'Group.ReadWrite.All',
    '4e46008b-f24c-477d-8fff-7bb4ec7aafe0',
    'Admin',
    'Change groups',
    'Create, change and delete groups and their members.',
  ],
  [
    'Directory.Read.All',
    '06da0dbc-49e2-44d2-8312-53f166ab848a',
    'Admin',
    'Read the directory',
    'Users, groups, applications and everything else in the directory.',
  ],
  [
    'Directory.ReadWrite.All',
    'c5366453-9fb0-48a5-a156-24f0c49a4b84',
    'Admin',
    'Change the directory',
    'Read and write users, groups and other directory objects.',
  ],
  [
    'Application.Read.All',
    'c79f8feb-a9db-4090-85f9-90d820caa0eb',
    'Admin',
    'Read applications',
    'All app registrations and enterprise applications.',
  ],
  [
    'Application.ReadWrite.All',
    'bdfbf15f-ee85-4955-8675-146e8e5296b5',
    'Admin',
    'Change applications',
    'Create, change and delete app registrations and their credentials.',
  ],
  [
    'AppRoleAssignment.ReadWrite.All',
    '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
    'Admin',
    'Grant application permissions',
    'Assign app roles of any API to users, groups and applications.',
  ],
  [
    'DelegatedPermissionGrant.ReadWrite.All',
    '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
    'Admin',
    'Grant delegated permissions',
    'Consent to delegated permissions of any API for everybody.',
  ],
  [
    'Domain.Read.All',
    '2f9ee017-59c1-4f1d-9472-bd5529a7b311',
    'Admin',
    'Read domains',
    'The domains of the tenant, and how their users sign in.',
  ],
  [
    'RoleManagement.Read.Directory',
    '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
    'Admin',
    'Read directory roles',
    'The roles of the directory and who holds them.',
  ],
  [
    'Organization.Read.All',
    '4908d5b9-3fb2-4b1e-9336-1888b7937185',
    'Admin',
    'Read the organization',
    'The tenant, its domains and its subscriptions.',
  ],
  [
    'Mail.Read',
    '570282fd-fa5c-430d-a7fd-fc8dc98a9dca',
    'User',
    'Read your mail',
    'All messages in your mailbox.',
  ],
  [
    'Mail.Send',
    'e383f46e-2787-4529-855e-0e479a3ffac0',
    'User',
    'Send mail as you',
    'Send messages in your name.',
  ],
  [
    'Calendars.Read',
    '465a38f9-76ea-45b9-9f34-9e8b0d4b0b42',
    'User',
    'Read your calendars',
    'All events in your calendars.',
  ],
];

/** Application permissions: value, id, what they allow. Ids are Microsoft's. */
const roles: readonly (readonly [string, string, string])[] = [
  ['User.Read.All', 'df021288-bdef-4463-88db-98f22de89214', 'Read all users'],
  ['User.ReadWrite.All', '741f803b-c850-494e-b5df-cde7c675a1ca', 'Read and write all users'],
  ['GroupMember.Read.All', '98830695-27a2-44f7-8c18-0c3ebc9698f6', 'Read all group memberships'],
  ['Group.Read.All', '5b567255-7703-4780-807c-7be8301ae99b', 'Read all groups'],
  ['Group.ReadWrite.All', '62a82d76-70ea-41e2-9197-370581804d09', 'Read and write all groups'],
  ['Directory.Read.All', '7ab1d382-f21e-4acd-a863-ba3e13f7da61', 'Read the directory'],
  ['Directory.ReadWrite.All', '19dbc75e-c2e2-444c-a770-ec69d8559fc7', 'Read and write the directory'],
  ['Application.Read.All', '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30', 'Read all applications'],
  ['Application.ReadWrite.All', '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', 'Read and write all applications'],
  [
    'AppRoleAssignment.ReadWrite.All',
    '06b708a9-e830-4db3-a914-8e69da51d44f',
    'Assign app roles to anybody, which grants application permissions',
  ],
  [
    'DelegatedPermissionGrant.ReadWrite.All',
    '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
    'Grant delegated permissions',
  ],
  ['Domain.Read.All', 'dbb9058a-0e50-45d7-ae91-66909b5d4664', 'Read domains'],
  ['RoleManagement.Read.Directory', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c', 'Read directory roles'],
  ['Organization.Read.All', '498476ce-e0fe-48b0-b801-37ba7e2685c6', 'Read the organization'],
  ['Mail.Read', '810c84a8-4a9e-49e6-bf7d-12d183f40d01', 'Read mail in all mailboxes'],
  ['Mail.Send', 'b633e1c5-b582-4048-a93e-9f11b44c7e96', 'Send mail as any user'],
];

export const graphScopes: readonly PermissionScope[] = scopes.map(
  ([value, id, type, title, description]) => ({
    id,
    value,
    type,
    isEnabled: true,
    adminConsentDisplayName: title,
    adminConsentDescription: description,
    userConsentDisplayName: title,
    userConsentDescription: description,
  }),
);

export const graphRoles: readonly AppRole[] = roles.map(([value, id, displayName]) => ({
  id,
  value,
  allowedMemberTypes: ['Application'],
  displayName,
  description: `${displayName} without a signed-in user.`,
  isEnabled: true,
}));
