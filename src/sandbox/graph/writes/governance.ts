import { text } from '../../../core/json.ts';
import { randomId } from '../../oauth/sts.ts';
import { readText, readTexts, refuseOthers } from '../bodyReader.ts';
import { eitherKind } from '../caller.ts';
import { badRequest } from '../graphError.ts';
import { DONE, entryOf, put, timeOf, type WriteContext, type WriteRoute } from './route.ts';

const writeRisk = eitherKind('IdentityRiskyUser.ReadWrite.All');

/** Changes to risks and guests, and objects of any kind by their ids. */
export const governanceWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'identityProtection/riskyUsers/dismiss',
    permissions: writeRisk,
    act: (context) => settleRisk(context, 'dismissed', 'adminDismissedAllRiskForUser', 'none'),
  },
  {
    method: 'POST',
    path: 'identityProtection/riskyUsers/confirmCompromised',
    permissions: writeRisk,
    act: (context) => settleRisk(context, 'confirmedCompromised', 'adminConfirmedUserCompromised', 'high'),
  },
  {
    method: 'POST',
    path: 'directoryObjects/getByIds',
    permissions: eitherKind('Directory.Read.All', 'User.Read.All', 'Directory.ReadWrite.All'),
    act({ tenant: { content }, body }) {
      const ids = readTexts(body, 'ids');
      if (ids.length > 1000) throw badRequest('The number of ids exceeds 1000.');
      const typed = (type: string, rows: readonly { readonly id: string }[]) =>
        rows
          .filter(({ id }) => ids.includes(id))
          .map((row) => ({ '@odata.type': `#microsoft.graph.${type}`, ...row }));
      const value = [
        ...typed('user', content.users),
        ...typed('group', content.groups),
        ...typed('servicePrincipal', content.servicePrincipals),
      ];
      return { status: 200, body: { value } };
    },
  },
  {
    method: 'POST',
    path: 'invitations',
    permissions: eitherKind('User.Invite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'),
    act: invite,
  },
];

function settleRisk(
  context: WriteContext,
  riskState: string,
  riskDetail: string,
  riskLevel: string,
): typeof DONE {
  const { riskyUsers } = context.tenant.governance;
  for (const id of readTexts(context.body, 'userIds')) {
    const before = entryOf(riskyUsers, id);
    const change = { riskState, riskDetail, riskLevel, riskLastUpdatedDateTime: timeOf(context) };
    put(riskyUsers, before, { ...before, ...change });
  }
  return DONE;
}

/** Microsoft: create invitation. */
function invite(context: WriteContext) {
  const { tenant, body, sts } = context;
  refuseOthers(
    body,
    [
      'invitedUserEmailAddress',
      'inviteRedirectUrl',
      'sendInvitationMessage',
      'invitedUserDisplayName',
      'invitedUserMessageInfo',
    ],
    'invitation',
  );
  const email = readText(body, 'invitedUserEmailAddress').trim().toLowerCase();
  const redirect = readText(body, 'inviteRedirectUrl');
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    throw badRequest('The invited user email address is invalid.');
  if (!URL.canParse(redirect)) throw badRequest('The inviteRedirectUrl is not a valid URL.');
  if (tenant.content.users.some(({ mail }) => mail?.toLowerCase() === email))
    throw badRequest('The invited user already exists in the directory as object.');
  const id = randomId(sts.random);
  const displayName = text(body, 'invitedUserDisplayName') ?? email;
  const [template] = tenant.content.users;
  if (template === undefined) throw badRequest('The tenant has no users.');
  tenant.content.users.push({
    ...template,
    id,
    displayName,
    userPrincipalName: `${email.replace('@', '_')}#EXT#@${tenant.domain}`,
    givenName: '',
    surname: '',
    mail: email,
    ...{ jobTitle: null, department: null, officeLocation: null },
    ...{ accountEnabled: true, userType: 'Guest', externalUserState: 'PendingAcceptance' },
    proxyAddresses: [`SMTP:${email}`],
    createdDateTime: timeOf(context),
    ...{
      onPremisesSyncEnabled: null,
      onPremisesImmutableId: null,
      onPremisesDistinguishedName: null,
      onPremisesSamAccountName: null,
      onPremisesSecurityIdentifier: null,
      onPremisesDomainName: null,
      onPremisesLastSyncDateTime: null,
    },
  });
  return {
    status: 201,
    body: {
      id: randomId(sts.random),
      ...body,
      invitedUserDisplayName: displayName,
      inviteRedeemUrl: `${sts.addresses.origin}/redeem?tenant=${tenant.id}&user=${id}`,
      status: 'PendingAcceptance',
      invitedUser: { id },
    },
  } as const;
}
