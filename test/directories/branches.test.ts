import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { untranslated } from '../../src/core/explain.ts';
import { branches } from '../../src/core/ldap/branches/branches.ts';
import type { Branch, BranchRow } from '../../src/core/ldap/branches/branch.ts';
import { readBranch } from '../../src/core/ldap/branches/readBranch.ts';
import { hex, utf8 } from '../../src/core/ldap/bytes.ts';
import { newDirectory } from '../../src/core/ldap/directory.ts';
import { valuesOf, type Entry } from '../../src/core/ldap/entry.ts';
import { catalogOf } from '../../src/core/ldap/globalCatalog.ts';
import { nameFilter } from '../../src/core/ldap/nameFilter.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { readableAttribute } from '../../src/core/ldap/values/readable.ts';
import type { ServerKind } from '../../src/core/ldap/serverFacts.ts';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, DOMAIN } from '../servers/sambaAd.ts';
import { SUFFIX } from '../servers/slapd.ts';
import { asAdmin, asAdministrator, closeAll, open } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';

interface Read extends BranchRow {
  readonly entry: Entry;
}

const signal = new AbortController().signal;
const branchOf = (kind: ServerKind, id: string): Branch =>
  branches[kind].find((each) => each.id === id) ?? assert.fail(`no branch ${id}`);

/** The rows a person sees below a branch. */
async function rowsOf(session: LdapSession, branch: Branch, above?: Entry): Promise<readonly Read[]> {
  const rows: Read[] = [];
  for await (const { entries } of readBranch(session, branch, above, signal))
    for (const entry of entries) {
      const reads = branch.row(entry, untranslated, above);
      for (const each of 'label' in reads ? [reads] : reads) rows.push({ ...each, entry });
    }
  return rows;
}

const summary = (rows: readonly Read[]) =>
  rows.map(({ label, description = '' }) => `${label}: ${description}`);
const value = (name: string, ...values: readonly string[]) => ({
  name,
  values: values.map((each) => utf8(each)),
});

