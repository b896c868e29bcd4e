import type { AppRole } from './model.ts';

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
  ['Mail.ReadWrite', 'e2a3a72e-5f79-4c64-b1b1-878b674786c9', 'Read and write mail in all mailboxes'],
  ['Mail.Send', 'b633e1c5-b582-4048-a93e-9f11b44c7e96', 'Send mail as any user'],
  ['Policy.Read.All', '246dd0d5-5bd0-4def-940b-0421030a5b68', 'Read policies'],
  [
    'Policy.Read.ConditionalAccess',
    '37730810-e9ba-4e46-b07e-8ca78d182097',
    'Read Conditional Access policies',
  ],
  [
    'Policy.ReadWrite.ConditionalAccess',
    '01c0a623-fc9b-48e9-b794-0756f8e8f067',
    'Change Conditional Access policies',
  ],
  ['IdentityRiskyUser.Read.All', 'dc5007c0-2d7d-4c42-879c-2dab87571379', 'Read risky users'],
  ['IdentityRiskyUser.ReadWrite.All', '656f6061-f9fe-4807-9708-6a2e0934df76', 'Change risky users'],
  ['IdentityRiskEvent.Read.All', '6e472fd1-ad78-48da-a0f0-97ab2c6b769e', 'Read risk detections'],
  [
    'IdentityRiskyServicePrincipal.Read.All',
    '607c7344-0eed-41e5-823a-9695ebe1b7b0',
    'Read risky service principals',
  ],
  [
    'RoleEligibilitySchedule.Read.Directory',
    'ff278e11-4a33-4d0c-83d2-d01dc58929a5',
    'Read eligible role assignments',
  ],
  [
    'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    'edb419d6-7edc-42a3-9345-509bfdf5d87c',
    'Read eligible memberships of groups',
  ],
  [
    'PrivilegedAssignmentSchedule.Read.AzureADGroup',
    'cd4161cb-f098-48f8-a884-1eda9a42434c',
    'Read active memberships of groups',
  ],
  [
    'RoleAssignmentSchedule.Read.Directory',
    'd5fe8ce8-684c-4c83-a52c-46e882ce4be1',
    'Read active role assignments',
  ],
  [
    'RoleAssignmentSchedule.ReadWrite.Directory',
    'dd199f4a-f148-40a4-a2ec-f0069cc799ec',
    'Change active role assignments',
  ],
  ['User.Invite.All', '09850681-111b-4a89-9bed-3f2cae46d706', 'Invite guests'],
  ['Device.Read.All', '7438b122-aefc-4978-80ed-43db9fcc7715', 'Read devices'],
  ['AuditLog.Read.All', 'b0afded3-3588-46d8-8b3d-9842eff778da', 'Read logs'],
  ['IdentityUserFlow.Read.All', '1b0c317f-dd31-4305-9932-259a8b6e8099', 'Read user flows'],
  ['EventListener.Read.All', 'b7f6385c-6ce6-4639-a480-e23c42ed9784', 'Read authentication event flows'],
  ['IdentityProvider.Read.All', 'e321f0bb-e7f7-481e-bb28-e3b0b32d4bd0', 'Read identity providers'],
];

/** The application permissions of Microsoft Graph, as the sandbox offers them. */
export const graphRoles: readonly AppRole[] = roles.map(([value, id, displayName]) => ({
  id,
  value,
  allowedMemberTypes: ['Application'],
  displayName,
  description: `${displayName} without a signed-in user.`,
  isEnabled: true,
}));
