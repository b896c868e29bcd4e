import type { Translate } from '../../explain.ts';
import { attributeFacts, find, hasBit, type Branch, type DirectoryNames } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import type { Search } from '../session.ts';
import { encryptionTypes, userAccountControl as UAC } from '../values/flagNames.ts';

/** Something in a directory that shows a tie to Entra ID. A new one is one entry of the list. */
export interface Evidence {
  readonly id: string;
  readonly title: string;
  /** What it means that it is there. */
  readonly meaning: string;
  readonly search: (names: DirectoryNames) => Search;
  /** Whether an entry, found by any of the searches, is this evidence. */
  readonly fits: (entry: Entry) => boolean;
  /** What is known of it. */
  readonly facts?: (entry: Entry, translate: Translate) => readonly Fact[];
}

const named = (entry: Entry, pattern: RegExp) => pattern.test(textOf(entry, 'sAMAccountName') ?? '');
const isAt = (entry: Entry, rdn: string) => entry.dn.toLowerCase().startsWith(`${rdn.toLowerCase()},`);
const ACCOUNT = ['sAMAccountName', 'description', 'userAccountControl', 'pwdLastSet', 'whenCreated'] as const;
const KERBEROS = ['msDS-SupportedEncryptionTypes', 'servicePrincipalName'] as const;

/** The service connection point of device registration (Microsoft: Configure hybrid join manually). */
export const CONNECTION_POINT = '62a0ff2e-97b9-4513-943f-0d221bd30080';

export const evidences: readonly Evidence[] = [
  {
    id: 'connectSync',
    title: 'Entra Connect Sync',
    meaning:
      'The account by which Entra Connect Sync reads this forest; its description names the server and the installation. With the right “Replicating Directory Changes All” it synchronizes password hashes.',
    search: ({ domain }) => find(domain, 'sub', '(sAMAccountName=MSOL_*)', ACCOUNT),
    fits: (entry) => named(entry, /^MSOL_/i),
    facts: accountFacts,
  },
  {
    id: 'connectService',
    title: 'Sync or provisioning agent service account',
    meaning:
      'A managed account of Entra Connect Sync (ADSyncMSA…) or of the Entra Cloud Sync agent (pGMSA_…, provAgentgMSA).',
    search: ({ domain }) =>
      find(
        domain,
        'sub',
        '(|(sAMAccountName=ADSyncMSA*)(sAMAccountName=pGMSA_*)(sAMAccountName=provAgentgMSA*))',
        ACCOUNT,
      ),
    fits: (entry) => named(entry, /^(?:ADSyncMSA|pGMSA_|provAgentgMSA)/i),
    facts: accountFacts,
  },
  {
    id: 'seamlessSso',
    title: 'Seamless single sign-on',
    meaning:
      'The computer account whose key Entra ID shares, so that Kerberos tickets of this forest sign people in. Roll its key over every 30 days.',
    search: ({ domain }) => find(domain, 'sub', '(sAMAccountName=AZUREADSSOACC$)', [...ACCOUNT, ...KERBEROS]),
    fits: (entry) => named(entry, /^AZUREADSSOACC\$$/i),
    facts: seamlessFacts,
  },
  {
    id: 'cloudKerberos',
    title: 'Entra Kerberos',
    meaning:
      'A read-only domain controller object that stands for Entra ID: Windows Hello cloud Kerberos trust, security keys and Azure Files take tickets from it.',
    search: ({ domain }) =>
      find(domain, 'sub', '(|(sAMAccountName=AzureADKerberos$)(sAMAccountName=krbtgt_AzureAD))', ACCOUNT),
    fits: (entry) => named(entry, /^(?:AzureADKerberos\$|krbtgt_AzureAD)$/i),
    facts: accountFacts,
  },
  {
    id: 'adfs',
    title: 'AD FS',
    meaning:
      'The container of the keys that encrypt the signing keys of an AD FS farm: sign-in may be federated. Who reads it can forge tokens.',
    search: ({ domain }) =>
      find(`CN=ADFS,CN=Microsoft,CN=Program Data,${domain}`, 'base', '(objectClass=*)', ['whenCreated']),
    fits: (entry) => isAt(entry, 'CN=ADFS,CN=Microsoft,CN=Program Data'),
    facts: (entry, translate) => attributeFacts(entry, [['whenCreated', translate('Made')]]),
  },
  {
    id: 'connectionPoint',
    title: 'Hybrid join connection point',
    meaning:
      'Windows reads here which tenant to register with (hybrid join of the whole forest). Without it, or with a registry override, only some computers register.',
    search: ({ configuration }) =>
      find(
        `CN=${CONNECTION_POINT},CN=Device Registration Configuration,CN=Services,${configuration}`,
        'base',
        '(objectClass=*)',
        ['keywords'],
      ),
    fits: (entry) => isAt(entry, `CN=${CONNECTION_POINT}`),
    facts: (entry) =>
      textsOf(entry, 'keywords').map((keyword) => {
        const [label = '', ...rest] = keyword.split(':');
        return { label, value: rest.join(':') };
      }),
  },
  {
    id: 'deviceRegistration',
    title: 'Device Registration Service',
    meaning: 'AD FS or device writeback registers devices in this forest.',
    search: ({ configuration }) =>
      find(
        `CN=DeviceRegistrationService,CN=Device Registration Services,CN=Device Registration Configuration,CN=Services,${configuration}`,
        'base',
        '(objectClass=*)',
        ['whenCreated'],
      ),
    fits: (entry) => isAt(entry, 'CN=DeviceRegistrationService'),
  },
  {
    id: 'deviceWriteback',
    title: 'Device writeback',
    meaning: 'Entra Connect writes devices of the cloud into this container.',
    search: ({ domain }) =>
      find(`CN=RegisteredDevices,${domain}`, 'base', '(objectClass=*)', ['whenCreated']),
    fits: (entry) => isAt(entry, 'CN=RegisteredDevices'),
  },
  {
    id: 'exchange',
    title: 'Exchange',
    meaning:
      'An Exchange organization: mail attributes are kept here, and proxyAddresses decide which cloud users match.',
    search: ({ configuration }) =>
      find(`CN=Microsoft Exchange,CN=Services,${configuration}`, 'base', '(objectClass=*)', ['whenCreated']),
    fits: (entry) => isAt(entry, 'CN=Microsoft Exchange'),
  },
  {
    id: 'upnSuffixes',
    title: 'UPN suffixes',
    meaning:
      'Suffixes of user names besides the domains of the forest. Those that are verified in the tenant stay; any other becomes …onmicrosoft.com.',
    search: ({ configuration }) =>
      find(`CN=Partitions,${configuration}`, 'base', '(uPNSuffixes=*)', ['uPNSuffixes']),
    fits: (entry) => isAt(entry, 'CN=Partitions'),
    facts: (entry, translate) =>
      textsOf(entry, 'uPNSuffixes').map((value) => ({ label: translate('Suffix'), value })),
  },
  {
    id: 'consistencyGuid',
    title: 'Source anchor in mS-DS-ConsistencyGuid',
    meaning:
      'Entra Connect keeps the anchor of people here, so that it stays when an account moves to another forest. The first one is shown.',
    search: ({ domain }) =>
      find(domain, 'sub', '(mS-DS-ConsistencyGuid=*)', ['mS-DS-ConsistencyGuid'], { sizeLimit: 1 }),
    fits: (entry) =>
      textsOf(entry, 'mS-DS-ConsistencyGuid').length > 0 ||
      attributeFacts(entry, [['mS-DS-ConsistencyGuid', '']]).length > 0,
    facts: (entry) => attributeFacts(entry, [['mS-DS-ConsistencyGuid', 'mS-DS-ConsistencyGuid']]),
  },
];