describe('Active Directory made readable', () => {
  let session: LdapSession;
  const read = (id: string) => rowsOf(session, branchOf('activeDirectory', id));
  before(async () => {
    session = await asAdministrator(await sambaAd());
  });
  after(closeAll);

  it('every branch is read from a domain controller without an error', async () => {
    for (const branch of branches.activeDirectory) await rowsOf(session, branch);
  });

  it('forest and domains', async () => {
    const all = summary(await read('domains'));
    assert.ok(all.some((each) => each.startsWith('ad.example.test: EXAMPLE · forest root · Windows')));
    assert.ok(all.includes('DC=DomainDnsZones,DC=ad,DC=example,DC=test: partition'));
  });

  it('organizational units, each with those below it and the policies linked', async () => {
    await session.add(`OU=Sales,${DOMAIN}`, [value('objectClass', 'organizationalUnit')]);
    await session.add(`OU=Vienna,OU=Sales,${DOMAIN}`, [value('objectClass', 'organizationalUnit')]);
    const all = await read('organizationalUnits');
    assert.ok(
      summary(all).includes(
        'Domain Controllers: Default container for domain controllers · 1 policies linked',
      ),
    );
    const sales = all.find(({ label }) => label === 'Sales') ?? assert.fail();
    const below = await rowsOf(session, branchOf('activeDirectory', 'organizationalUnits'), sales.entry);
    assert.deepEqual(summary(below), ['Vienna: ']);
  });

  it('sites with their servers, subnets and site links', async () => {
    const sites = `CN=Sites,${session.server.configContext ?? ''}`;
    const site = `CN=Default-First-Site-Name,${sites}`;
    await session.add(`CN=192.0.2.0/24,CN=Subnets,${sites}`, [
      value('objectClass', 'subnet'),
      value('siteObject', site),
    ]);
    await session.add(`CN=198.51.100.0/24,CN=Subnets,${sites}`, [value('objectClass', 'subnet')]);
    const [first] = await read('sites');
    const [servers, subnets] = branchOf('activeDirectory', 'sites').below?.() ?? [];
    assert.deepEqual(summary(await rowsOf(session, servers!, first?.entry)), [
      'DC1: Default-First-Site-Name · Global Catalog · Windows Server 2008 R2',
    ]);
    assert.deepEqual(summary(await rowsOf(session, subnets!, first?.entry)), [
      '192.0.2.0/24: Default-First-Site-Name',
    ]);
    assert.deepEqual(summary(await read('subnets')).toSorted(), [
      '192.0.2.0/24: Default-First-Site-Name',
      '198.51.100.0/24: belongs to no site',
    ]);
    assert.deepEqual(summary(await read('siteLinks')), [
      'DEFAULTIPSITELINK: Default-First-Site-Name · cost 100 · every 180 minutes',
    ]);
  });

  it('domain controllers', async () => {
    assert.match(summary(await read('domainControllers'))[0] ?? '', /^DC1: Default-First-Site-Name · Global/);
  });

  it('FSMO roles: all five owners', async () => {
    const all = await read('fsmoRoles');
    assert.deepEqual(
      all.map(({ label, description = '' }) => [label, description.split(' · ')[0]]),
      [
        ['PDC emulator', 'DC1'],
        ['RID master', 'DC1'],
        ['Infrastructure master', 'DC1'],
        ['Schema master', 'DC1'],
        ['Domain naming master', 'DC1'],
      ],
    );
  });

  it('group policies with where they are linked', async () => {
    const all = await read('groupPolicies');
    const policy = all.find(({ label }) => label === 'Default Domain Policy') ?? assert.fail();
    const [places] = branchOf('activeDirectory', 'groupPolicies').below?.() ?? [];
    assert.deepEqual(summary(await rowsOf(session, places!, policy.entry)), [`ad.example.test: ${DOMAIN}`]);
  });

  it('password policies, and fine-grained ones', async () => {
    const container = `CN=Password Settings Container,CN=System,${DOMAIN}`;
    await session.add(`CN=Administrators only,${container}`, [
      value('objectClass', 'msDS-PasswordSettings'),
      value('msDS-PasswordSettingsPrecedence', '10'),
      value('msDS-PasswordReversibleEncryptionEnabled', 'FALSE'),
      value('msDS-PasswordHistoryLength', '24'),
      value('msDS-PasswordComplexityEnabled', 'TRUE'),
      value('msDS-MinimumPasswordLength', '20'),
      value('msDS-MinimumPasswordAge', '0'),
      value('msDS-MaximumPasswordAge', '-36288000000000'),
      value('msDS-LockoutThreshold', '5'),
      value('msDS-LockoutObservationWindow', '-18000000000'),
      value('msDS-LockoutDuration', '-18000000000'),
      value('msDS-PSOAppliesTo', `CN=Domain Admins,CN=Users,${DOMAIN}`),
    ]);
    const [domain, fine] = await read('passwordPolicies');
    assert.equal(domain?.label, 'ad.example.test');
    assert.ok(domain.facts?.some(({ value: text, isWarning }) => text === 'never' && isWarning === true));
    assert.equal(fine?.description, 'precedence 10 · Domain Admins · 20 characters at least');
    assert.ok(
      fine.facts?.some(({ label, value: text }) => label === 'Must change after' && text === '42 days'),
    );
  });

  it('computers, with what shows a hybrid join', async () => {
    const { authority } = await sambaAd();
    const { certificate } = await authority.issue('device', { subject: 'CN=device' });
    const pem = await readFile(certificate, 'utf8');
    const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    await session.add(`CN=PC1,CN=Computers,${DOMAIN}`, [
      value('objectClass', 'computer'),
      value('sAMAccountName', 'PC1$'),
      { name: 'userCertificate', values: [der] },
    ]);
    const computers = await read('computers');
    const joinOf = (name: string) =>
      computers.find(({ label }) => label === name)?.facts?.find(({ label }) => label === 'Hybrid join');
    assert.equal(joinOf('DC1')?.value, 'no device certificate');
    assert.equal(joinOf('PC1')?.value, 'it has registered');
  });

  it('service principal names and what Kerberos will do with each account', async () => {
    const user = `CN=svc,CN=Users,${DOMAIN}`;
    await session.add(user, [
      value('objectClass', 'user'),
      value('sAMAccountName', 'svc'),
      value('servicePrincipalName', 'HTTP/web.ad.example.test'),
      value('msDS-SupportedEncryptionTypes', '4'),
      value('msDS-AllowedToDelegateTo', 'cifs/files.ad.example.test'),
    ]);
    const rows = await read('servicePrincipalNames');
    const svc = rows.find(({ label }) => label === 'svc') ?? assert.fail();
    assert.equal(svc.isWarning, true);
    const facts = svc.facts ?? [];
    assert.match(
      facts.find(({ label }) => label === 'Service principal name')?.meaning ?? '',
      /Kerberoasting/,
    );
    assert.match(facts.find(({ label }) => label === 'Encryption types')?.meaning ?? '', /No AES/);
    assert.match(facts.find(({ label }) => label === 'Delegation')?.meaning ?? '', /Kerberos only/);
    const delegating = await read('delegation');
    assert.deepEqual(delegating.map(({ label }) => label).toSorted(), ['DC1$', 'svc']);
    assert.deepEqual(
      (await read('weakKerberos')).map(({ label }) => label),
      ['svc'],
    );
  });

  it('deleted objects, which open too', async () => {
    const dn = `CN=gone,CN=Users,${DOMAIN}`;
    await session.add(dn, [value('objectClass', 'contact')]);
    await session.delete(dn);
    const gone = (await read('deletedObjects')).find(({ label }) => label === 'gone') ?? assert.fail();
    assert.match(gone.description ?? '', /^contact · deleted 20/);
    assert.ok(await session.read(gone.entry.dn));
  });

  it('DNS zones and their records', async () => {
    const zones = await read('dnsZones');
    assert.deepEqual(zones.map(({ label }) => label).toSorted(), [
      '_msdcs.ad.example.test',
      'ad.example.test',
    ]);
    const zone = zones.find(({ label }) => label === 'ad.example.test');
    const [records] = branchOf('activeDirectory', 'dnsZones').below?.() ?? [];
    const all = summary(await rowsOf(session, records!, zone?.entry));
    assert.ok(
      all.some((each) => /^dc1 A: 127\.\d+\.\d+\.\d+ · TTL 900 s/.test(each)),
      all.join('\n'),
    );
    assert.ok(all.some((each) => /^_ldap\._tcp SRV: 0 100 389 dc1\.ad\.example\.test\./.test(each)));
  });

  it('DNS records are written in words as Samba reads them, and come back octet by octet', async () => {
    const zone = `DC=ad.example.test,CN=MicrosoftDNS,DC=DomainDnsZones,${DOMAIN}`;
    const { read: tell, write } = readableAttribute('dnsRecord')?.format ?? assert.fail();
    const pages = session.search({ base: zone, scope: 'one', attributes: ['dnsRecord'] });
    let count = 0;
    for await (const { entries } of pages)
      for (const own of entries.flatMap((entry) => valuesOf(entry, 'dnsRecord'))) {
        count++;
        assert.equal(hex(write?.(tell(own) ?? assert.fail(), own) ?? assert.fail(tell(own))), hex(own));
      }
    assert.ok(count > 10, String(count));
    const made = {
      'A 192.0.2.7 (TTL 900 s)': [1, 900, "'192.0.2.7'"],
      'AAAA 2001:db8::7': [28, 3600, "'2001:0db8:0000:0000:0000:0000:0000:0007'"],
      'MX 10 mail.example.test.': [15, 3600, "(10, 'mail.example.test')"],
      'SRV 1 2 389 dc1.example.test.': [33, 3600, "(1, 2, 389, 'dc1.example.test')"],
      'TXT "v=spf1 -all" "x"': [16, 3600, "['v=spf1 -all', 'x']"],
      'CNAME dc1.example.test.': [5, 3600, "'dc1.example.test'"],
      'SOA dc1.example.test. hostmaster.example.test. 7 900 600 86400 3600': [
        ...[6, 3600, "(7, 900, 600, 86400, 3600, 'dc1.example.test', 'hostmaster.example.test')"],
      ],
    };
    const dn = `DC=written,${zone}`;
    await session.add(dn, [
      value('objectClass', 'dnsNode'),
      { name: 'dnsRecord', values: Object.keys(made).map((text) => write?.(text) ?? assert.fail(text)) },
    ]);
    const { dnsRecords } = await sambaAd();
    assert.deepEqual(
      (await dnsRecords(dn)).toSorted(),
      Object.values(made)
        .map((each) => each.join(' '))
        .toSorted(),
    );
  });

  it('schema classes and attributes', async () => {
    const classes = summary(await read('schemaClasses'));
    assert.ok(classes.includes('user: structural · of organizationalPerson'));
    const attributes = summary(await read('schemaAttributes'));
    assert.ok(attributes.includes('sAMAccountName: Unicode String · one value · in the Global Catalog'));
    assert.ok(attributes.length > 1000);
  });

  it('replication: connections and partitions of this server', async () => {
    assert.deepEqual(await read('replicationConnections'), []);
    assert.ok((await read('replicationPartitions')).some(({ label }) => label === DOMAIN));
  });

  it('the Global Catalog is searched from the empty base', async () => {
    const { secureUrl, authority } = await sambaAd();
    const home = newDirectory({
      ...{ id: 'ad', name: 'AD', url: secureUrl, bind: 'simple', user: ADMINISTRATOR },
      ca: authority.file,
    });
    const catalog = catalogOf(home) ?? assert.fail();
    const there = await open(catalog, ADMINISTRATOR_PASSWORD);
    const found: string[] = [];
    const search = {
      base: '',
      scope: 'sub',
      filter: nameFilter('administrator', 'activeDirectory'),
    } as const;
    for await (const { entries } of there.search(search)) found.push(...entries.map(({ dn }) => dn));
    assert.ok(found.includes(`CN=Administrator,CN=Users,${DOMAIN}`), found.join('\n'));
  });
});

