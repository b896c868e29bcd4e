import assert from 'node:assert/strict';
import fc from 'fast-check';
import { untranslated } from '../../../../../src/core/explain.ts';
import { controlMeanings } from '../../../../../src/core/ldap/ad/accountControl.ts';
import { oidOfAttributeType } from '../../../../../src/core/ldap/ad/attributeTypes.ts';
import type { Forest } from '../../../../../src/core/ldap/ad/forest.ts';
import { forestMermaid, forestPlantUml } from '../../../../../src/core/ldap/ad/forestDiagram.ts';
import { kerberosFacts } from '../../../../../src/core/ldap/ad/kerberos.ts';
import { dnsNameOf, nameAbove } from '../../../../../src/core/ldap/ad/names.ts';
import { readReplicationXml } from '../../../../../src/core/ldap/ad/replicationXml.ts';
import { policyLinks } from '../../../../../src/core/ldap/ad/topology.ts';
import { branches } from '../../../../../src/core/ldap/branches/branches.ts';
import { utf8 } from '../../../../../src/core/ldap/bytes.ts';
import { newDirectory } from '../../../../../src/core/ldap/directory.ts';
import type { Entry } from '../../../../../src/core/ldap/entry.ts';
import { catalogOf, homeOf } from '../../../../../src/core/ldap/globalCatalog.ts';
import { compare } from '../../../../../src/core/ldap/hybrid/compare.ts';
import type { TenantUser } from '../../../../../src/core/ldap/hybrid/cloudUsers.ts';
import { evidences } from '../../../../../src/core/ldap/hybrid/evidence.ts';
import { userAccountControl } from '../../../../../src/core/ldap/values/flagNames.ts';

const entry = (attributes: Readonly<Record<string, readonly string[]>>): Entry => ({
  dn: 'CN=x,DC=ad,DC=test',
  attributes: Object.entries(attributes).map(([name, values]) => ({ name, values: values.map(utf8) })),
});

