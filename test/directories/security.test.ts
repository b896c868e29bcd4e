import assert from 'node:assert/strict';
import { entrySave } from '../../src/commands/ldif/entrySave.ts';
import { untranslated } from '../../src/core/explain.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { editableEntry, DOCUMENT_ATTRIBUTES } from '../../src/core/ldap/editableEntry.ts';
import { valuesOf } from '../../src/core/ldap/entry.ts';
import { writeValue } from '../../src/core/ldap/ldif/write.ts';
import { permissionSections } from '../../src/core/ldap/reports/permissionsReport.ts';
import type { ReportSection } from '../../src/core/ldap/reports/report.ts';
import { readSchema } from '../../src/core/ldap/schema.ts';
import { readDescriptor, type SecurityDescriptor } from '../../src/core/ldap/security/descriptor.ts';
import { parseSddl, printAce } from '../../src/core/ldap/security/sddl.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { passwordModifications } from '../../src/core/ldap/values/password.ts';
import { readableAttribute } from '../../src/core/ldap/values/readable.ts';
import { readSid } from '../../src/core/ldap/values/sid.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { asAdministrator, closeAll, open } from './opened.ts';
import { sambaAd } from './servers.ts';
import { windowOn } from './windowOn.ts';

const signal = new AbortController().signal;
const OU = `OU=Rights,${DOMAIN}`;
const value = (name: string, ...values: readonly string[]) => ({
  name,
  values: values.map((each) => utf8(each)),
});
const factsOf = (sections: readonly ReportSection[], title: string) =>
  sections.find((each) => each.title === title)?.facts ?? assert.fail(`no section ${title}`);
const lines = (sections: readonly ReportSection[], title: string) =>
  factsOf(sections, title).map(({ label, value: said, meaning = '' }) => `${label}: ${said} · ${meaning}`);

