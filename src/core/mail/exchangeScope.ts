import { powershellText } from '../powershellText.ts';

/** Which mailboxes an application may send from, and which application. */
export interface ExchangeScope {
  readonly clientId: string;
  /** Object id of the service principal (enterprise application), not of the registration. */
  readonly servicePrincipalId?: string;
  readonly name: string;
  /** Mail address of a mail-enabled security group whose members may be sent from. */
  readonly group: string;
}

/**
 * The PowerShell that lets an application send from some mailboxes only, by RBAC for Applications in Exchange Online
 * (https://learn.microsoft.com/exchange/permissions-exo/application-rbac).
 */
export function exchangeScopeScript({ clientId, servicePrincipalId, name, group }: ExchangeScope): string {
  // One of them stands in a comment, which a line break would end.
  const quote = (text: string) => `'${powershellText(oneLine(text))}'`;
  const scope = quote(`${name} mailboxes`);
  return `# Lets ${oneLine(name)} send mail as the members of ${oneLine(group)}, and as nobody else.
# Needs the module ExchangeOnlineManagement and the role Organization Management.
#
# The permission must NOT also be granted in Entra: Mail.Send granted there (admin consent) covers every mailbox,
# and the two add up. Remove that grant first.
Connect-ExchangeOnline

$ClientId = ${quote(clientId)}
# Object id of the enterprise application (service principal), not of the app registration.
$ServicePrincipalId = ${quote(servicePrincipalId ?? '<object ID of the enterprise application>')}

New-ServicePrincipal -AppId $ClientId -ObjectId $ServicePrincipalId -DisplayName ${quote(name)}

$Group = Get-Group -Identity ${quote(group)}
New-ManagementScope -Name ${scope} -RecipientRestrictionFilter "MemberOfGroup -eq '$($Group.DistinguishedName -replace "'", "''")'"

New-ManagementRoleAssignment -App $ClientId -Role 'Application Mail.Send' -CustomResourceScope ${scope}
# Attachments above 3 MB are uploaded to a draft, which takes this role too:
# New-ManagementRoleAssignment -App $ClientId -Role 'Application Mail.ReadWrite' -CustomResourceScope ${scope}

# InScope says True for a member of the group and False for anybody else. Changes take up to two hours elsewhere.
Test-ServicePrincipalAuthorization -Identity $ClientId -Resource '<a mailbox>' | Format-Table
`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
