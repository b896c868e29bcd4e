import assert from 'node:assert/strict';
import { untranslated } from '../../src/core/explain.ts';
import { explainAdAccount } from '../../src/core/ldap/ad/explainAccount.ts';
import { readForest } from '../../src/core/ldap/ad/forest.ts';
import { forestMermaid, forestPlantUml } from '../../src/core/ldap/ad/forestDiagram.ts';
import { branches } from '../../src/core/ldap/branches/branches.ts';
import { readBranch } from '../../src/core/ldap/branches/readBranch.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { newDirectory } from '../../src/core/ldap/directory.ts';
import { explainStandardAccount } from '../../src/core/ldap/openLdap/explainAccount.ts';
import { groupSections } from '../../src/core/ldap/reports/effectiveGroups.ts';
import { replicationSections } from '../../src/core/ldap/reports/replicationReport.ts';
import type { ReportSection } from '../../src/core/ldap/reports/report.ts';
import { whoAmISections } from '../../src/core/ldap/reports/whoAmI.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { ADMINISTRATOR, DOMAIN } from '../servers/sambaAd.ts';
import { SUFFIX } from '../servers/slapd.ts';
import { asAdmin, asAdministrator, closeAll } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';

const signal = new AbortController().signal;
const value = (name: string, ...values: readonly string[]) => ({
  name,
  values: values.map((each) => utf8(each)),
});
const sectionOf = (sections: readonly ReportSection[], title: string): ReportSection =>
  sections.find((each) => each.title === title) ?? assert.fail(`no section ${title}`);
const labels = (sections: readonly ReportSection[], title: string) =>
  sectionOf(sections, title).facts.map(({ label }) => label);
const factOf = (sections: readonly ReportSection[], title: string, label: string) =>
  sectionOf(sections, title).facts.find((fact) => fact.label === label) ?? assert.fail(`no fact ${label}`);
const users = `CN=Users,${DOMAIN}`;

describe('reports on Active Directory', () => {
  let session: LdapSession;
  before(async () => {
    session = await asAdministrator(await sambaAd());
    const account = (name: string) => [value('objectClass', 'user'), value('sAMAccountName', name)];
    const group = (name: string, member: string) => [
      value('objectClass', 'group'),
      value('sAMAccountName', name),
      value('member', member),
    ];
    await session.add(`CN=nested,${users}`, account('nested'));
    await session.add(`CN=Inner,${users}`, group('Inner', `CN=nested,${users}`));
    await session.add(`CN=Outer,${users}`, group('Outer', `CN=Inner,${users}`));
  });
  after(closeAll);

  it('effective groups: direct, nested by 1.2.840.113556.1.4.1941, and tokenGroups with names', async () => {
    const sections = await groupSections(session, `CN=nested,${users}`, untranslated, signal);
    assert.deepEqual(labels(sections, 'Member of'), ['Inner']);
    assert.deepEqual(labels(sections, 'Member through other groups'), ['Outer']);
    assert.match(factOf(sections, 'Member through other groups', 'Outer').meaning ?? '', /^through Inner/);
    assert.deepEqual(labels(sections, 'In a token'), ['Domain Users', 'Inner', 'Outer', 'Users']);
    assert.match(factOf(sections, 'In a token', 'Domain Users').meaning ?? '', /primary group/);
  });

  it('who am I: the identifiers in the token of the session', async () => {
    const directory = newDirectory({
      ...{ id: 'ad', name: 'AD', url: 'ldaps://dc1', bind: 'simple', user: ADMINISTRATOR },
    });
    const sections = await whoAmISections(session, directory, untranslated, signal);
    assert.match(factOf(sections, 'Identity', 'The server says').value, /nothing/);
    const names = labels(sections, 'In its token');
    for (const name of ['Administrator', 'Domain Admins', 'Administrators'])
      assert.ok(names.includes(name), name);
  });

  it('an account explained: flags, password age, policy, Kerberos', async () => {
    const dn = `CN=explained,${users}`;
    await session.add(dn, [
      value('objectClass', 'user'),
      value('sAMAccountName', 'explained'),
      // DONT_REQ_PREAUTH, DONT_EXPIRE_PASSWORD, NORMAL_ACCOUNT, ACCOUNTDISABLE
      value('userAccountControl', String(0x400000 + 0x10000 + 0x200 + 2)),
      value('accountExpires', '132539328000000000'),
    ]);
    const sections = await explainAdAccount(session, dn, Date.parse('2030-01-01'), untranslated, signal);
    const flags = sectionOf(sections, 'Account')
      .facts.filter(({ label }) => label === 'userAccountControl')
      .map((fact) => fact.value);
    assert.deepEqual(flags, ['ACCOUNTDISABLE', 'NORMAL_ACCOUNT', 'DONT_EXPIRE_PASSWORD', 'DONT_REQ_PREAUTH']);
    assert.equal(factOf(sections, 'Account', 'Expires').isWarning, true);
    assert.equal(factOf(sections, 'Password policy', 'Must change after').value, '42 days');
    assert.match(factOf(sections, 'Kerberos', 'Pre-authentication').meaning ?? '', /AS-REP roasting/);
    const administrator = `CN=Administrator,${users}`;
    const own = await explainAdAccount(
      session,
      administrator,
      Date.now() + 50 * 86_400_000,
      untranslated,
      signal,
    );
    assert.equal(factOf(own, 'Password', 'Expires').isWarning, true);
    assert.match(factOf(own, 'Password', 'Set').meaning ?? '', /^50 days ago$/);
    assert.equal(factOf(own, 'Lockout and sign-ins', 'Locked').value, 'no');
  });

  it('replication metadata of each attribute, by its name and domain controller', async () => {
    const sections = await replicationSections(session, `CN=Administrator,${users}`, untranslated, signal);
    const names = labels(sections, 'Attributes');
    for (const name of [
      'unicodePwd',
      'sAMAccountName',
      'objectSid',
      'lastLogonTimestamp',
      'supplementalCredentials',
    ])
      assert.ok(names.includes(name), `${name} of ${names.join(', ')}`);
    assert.match(
      factOf(sections, 'Attributes', 'unicodePwd').meaning ?? '',
      /^version \d+, written at DC1, USN \d+, here \d+$/,
    );
  });

  it('the forest as PlantUML and Mermaid', async () => {
    const forest = await readForest(session, signal);
    assert.deepEqual(forest.domains, [{ name: 'ad.example.test' }]);
    const drawn = { name: 'DC1', domain: 'ad.example.test', isCatalog: true, isReadOnly: false };
    assert.deepEqual(forest.sites, [{ name: 'Default-First-Site-Name', controllers: [drawn] }]);
    assert.match(
      forestPlantUml(forest),
      /cloud "ad\.example\.test" as d0[^]*node "DC1 \(GC\)" as s0c0[^]*s0c0 --> d0/,
    );
    assert.match(forestMermaid(forest), /^flowchart LR\n {2}d0\(\["ad\.example\.test"\]\)/);
  });

  it('trusts with direction, type and attributes, in the tree and in the diagram', async () => {
    const samba = await sambaAd();
    await samba.addTrust({ partner: 'partner.test', flatName: 'PARTNER', direction: 3, attributes: 8 });
    const trusts = branches.activeDirectory.find(({ id }) => id === 'trusts') ?? assert.fail();
    const rows = [];
    for await (const { entries } of readBranch(session, trusts, undefined, signal))
      rows.push(...entries.map((entry) => trusts.row(entry, untranslated, undefined)));
    const [row] = rows;
    assert.ok(row !== undefined && 'label' in row);
    assert.equal(row.label, 'partner.test');
    assert.equal(row.description, 'bidirectional · Active Directory domain · FOREST_TRANSITIVE');
    assert.match(forestMermaid(await readForest(session, signal)), /d0 <-->\|"trusts \(forest\)"\| t0/);
  });
});