describe('access rights in Active Directory', () => {
  let session: LdapSession;
  let domain: string;
  const sidOf = async (dn: string) => {
    const entry = await session.read(dn, ['objectSid']);
    return readSid(valuesOf(entry ?? assert.fail(dn), 'objectSid')[0] ?? new Uint8Array()) ?? assert.fail(dn);
  };
  const judged = async (dn: string) => {
    const { tool } = await sambaAd();
    const said = await tool('dsacl', 'get', `--objectdn=${dn}`);
    return /^[OGDS]:.*$/m.exec(said)?.[0] ?? assert.fail(said);
  };
  const grant = async (dn: string, sddl: string) => {
    const { tool } = await sambaAd();
    await tool('dsacl', 'set', `--objectdn=${dn}`, '--action=allow', `--sddl=${sddl}`);
  };
  const addUser = async (name: string, ...more: Parameters<LdapSession['add']>[1]) => {
    const dn = `CN=${name},${OU}`;
    await session.add(dn, [value('objectClass', 'user'), value('sAMAccountName', name), ...more]);
    return dn;
  };
  const signIn = async (name: string) => {
    const { secureUrl, authority } = await sambaAd();
    const dn = `CN=${name},${OU}`;
    await session.modify(dn, passwordModifications('Passw0rd.of.a.helper'));
    await session.modify(dn, [{ operation: 'replace', ...value('userAccountControl', '512') }]);
    return open(
      { url: secureUrl, ca: authority.file, bind: 'simple', user: `${name}@ad.example.test` },
      'Passw0rd.of.a.helper',
    );
  };
  before(async () => {
    session = await asAdministrator(await sambaAd());
    domain = await sidOf(DOMAIN);
    await session.add(OU, [value('objectClass', 'organizationalUnit')]);
    await addUser('helper');
  });
  after(closeAll);

  it('security descriptors are those that samba-tool reads, on every kind of object', async () => {
    const { configContext = '' } = session.server;
    for (const dn of [
      ...[DOMAIN, `CN=Administrator,CN=Users,${DOMAIN}`, `CN=DC1,OU=Domain Controllers,${DOMAIN}`],
      ...[`CN=Domain Admins,CN=Users,${DOMAIN}`, `CN=AdminSDHolder,CN=System,${DOMAIN}`, configContext],
      ...[`CN=Policies,CN=System,${DOMAIN}`, OU],
    ]) {
      const entry = await session.read(dn, ['nTSecurityDescriptor']);
      const [own] = valuesOf(entry ?? assert.fail(dn), 'nTSecurityDescriptor');
      const read = readDescriptor(own ?? assert.fail(dn)) ?? assert.fail(dn);
      const theirs = parseSddl(await judged(dn), { domain, forest: domain }) ?? assert.fail(dn);
      const entries = ({ dacl }: SecurityDescriptor) => dacl?.aces.map(printAce);
      assert.deepEqual(entries(read), entries(theirs), dn);
      assert.deepEqual([read.owner, read.group], [theirs.owner, theirs.group]);
    }
  });

  it('are read by those who may not see what is audited', async () => {
    const helper = await signIn('helper');
    const entry = await helper.read(OU, ['nTSecurityDescriptor']);
    const [read] = valuesOf(entry ?? assert.fail(), 'nTSecurityDescriptor');
    assert.ok(readDescriptor(read ?? assert.fail('no descriptor without the control'))?.dacl);
    for await (const { entries } of helper.search({
      base: OU,
      scope: 'base',
      attributes: ['nTSecurityDescriptor'],
    }))
      assert.equal(valuesOf(entries[0] ?? assert.fail(), 'nTSecurityDescriptor').length, 1);
  });

  it('are changed in SDDL in the document of an entry, by those who may only change permissions too', async () => {
    const dn = await addUser('target');
    await grant(dn, `(A;;RPLCLORCWD;;;${await sidOf(`CN=helper,${OU}`)})`);
    const helper = await signIn('helper');
    const schema = readSchema(await helper.schema());
    const entry = await helper.read(dn, DOCUMENT_ATTRIBUTES.activeDirectory);
    const before = editableEntry(entry ?? assert.fail(), schema);
    assert.match(before, /^# nTSecurityDescriptor: owner Domain Admins$/m);
    const [old = new Uint8Array()] = valuesOf(entry ?? assert.fail(), 'nTSecurityDescriptor');
    const { read, write } = readableAttribute('nTSecurityDescriptor')?.format ?? assert.fail();
    const made = write?.((read(old) ?? '').replace('D:AI', 'D:AI(A;;RP;;;DU)'), old) ?? assert.fail();
    const window = windowOn(helper, ['Save']);
    const id = JSON.stringify(['test', dn]);
    await entrySave(
      window,
      id,
      before,
      before.replace(
        writeValue('nTSecurityDescriptor', old, 'readable'),
        writeValue('nTSecurityDescriptor', made, 'readable'),
      ),
    );
    assert.match(await judged(dn), /\(A;;RP;;;DU\)/);
  });

  it('who may act on behalf of others is written in SDDL and read by samba-tool', async () => {
    const dn = `CN=WEB,${OU}`;
    const made = readableAttribute('msDS-AllowedToActOnBehalfOfOtherIdentity')?.format.write?.(
      `O:BAD:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;${await sidOf(`CN=helper,${OU}`)})`,
    );
    await session.add(dn, [
      value('objectClass', 'computer'),
      value('sAMAccountName', 'WEB$'),
      { name: 'msDS-AllowedToActOnBehalfOfOtherIdentity', values: [made ?? assert.fail()] },
    ]);
    const { tool } = await sambaAd();
    assert.match(await tool('delegation', 'show', 'WEB$'), /CN=helper/);
    const sections = await permissionSections(session, dn, untranslated, signal);
    const [fact] = factsOf(sections, 'Who can act as anyone towards it');
    assert.equal(fact?.label, 'helper');
    assert.equal(fact.isWarning, true);
  });

  it('a report says who may do what: risks first, where entries come from, names for identifiers', async () => {
    const dn = await addUser('victim');
    const helper = await sidOf(`CN=helper,${OU}`);
    await grant(
      OU,
      `(OA;CI;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;${helper})`,
    );
    await grant(dn, `(OA;;WP;5b47d60f-6090-40b2-9f37-2a4de88f3063;;${helper})`);
    await grant(dn, '(A;;WDWO;;;AU)');
    const sections = await permissionSections(session, dn, untranslated, signal);
    const found = lines(sections, 'To look at');
    assert.deepEqual(found.map((line) => line.replace(/ · .*$/, '')).toSorted(), [
      'Authenticated Users: Change permissions',
      'Authenticated Users: Take ownership',
      'helper: Add keys',
      'helper: Set the password',
    ]);
    assert.match(found.find((line) => line.startsWith('helper: Set')) ?? '', /inherited from Rights\.$/);
    assert.ok(
      lines(sections, 'Set on it').includes('helper: write msDS-KeyCredentialLink · this entry only'),
    );
    assert.ok(
      lines(sections, 'Inherited').includes(
        'helper: User-Force-Change-Password · this entry and user below · inherited from Rights',
      ),
      lines(sections, 'Inherited').join('\n'),
    );
    assert.ok(lines(sections, 'Inherited').some((line) => line.endsWith('inherited from ad')));
    assert.equal(factsOf(sections, 'Owner')[0]?.value, 'Domain Admins');
    assert.ok(!JSON.stringify(sections).includes('-0de6-11d0-'), 'a GUID without a name');
  });

  it('a report on a domain marks who can replicate secrets', async () => {
    const helper = await sidOf(`CN=helper,${OU}`);
    await grant(DOMAIN, `(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;${helper})`);
    const sections = await permissionSections(session, DOMAIN, untranslated, signal);
    assert.ok(lines(sections, 'To look at').some((line) => line.startsWith('helper: Replicate secrets')));
  });

  it('a report says who reads a managed password', async () => {
    const dn = `CN=gmsa,${OU}`;
    const made = readableAttribute('msDS-GroupMSAMembership')?.format.write?.('O:SYD:(A;;RP;;;AU)');
    await session.add(dn, [
      value('objectClass', 'msDS-GroupManagedServiceAccount'),
      value('sAMAccountName', 'gmsa$'),
      value('msDS-ManagedPasswordInterval', '30'),
      { name: 'msDS-GroupMSAMembership', values: [made ?? assert.fail()] },
    ]);
    const sections = await permissionSections(session, dn, untranslated, signal);
    assert.deepEqual(
      factsOf(sections, 'Who reads its managed password').map(({ label, isWarning }) => [label, isWarning]),
      [['Authenticated Users', true]],
    );
  });
});
