/** What a GUID in an access right stands for. */
export type ObjectTypeKind = 'attribute' | 'class' | 'propertySet' | 'extendedRight' | 'validatedWrite';

export interface ObjectType {
  readonly name: string;
  readonly kind: ObjectTypeKind;
}

/** Rights by rightsGuid, the same in every forest ([MS-ADTS] 5.1.3.2.1, 3.1.1.2.3.3 and 5.1.3.2.2). */
const rights: Readonly<
  Record<'extendedRight' | 'propertySet' | 'validatedWrite', Readonly<Record<string, string>>>
> = {
  extendedRight: {
    '440820ad-65b4-11d1-a3da-0000f875ae0d': 'Add-GUID',
    '1abd7cf8-0a99-11d1-adbb-00c04fd8d5cd': 'Allocate-Rids',
    '68b1d179-0d15-4d4f-ab71-46152e79a7bc': 'Allowed-To-Authenticate',
    'edacfd8f-ffb3-11d1-b41d-00a0c968f939': 'Apply-Group-Policy',
    'a05b8cc2-17bc-4802-a710-e7c15ab866a2': 'Certificate-AutoEnrollment',
    '0e10c968-78fb-11d2-90d4-00c04f79dc55': 'Certificate-Enrollment',
    '014bf69c-7b3b-11d1-85f6-08002be74fab': 'Change-Domain-Master',
    'cc17b1fb-33d9-11d2-97d4-00c04fd8d5cd': 'Change-Infrastructure-Master',
    'bae50096-4752-11d1-9052-00c04fc2d4cf': 'Change-PDC',
    'd58d5f36-0a98-11d1-adbb-00c04fd8d5cd': 'Change-Rid-Master',
    'e12b56b6-0a95-11d1-adbb-00c04fd8d5cd': 'Change-Schema-Master',
    'e2a36dc9-ae17-47c3-b58b-be34c55ba633': 'Create-Inbound-Forest-Trust',
    'fec364e0-0a98-11d1-adbb-00c04fd8d5cd': 'Do-Garbage-Collection',
    'ab721a52-1e2f-11d0-9819-00aa0040529b': 'Domain-Administer-Server',
    '88a9933e-e5c8-4f2a-9dd7-2527416b8092': 'DS-Bypass-Quota',
    '69ae6200-7f46-11d2-b9ad-00c04f79f805': 'DS-Check-Stale-Phantoms',
    '3e0f7e18-2c7a-4c10-ba82-4d926db99a3e': 'DS-Clone-Domain-Controller',
    '2f16c4a5-b98e-432c-952a-cb388ba33f2e': 'DS-Execute-Intentions-Script',
    '9923a32a-3607-11d2-b9be-0000f87a36b2': 'DS-Install-Replica',
    '4ecc03fe-ffc0-4947-b630-eb672a8a9dbc': 'DS-Query-Self-Quota',
    '084c93a2-620d-4879-a836-f0ae47de0e89': 'DS-Read-Partition-Secrets',
    '1131f6aa-9c07-11d1-f79f-00c04fc2dcd2': 'DS-Replication-Get-Changes',
    '1131f6ad-9c07-11d1-f79f-00c04fc2dcd2': 'DS-Replication-Get-Changes-All',
    '89e95b76-444d-4c62-991a-0facbeda640c': 'DS-Replication-Get-Changes-In-Filtered-Set',
    '1131f6ac-9c07-11d1-f79f-00c04fc2dcd2': 'DS-Replication-Manage-Topology',
    'f98340fb-7c5b-4cdb-a00b-2ebdfa115a96': 'DS-Replication-Monitor-Topology',
    '1131f6ab-9c07-11d1-f79f-00c04fc2dcd2': 'DS-Replication-Synchronize',
    '4125c71f-7fac-4ff0-bcb7-f09a41325286': 'DS-Set-Owner',
    '94825a8d-b171-4116-8146-1e34d8f54401': 'DS-Write-Partition-Secrets',
    '05c74c5e-4deb-43b4-bd9f-86664c2a7fd5': 'Enable-Per-User-Reversibly-Encrypted-Password',
    'b7b1b3de-ab09-4242-9e30-9980e5d322f7': 'Generate-RSoP-Logging',
    'b7b1b3dd-ab09-4242-9e30-9980e5d322f7': 'Generate-RSoP-Planning',
    '7c0e2a7c-a419-48e4-a995-10180aad54dd': 'Manage-Optional-Features',
    'ba33815a-4f93-4c76-87f3-57574bff8109': 'Migrate-SID-History',
    'b4e60130-df3f-11d1-9c86-006008764d0e': 'msmq-Open-Connector',
    '06bd3201-df3e-11d1-9c86-006008764d0e': 'msmq-Peek',
    '4b6e08c3-df3c-11d1-9c86-006008764d0e': 'msmq-Peek-computer-Journal',
    '4b6e08c1-df3c-11d1-9c86-006008764d0e': 'msmq-Peek-Dead-Letter',
    '06bd3200-df3e-11d1-9c86-006008764d0e': 'msmq-Receive',
    '4b6e08c2-df3c-11d1-9c86-006008764d0e': 'msmq-Receive-computer-Journal',
    '4b6e08c0-df3c-11d1-9c86-006008764d0e': 'msmq-Receive-Dead-Letter',
    '06bd3203-df3e-11d1-9c86-006008764d0e': 'msmq-Receive-journal',
    '06bd3202-df3e-11d1-9c86-006008764d0e': 'msmq-Send',
    'a1990816-4298-11d1-ade2-00c04fd8d5cd': 'Open-Address-Book',
    '1131f6ae-9c07-11d1-f79f-00c04fc2dcd2': 'Read-Only-Replication-Secret-Synchronization',
    '45ec5156-db7e-47bb-b53f-dbeb2d03c40f': 'Reanimate-Tombstones',
    '0bc1554e-0a99-11d1-adbb-00c04fd8d5cd': 'Recalculate-Hierarchy',
    '62dd28a8-7f46-11d2-b9ad-00c04f79f805': 'Recalculate-Security-Inheritance',
    'ab721a56-1e2f-11d0-9819-00aa0040529b': 'Receive-As',
    '9432c620-033c-4db7-8b58-14ef6d0bf477': 'Refresh-Group-Cache',
    '1a60ea8d-58a6-4b20-bcdc-fb71eb8a9ff8': 'Reload-SSL-Certificate',
    '7726b9d5-a4b4-4288-a6b2-dce952e80a7f': 'Run-Protect-Admin-Groups-Task',
    '91d67418-0135-4acc-8d79-c08e857cfbec': 'SAM-Enumerate-Entire-Domain',
    'ab721a54-1e2f-11d0-9819-00aa0040529b': 'Send-As',
    'ab721a55-1e2f-11d0-9819-00aa0040529b': 'Send-To',
    'ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501': 'Unexpire-Password',
    '280f369c-67c7-438e-ae98-1d46f3c6f541': 'Update-Password-Not-Required-Bit',
    'be2bb760-7f46-11d2-b9ad-00c04f79f805': 'Update-Schema-Cache',
    'ab721a53-1e2f-11d0-9819-00aa0040529b': 'User-Change-Password',
    '00299570-246d-11d0-a768-00aa006e0529': 'User-Force-Change-Password',
  },
  propertySet: {
    '72e39547-7b18-11d1-adef-00c04fd8d5cd': 'DNS-Host-Name-Attributes',
    'b8119fd0-04f6-4762-ab7a-4986c76b3f9a': 'Domain-Other-Parameters',
    'c7407360-20bf-11d0-a768-00aa006e0529': 'Domain-Password',
    'e45795b2-9455-11d1-aebd-0000f80367c1': 'Email-Information',
    '59ba2f42-79a2-11d0-9020-00c04fc2d3cf': 'General-Information',
    'bc0ac240-79a9-11d0-9020-00c04fc2d4cf': 'Membership',
    'ffa6f046-ca4b-4feb-b40d-04dfee722543': 'MS-TS-GatewayAccess',
    '77b5b886-944a-11d1-aebd-0000f80367c1': 'Personal-Information',
    '91e647de-d96f-4b70-9557-d63ff4f3ccd8': 'Private-Information',
    'e48d0154-bcf8-11d1-8702-00c04fb96050': 'Public-Information',
    '037088f8-0ae1-11d2-b422-00a0c968f939': 'RAS-Information',
    '5805bc62-bdc9-4428-a5e2-856a0f4c185e': 'Terminal-Server-License-Server',
    '4c164200-20c0-11d0-a768-00aa006e0529': 'User-Account-Restrictions',
    '5f202010-79a5-11d0-9020-00c04fc2d4cf': 'User-Logon',
    'e45795b3-9455-11d1-aebd-0000f80367c1': 'Web-Information',
  },
  validatedWrite: {
    '9b026da6-0d3c-465c-8bee-5199d7165cba': 'DS-Validated-Write-Computer',
    'bf9679c0-0de6-11d0-a285-00aa003049e2': 'Self-Membership',
    '72e39547-7b18-11d1-adef-00c04fd8d5cd': 'Validated-DNS-Host-Name',
    '80863791-dbe9-4eb8-837e-7f0ab55d9ac7': 'Validated-MS-DS-Additional-DNS-Host-Name',
    'd31a8757-2447-4545-8081-3bb610cacbf2': 'Validated-MS-DS-Behavior-Version',
    'f3a64788-5306-11d1-a9c5-0000f80367c1': 'Validated-SPN',
  },
};