describe('readable branches', () => {
  it('have ids of their own, and read any entry without failing', () => {
    for (const all of Object.values(branches)) {
      assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
      for (const branch of all) branch.row({ dn: '', attributes: [] }, untranslated, undefined);
    }
  });

  it('read hostile values without failing', () => {
    const names = [
      ...['nCName', 'gPLink', 'siteList', 'options', 'fSMORoleOwner', 'trustAttributes', 'versionNumber'],
      ...['dnsRecord', 'msDS-NCReplInboundNeighbors', 'fromServer', 'objectGUID', 'objectClass', 'keywords'],
    ];
    fc.assert(
      fc.property(
        fc.string(),
        fc.dictionary(fc.constantFrom(...names), fc.array(fc.uint8Array())),
        (dn, values) => {
          const hostile = {
            dn,
            attributes: Object.entries(values).map(([name, all]) => ({ name, values: all })),
          };
          for (const branch of branches.activeDirectory) branch.row(hostile, untranslated, undefined);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('names and links of Active Directory', () => {
  it('reads gPLink: disabled and enforced links ([MS-GPOL] 2.2.2)', () => {
    const link = '[LDAP://cn={A},cn=policies;0][LDAP://cn={B},cn=policies;3]';
    assert.deepEqual(policyLinks(link), [
      { dn: 'cn={A},cn=policies', isDisabled: false, isEnforced: false },
      { dn: 'cn={B},cn=policies', isDisabled: true, isEnforced: true },
    ]);
  });

  it('names the server above its NTDS settings, and domains as DNS does', () => {
    assert.equal(nameAbove('CN=NTDS Settings,CN=DC1,CN=Servers,CN=Vienna', 1), 'DC1');
    assert.equal(nameAbove('CN=x', 4), '');
    assert.equal(dnsNameOf('DC=ad,DC=example,DC=test'), 'ad.example.test');
    assert.equal(dnsNameOf('CN=Configuration,DC=ad'), 'CN=Configuration,DC=ad');
  });

  it('finds the OID of an ATTRTYP ([MS-DRSR] 5.16.4)', () => {
    assert.equal(oidOfAttributeType(0x90303), '1.2.840.113556.1.4.771');
    assert.equal(oidOfAttributeType(0x3), '2.5.4.3');
    assert.equal(oidOfAttributeType(0x800a0001), undefined);
  });

  it('reads the XML of replication structures ([MS-ADTS] 3.1.1.4.5.26)', () => {
    const xml = `<DS_REPL_NEIGHBOR>\n<pszSourceDsaDN>CN=NTDS Settings,CN=A&amp;B</pszSourceDsaDN>\n<dwLastSyncResult>8606</dwLastSyncResult>\n<pszAsyncIntersiteTransportDN></pszAsyncIntersiteTransportDN>\n</DS_REPL_NEIGHBOR>\0`;
    assert.deepEqual(
      [...readReplicationXml(xml)],
      [
        ['pszSourceDsaDN', 'CN=NTDS Settings,CN=A&B'],
        ['dwLastSyncResult', '8606'],
        ['pszAsyncIntersiteTransportDN', ''],
      ],
    );
  });

  it('replication partners of a domain controller of Windows, with failures', () => {
    const partners = branches.activeDirectory.find(({ id }) => id === 'replicationPartners') ?? assert.fail();
    const xml = `<DS_REPL_NEIGHBOR><pszSourceDsaDN>CN=NTDS Settings,CN=DC2,CN=Servers</pszSourceDsaDN><dwLastSyncResult>1722</dwLastSyncResult><cNumConsecutiveSyncFailures>4</cNumConsecutiveSyncFailures></DS_REPL_NEIGHBOR>`;
    const reads = partners.row(entry({ 'msDS-NCReplInboundNeighbors': [xml] }), untranslated, undefined);
    const [row] = 'label' in reads ? [reads] : reads;
    assert.equal(row?.label, 'DC2');
    assert.equal(row.description, 'CN=x,DC=ad,DC=test · 4 failures, last with 1722');
    assert.equal(row.isWarning, true);
  });

  it('derives the Global Catalog of a connection, and finds the way back', () => {
    const home = newDirectory({ id: 'ad', name: 'AD', url: 'ldaps://[::1]:1636', bind: 'anonymous' });
    const catalog = catalogOf(home);
    assert.equal(catalog?.url, 'ldaps://[::1]:3269');
    assert.equal(homeOf(catalog.id), 'ad');
    assert.equal(catalogOf(catalog), undefined);
    assert.equal(catalogOf({ ...home, url: 'ldap://dc1' })?.url, 'ldap://dc1:3268');
    assert.equal(catalogOf({ ...home, url: 'ldapi://%2Frun%2Fldapi' }), undefined);
  });
});

describe('what Kerberos will do with an account', () => {
  const of = (attributes: Readonly<Record<string, readonly string[]>>) =>
    kerberosFacts(entry({ objectClass: ['user'], ...attributes }), untranslated);
  const meaning = (facts: ReturnType<typeof of>, label: string) =>
    facts.find((fact) => fact.label === label)?.meaning ?? '';

  it('unconstrained delegation, but not of domain controllers', () => {
    const plain = of({ userAccountControl: [String(0x80200)] });
    assert.match(meaning(plain, 'Delegation'), /act as them anywhere/);
    const controller = of({ userAccountControl: [String(0x82000)] });
    assert.match(meaning(controller, 'Delegation'), /domain controller/);
  });

  it('constrained delegation, with and without protocol transition', () => {
    const targets = { 'msDS-AllowedToDelegateTo': ['cifs/files'] };
    assert.match(meaning(of({ ...targets, userAccountControl: ['512'] }), 'Delegation'), /Kerberos only/);
    const any = of({ ...targets, userAccountControl: [String(0x1000200)] });
    assert.match(meaning(any, 'Delegation'), /protocol transition/);
  });

  it('resource-based delegation, and accounts nobody may act as', () => {
    assert.match(
      meaning(of({ 'msDS-AllowedToActOnBehalfOfOtherIdentity': ['x'] }), 'Delegation'),
      /act as anyone/,
    );
    assert.match(meaning(of({ userAccountControl: [String(0x100200)] }), 'Delegation'), /No service may act/);
  });

  it('encryption types: unset, RC4, AES and DES only', () => {
    const types = (value: string) =>
      meaning(of({ 'msDS-SupportedEncryptionTypes': [value] }), 'Encryption types');
    assert.match(types('0'), /own default/);
    assert.match(types('4'), /No AES/);
    assert.match(types('24'), /with AES/);
    assert.match(meaning(of({ userAccountControl: [String(0x200200)] }), 'Encryption types'), /Only DES/);
  });

  it('every bit of userAccountControl has a meaning', () => {
    assert.deepEqual(
      controlMeanings.map(({ name }) => name).toSorted(),
      Object.keys(userAccountControl).toSorted(),
    );
  });
});

describe('the forest as a diagram', () => {
  const forest: Forest = {
    domains: [{ name: 'root.test' }, { name: 'child.root.test', parent: 'root.test' }],
    sites: [
      {
        name: 'Vi"enna]\nend',
        controllers: [{ name: 'DC1', domain: 'root.test', isCatalog: true, isReadOnly: false }],
      },
      { name: 'Graz', controllers: [] },
    ],
    links: [{ name: 'West', sites: ['Vi"enna]\nend', 'Graz'], cost: '50' }],
    trusts: [
      { from: 'root.test', to: 'in.test', direction: 1, isForest: false },
      { from: 'root.test', to: 'off.test', direction: 0, isForest: false },
    ],
  };

  it('draws children, site links and one-way trusts, in both languages', () => {
    const mermaid = forestMermaid(forest);
    for (const arrow of [
      'd0 <-->|"parent and child"| d1',
      's0 <-->|"West, cost 50"| s1',
      't0 -->|"trusts"| d0',
    ])
      assert.ok(mermaid.includes(arrow), mermaid);
    const plant = forestPlantUml(forest);
    for (const arrow of ['d0 <--> d1', 's0 <--> s1 : West, cost 50', 't0 --> d0 : trusts'])
      assert.ok(plant.includes(arrow), plant);
  });

  it('lets no name leave its box', () => {
    assert.ok(!forestMermaid(forest).includes('enna]\nend'));
    assert.ok(!forestPlantUml(forest).includes('Vi"enna'));
  });
});

describe('comparing a directory with a tenant', () => {
  const person = (label: string, more: object = {}) => ({ dn: `CN=${label},OU=a,DC=t`, label, ...more });
  const user = (id: string, more: Partial<TenantUser> = {}): TenantUser => ({
    ...{ id, userPrincipalName: `${id}@t.test`, errors: [] },
    ...more,
  });
  const kinds = async (people: readonly ReturnType<typeof person>[], users: readonly TenantUser[]) =>
    (await compare(people, users, { domains: new Set(['t.test']), base: 'OU=a,DC=t' })).map(
      ({ kind }) => kind,
    );

  it('tells a moved user by the SID, and a name that is another’s', async () => {
    assert.deepEqual(
      await kinds(
        [person('moved', { objectSid: 'S-1-5-21-1' }), person('taken', { userPrincipalName: 'b@t.test' })],
        [
          user('a', { onPremisesSecurityIdentifier: 'S-1-5-21-1', onPremisesImmutableId: 'x' }),
          user('b', { onPremisesImmutableId: 'y', onPremisesSyncEnabled: true }),
        ],
      ),
      ['sidOnly', 'conflict'],
    );
  });

  it('finds orphans of the part that is compared only', async () => {
    const synced = (id: string, dn: string) =>
      user(id, { onPremisesSyncEnabled: true, onPremisesDistinguishedName: dn });
    assert.deepEqual(await kinds([], [synced('a', 'CN=a,OU=a,DC=t'), synced('b', 'CN=b,OU=b,DC=t')]), [
      'orphan',
    ]);
  });

  it('compares fifty thousand people without trying each with each', async () => {
    const users = Array.from({ length: 50_000 }, (_, at) => user(`u${at}`));
    const people = users.map(({ userPrincipalName }, at) => person(`p${at}`, { userPrincipalName }));
    assert.equal((await kinds(people, users)).filter((kind) => kind === 'softMatch').length, 50_000);
  });

  it('every evidence says what it means', () => {
    assert.equal(new Set(evidences.map(({ id }) => id)).size, evidences.length);
    for (const { meaning } of evidences) assert.match(meaning, /\.$/);
  });
});
