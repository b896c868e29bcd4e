import type { Blocks, Purpose, Script, Way } from '../catalogue.ts';
import { appCredentials } from '../credentials/sets.ts';
import { withAttachment, withLargeAttachment } from './mailAttachments.ts';
import { GRAPH, sendMail } from './mailBlocks.ts';

/** People whose client is an application of one's own; the one of Azure CLI may not send mail. */
const mailPeople = ['interactive', 'deviceCode', 'onBehalfOf'] as const;
const SOURCE = 'https://learn.microsoft.com/graph/api/user-sendmail';

const sizes = [
  'Attachments under 3 MB go into the message, base64 (contentBytes); the whole request stays under 4 MB.',
  'From 3 MB to 150 MB: make a draft, open an upload session, send the parts, send the draft; that needs Mail.ReadWrite.',
];
const answer = 'The answer is 202 with an empty body: accepted, not delivered.';
const delegatedPitfalls = [
  answer,
  ...sizes,
  'A person sends as /me; another mailbox needs Mail.Send.Shared and the right in Exchange.',
];
const applicationPitfalls = [
  answer,
  ...sizes,
  'There is no /me without a person.',
  'Mail.Send as application permission sends as every mailbox of the tenant: scope it in Exchange.',
];

const consent: Script = {
  title: 'The delegated permission Mail.Send',
  language: 'shell',
  code: `az ad app permission add --id '«clientId»' --api 00000003-0000-0000-c000-000000000000 \\
  --api-permissions e383f46e-2787-4529-855e-0e479a3ffac0=Scope
`,
};
const adminConsent: Script = {
  title: 'The application permission Mail.Send, consented',
  language: 'shell',
  code: `az ad app permission add --id '«clientId»' --api 00000003-0000-0000-c000-000000000000 \\
  --api-permissions b633e1c5-b582-4048-a93e-9f11b44c7e96=Role
az ad app permission admin-consent --id '«clientId»'
`,
};
const exchange: Script = {
  title: 'In Exchange Online: only some mailboxes (then withdraw the tenant-wide permission)',
  language: 'powershell',
  code: `Connect-ExchangeOnline
New-ServicePrincipal -AppId '«clientId»' -ObjectId '<object id of the service principal>' -DisplayName '«appName»'
New-ManagementScope -Name 'Mailers' -RecipientRestrictionFilter "CustomAttribute1 -eq 'mailer'"
New-ManagementRoleAssignment -App '«clientId»' -Role 'Application Mail.Send' -CustomResourceScope 'Mailers'
Test-ServicePrincipalAuthorization -Identity '«clientId»' -Resource '«mailSender»'
`,
};

const DELEGATED_SCOPE = `${GRAPH}/Mail.Send`;
const way = (credentials: Way['credentials'], blocks: Blocks): readonly Way[] => [{ credentials, blocks }];
const delegated = {
  group: 'Mail through Graph',
  pitfalls: delegatedPitfalls,
  setup: [consent],
  source: SOURCE,
} as const;
const application = {
  group: 'Mail through Graph',
  scope: `${GRAPH}/.default`,
  pitfalls: applicationPitfalls,
  setup: [adminConsent, exchange],
  source: SOURCE,
} as const;

export const mailPurposes: readonly Purpose[] = [
  {
    ...delegated,
    id: 'mailDelegated',
    prefix: 'mail-me',
    title: 'Mail, as the signed-in person',
    detail: 'POST /me/sendMail with the delegated permission Mail.Send.',
    scope: DELEGATED_SCOPE,
    ways: way(mailPeople, sendMail('me')),
  },
  {
    ...delegated,
    id: 'mailDelegatedAttachment',
    prefix: 'mail-me-attachment',
    title: 'Mail with an attachment under 3 MB, as the signed-in person',
    detail: 'The file stands base64 in the message.',
    scope: DELEGATED_SCOPE,
    ways: way(mailPeople, withAttachment('me')),
  },
  {
    ...delegated,
    id: 'mailDelegatedLarge',
    prefix: 'mail-me-large',
    title: 'Mail with an attachment of 3 to 150 MB, as the signed-in person',
    detail: 'Draft, upload session, parts, send; needs Mail.ReadWrite.',
    scope: `${GRAPH}/Mail.ReadWrite`,
    ways: way(mailPeople, withLargeAttachment('me')),
  },
  {
    ...application,
    id: 'mailApplication',
    prefix: 'mail-app',
    title: 'Mail, as an application from a mailbox',
    detail: 'POST /users/{mailbox}/sendMail with the application permission Mail.Send.',
    ways: way(appCredentials, sendMail('mailbox')),
  },
  {
    ...application,
    id: 'mailApplicationAttachment',
    prefix: 'mail-app-attachment',
    title: 'Mail with an attachment under 3 MB, as an application',
    detail: 'The file stands base64 in the message.',
    ways: way(appCredentials, withAttachment('mailbox')),
  },
  {
    ...application,
    id: 'mailApplicationLarge',
    prefix: 'mail-app-large',
    title: 'Mail with an attachment of 3 to 150 MB, as an application',
    detail: 'Draft, upload session, parts, send; needs Mail.ReadWrite.',
    ways: way(appCredentials, withLargeAttachment('mailbox')),
  },
];