/** Attributes and classes that access rights name often, by schemaIDGUID ([MS-ADA1] to [MS-ADA3], [MS-ADSC]). */
const schema: Readonly<Record<'attribute' | 'class', Readonly<Record<string, string>>>> = {
  attribute: {
    'bf967915-0de6-11d0-a285-00aa003049e2': 'accountExpires',
    '00fbf30c-91fe-11d1-aebc-0000f80367c1': 'altSecurityIdentities',
    'bf96793f-0de6-11d0-a285-00aa003049e2': 'cn',
    'bf967950-0de6-11d0-a285-00aa003049e2': 'description',
    'bf967953-0de6-11d0-a285-00aa003049e2': 'displayName',
    '72e39547-7b18-11d1-adef-00c04fd8d5cd': 'dNSHostName',
    'f30e3bbe-9ff0-11d1-b603-0000f80367c1': 'gPLink',
    'f30e3bbf-9ff0-11d1-b603-0000f80367c1': 'gPOptions',
    '9a9a021e-4a5b-11d1-a9c3-0000f80367c1': 'groupType',
    '28630ebf-41d5-11d1-a9c1-0000f80367c1': 'lockoutTime',
    'bf9679ab-0de6-11d0-a285-00aa003049e2': 'logonHours',
    'bf967961-0de6-11d0-a285-00aa003049e2': 'mail',
    '0296c120-40da-11d1-a9c0-0000f80367c1': 'managedBy',
    'bf9679b5-0de6-11d0-a285-00aa003049e2': 'manager',
    'bf9679c0-0de6-11d0-a285-00aa003049e2': 'member',
    'bf967991-0de6-11d0-a285-00aa003049e2': 'memberOf',
    '23773dc2-b63a-11d2-90e1-00c04fd91ab1': 'mS-DS-ConsistencyGuid',
    '80863791-dbe9-4eb8-837e-7f0ab55d9ac7': 'msDS-AdditionalDnsHostName',
    '3f78c3e5-f79a-46bd-a0b8-9d18116ddc79': 'msDS-AllowedToActOnBehalfOfOtherIdentity',
    '800d94d7-b7a1-42a1-b14d-7cae1423d07f': 'msDS-AllowedToDelegateTo',
    'bd29bf90-66ad-40e1-887b-10df070419a6': 'msDS-ExternalDirectoryObjectId',
    '888eedd6-ce04-df40-b462-b8a50e41ba38': 'msDS-GroupMSAMembership',
    '5b47d60f-6090-40b2-9f37-2a4de88f3063': 'msDS-KeyCredentialLink',
    '20119867-1d04-4ab7-9371-cfc3d5df0afd': 'msDS-SupportedEncryptionTypes',
    'aa4e1a6d-550d-4e05-8c35-4afcb917a9fe': 'msTPM-OwnerInformation',
    'ea1b7b93-5e48-46d5-bc6c-4df4fda78a35': 'msTPM-TpmInformationForComputer',
    'bf967a0e-0de6-11d0-a285-00aa003049e2': 'name',
    '3e978925-8c01-11d0-afda-00c04fd930c9': 'operatingSystem',
    'bf967a06-0de6-11d0-a285-00aa003049e2': 'proxyAddresses',
    'bf967a0a-0de6-11d0-a285-00aa003049e2': 'pwdLastSet',
    '3e0abfd0-126a-11d0-a060-00aa006c33ed': 'sAMAccountName',
    'bf9679a8-0de6-11d0-a285-00aa003049e2': 'scriptPath',
    'f3a64788-5306-11d1-a9c5-0000f80367c1': 'servicePrincipalName',
    '17eb4278-d167-11d0-b002-0000f80367c1': 'sIDHistory',
    'bf967a49-0de6-11d0-a285-00aa003049e2': 'telephoneNumber',
    '6db69a1c-9422-11d1-aebd-0000f80367c1': 'terminalServer',
    '8d3bca50-1d7e-11d0-a081-00aa006c33ed': 'thumbnailPhoto',
    'bf967a55-0de6-11d0-a285-00aa003049e2': 'title',
    'b7c69e6d-2cc7-11d2-854e-00a0c983f608': 'tokenGroups',
    '46a9b11d-60ae-405a-b7e8-ff8a58d456d2': 'tokenGroupsGlobalAndUniversal',
    'bf9679e1-0de6-11d0-a285-00aa003049e2': 'unicodePwd',
    'bf967a68-0de6-11d0-a285-00aa003049e2': 'userAccountControl',
    'bf967a7f-0de6-11d0-a285-00aa003049e2': 'userCertificate',
    '28630ebb-41d5-11d1-a9c1-0000f80367c1': 'userPrincipalName',
    'bf9679d7-0de6-11d0-a285-00aa003049e2': 'userWorkstations',
  },
  class: {
    'bf967a86-0de6-11d0-a285-00aa003049e2': 'computer',
    '5cb41ed0-0e4c-11d0-a286-00aa003049e2': 'contact',
    'bf967a8b-0de6-11d0-a285-00aa003049e2': 'container',
    'e0fa1e8c-9b45-11d0-afdd-00c04fd930c9': 'dnsNode',
    'e0fa1e8b-9b45-11d0-afdd-00c04fd930c9': 'dnsZone',
    '19195a5b-6da0-11d0-afd3-00c04fd930c9': 'domainDNS',
    '89e31c12-8530-11d0-afda-00c04fd930c9': 'foreignSecurityPrincipal',
    'bf967a9c-0de6-11d0-a285-00aa003049e2': 'group',
    'f30e3bc2-9ff0-11d1-b603-0000f80367c1': 'groupPolicyContainer',
    '4828cc14-1437-45bc-9b07-ad6f015e5f28': 'inetOrgPerson',
    '5df2b673-6d41-4774-b3e8-d52e8ee9ff99': 'msDS-Device',
    '7b8b558a-93a5-4af7-adca-c017e67f1057': 'msDS-GroupManagedServiceAccount',
    'ce206244-5827-4a86-ba1c-1c0c386c1b64': 'msDS-ManagedServiceAccount',
    'bf967aa5-0de6-11d0-a285-00aa003049e2': 'organizationalUnit',
    'e5209ca2-3bba-11d2-90cc-00c04fd91ab1': 'pKICertificateTemplate',
    'bf967aa8-0de6-11d0-a285-00aa003049e2': 'printQueue',
    '28630ec1-41d5-11d1-a9c1-0000f80367c1': 'serviceConnectionPoint',
    'bf967ab3-0de6-11d0-a285-00aa003049e2': 'site',
    'bf967ab8-0de6-11d0-a285-00aa003049e2': 'trustedDomain',
    'bf967aba-0de6-11d0-a285-00aa003049e2': 'user',
  },
};

/** What GUIDs stand for: one GUID can be an attribute and a validated write. */
export class ObjectTypes {
  readonly #byKey: ReadonlyMap<string, string>;

  /** `more` are those of a forest, which come before the ones known everywhere. */
  constructor(more: readonly (ObjectType & { readonly guid: string })[] = []) {
    this.#byKey = new Map([
      ...everywhere,
      ...more.map(({ guid, kind, name }) => [`${kind} ${guid.toLowerCase()}`, name] as const),
    ]);
  }

  /** What a GUID stands for, the first of these kinds that it is; undefined for none that is known. */
  find(guid: string, kinds: readonly ObjectTypeKind[]): ObjectType | undefined {
    for (const kind of kinds) {
      const name = this.#byKey.get(`${kind} ${guid.toLowerCase()}`);
      if (name !== undefined) return { name, kind };
    }
    return undefined;
  }
}

const everywhere = Object.entries({ ...rights, ...schema }).flatMap(([kind, all]) =>
  Object.entries(all).map(([guid, name]) => [`${kind} ${guid}`, name] as const),
);

/** The types known in every forest. */
export const knownObjectTypes = new ObjectTypes();