function accountFacts(entry: Entry, translate: Translate): readonly Fact[] {
  return [
    ...attributeFacts(entry, [
      ['description', translate('Description')],
      ['whenCreated', translate('Made')],
      ['pwdLastSet', translate('Password set')],
    ]),
    ...(hasBit(entry, 'userAccountControl', UAC.ACCOUNTDISABLE)
      ? [
          {
            label: translate('State'),
            value: translate('disabled'),
            meaning: translate('It is no longer used, or does not work.'),
            isWarning: true,
          },
        ]
      : []),
  ];
}

const AES = encryptionTypes.AES128_CTS_HMAC_SHA1_96 | encryptionTypes.AES256_CTS_HMAC_SHA1_96;

/** How the account of seamless single sign-on stands, as far as its entry tells. */
export function seamlessFacts(entry: Entry, translate: Translate): readonly Fact[] {
  return [
    ...accountFacts(entry, translate),
    ...attributeFacts(entry, [['servicePrincipalName', translate('Service principal name')]]),
    {
      label: translate('Encryption types'),
      value: textOf(entry, 'msDS-SupportedEncryptionTypes') ?? translate('not set'),
      ...(hasBit(entry, 'msDS-SupportedEncryptionTypes', AES)
        ? {}
        : {
            meaning: translate('RC4 only: set AES (24 or 16) and roll its key over.'),
            isWarning: true,
          }),
    },
    ...(hasBit(entry, 'userAccountControl', UAC.TRUSTED_FOR_DELEGATION | UAC.TRUSTED_TO_AUTH_FOR_DELEGATION)
      ? [
          {
            label: translate('Delegation'),
            value: translate('trusted'),
            meaning: translate('It must not be trusted for delegation.'),
            isWarning: true,
          },
        ]
      : []),
  ];
}

/** The evidence an entry is, undefined for none. */
export function evidenceOf(entry: Entry): Evidence | undefined {
  return evidences.find(({ fits }) => fits(entry));
}

/** What shows ties to Entra ID, as a branch of the tree. */
export const hybridBranch: Branch = {
  id: 'hybrid',
  title: 'Hybrid identity',
  icon: 'cloud',
  about:
    'What shows that the forest is tied to Entra ID. Agents of pass-through authentication leave no trace in a directory.',
  searches: (names) => evidences.map(({ search }) => search(names)),
  row(entry, translate) {
    const evidence = evidenceOf(entry);
    if (evidence === undefined) return [];
    const facts = evidence.facts?.(entry, translate) ?? [];
    return {
      label: translate(evidence.title),
      description: textOf(entry, 'sAMAccountName') ?? rdnLabel(entry.dn),
      isWarning: facts.some((fact) => fact.isWarning),
      facts: [{ label: translate('Means'), value: translate(evidence.meaning) }, ...facts],
    };
  },
};