describe('OpenLDAP made readable', () => {
  let session: LdapSession;
  const read = (id: string) => rowsOf(session, branchOf('openLdap', id));
  before(async () => {
    session = await asAdmin(await slapd());
  });
  after(closeAll);

  it('every branch is read from slapd without an error', async () => {
    for (const branch of branches.openLdap) await rowsOf(session, branch);
  });

  it('databases and overlays of cn=config', async () => {
    const all = await read('databases');
    const main = all.find(({ description = '' }) => description.startsWith(SUFFIX)) ?? assert.fail();
    assert.ok(
      main.facts?.some(({ label, value: text }) => label === 'Access' && text.includes('userPassword')),
    );
    const overlays = summary(await read('overlays'));
    assert.ok(overlays.includes('ppolicy: enforces password policies'), overlays.join('\n'));
  });

  it('password policies, and the accounts they hold', async () => {
    assert.deepEqual(summary(await read('passwordPolicies')), ['default: 8 characters at least']);
    const dn = `uid=edsger,ou=people,${SUFFIX}`;
    await session.modify(dn, [{ operation: 'add', ...value('pwdReset', 'TRUE') }]);
    const [edsger] = await read('passwordStates');
    await session.modify(dn, [{ operation: 'delete', name: 'pwdReset', values: [] }]);
    assert.equal(edsger?.label, 'edsger');
    assert.equal(edsger.isWarning, true);
    assert.match(edsger.description ?? '', /must change at the next sign-in/);
  });
});