describe('reports on OpenLDAP', () => {
  let session: LdapSession;
  before(async () => {
    session = await asAdmin(await slapd());
  });
  after(closeAll);

  it('effective groups level by level, and groups that contain each other', async () => {
    const groups = `ou=groups,${SUFFIX}`;
    const group = (cn: string, member: string) =>
      session.add(`cn=${cn},${groups}`, [
        value('objectClass', 'groupOfNames'),
        value('cn', cn),
        value('member', member),
      ]);
    await group('all', `cn=developers,${groups}`);
    await group('round', `cn=all,${groups}`);
    await session.modify(`cn=all,${groups}`, [
      { operation: 'add', ...value('member', `cn=round,${groups}`) },
    ]);
    const sections = await groupSections(session, `uid=ada,ou=people,${SUFFIX}`, untranslated, signal);
    assert.deepEqual(labels(sections, 'Member of'), ['developers', 'staff']);
    assert.deepEqual(labels(sections, 'Member through other groups'), ['all', 'round']);
    for (const cn of ['round', 'all']) await session.delete(`cn=${cn},${groups}`);
  });

  it('an account explained: password policy state and operational attributes', async () => {
    const dn = `uid=alan,ou=people,${SUFFIX}`;
    await session.modify(dn, [{ operation: 'add', ...value('pwdAccountLockedTime', '000001010000Z') }]);
    const sections = await explainStandardAccount(session, dn, untranslated, signal);
    await session.modify(dn, [{ operation: 'delete', name: 'pwdAccountLockedTime', values: [] }]);
    const lock = factOf(sections, 'Password policy', 'Locked since');
    assert.equal(lock.value, 'until unlocked');
    assert.equal(lock.isWarning, true);
    assert.ok(labels(sections, 'What the server keeps of it').includes('Change number'));
  });

  it('who am I, by the extended operation', async () => {
    const directory = newDirectory({
      id: 'o',
      name: 'O',
      url: 'ldaps://o',
      bind: 'simple',
      user: 'cn=admin',
    });
    const sections = await whoAmISections(session, directory, untranslated, signal);
    assert.equal(factOf(sections, 'Identity', 'The server says').value, `dn:cn=admin,${SUFFIX}`);
  });
});
