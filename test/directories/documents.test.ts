import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { entrySave } from '../../src/commands/ldif/entrySave.ts';
import { ldifImport } from '../../src/commands/ldif/ldifImport.ts';
import { ldifExport, searchExport } from '../../src/commands/ldif/ldifExport.ts';
import { searchRun } from '../../src/commands/ldif/searchRun.ts';
import { IdentityError } from '../../src/core/errors.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { changeLog } from '../../src/core/ldap/changeLog.ts';
import { inverseText } from '../../src/core/ldap/changeTexts.ts';
import type { Entry } from '../../src/core/ldap/entry.ts';
import { entryText } from '../../src/core/ldap/entryText.ts';
import { ldifFindings } from '../../src/core/ldap/ldif/findings.ts';
import { attributeNoteAt } from '../../src/core/ldap/ldif/lookUp.ts';
import { readLdif } from '../../src/core/ldap/ldif/read.ts';
import { recordedSession } from '../../src/core/ldap/recordedSession.ts';
import { readSchema } from '../../src/core/ldap/schema.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { readableAttribute, readableValue } from '../../src/core/ldap/values/readable.ts';
import { program } from '../servers/program.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { ADMIN, ADMIN_PASSWORD, SUFFIX } from '../servers/slapd.ts';
import { asAdmin, asAdministrator, closeAll } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';
import { windowOn } from './windowOn.ts';

const ADA = `uid=ada,ou=people,${SUFFIX}`;
const ID = (dn: string) => JSON.stringify(['test', dn]);

/** What OpenLDAP's own client sees. */
async function judged(base: string, ...args: readonly string[]): Promise<string> {
  const { url } = await slapd();
  return program('ldapsearch', [
    ...['-x', '-H', url, '-D', ADMIN, '-w', ADMIN_PASSWORD, '-LLL', '-o', 'ldif-wrap=no', '-b', base],
    ...args,
  ]);
}

describe('an entry as an editable document', () => {
  after(closeAll);

  it('is saved as exactly what changed, seen by ldapsearch, and can be taken back', async () => {
    const session = await asAdmin(await slapd());
    const window = windowOn(session, ['Save']);
    const before = await entryText(window, ID(ADA));
    const untouched = await judged(ADA, '-s', 'base');
    const edited = before
      .replace('sn: Lovelace', 'sn: Byron')
      .replace(/^mail:.*\n/m, 'mail: ada@new.example\ntitle: Lučić\n');
    await entrySave(window, ID(ADA), before, edited);
    const now = await judged(ADA, '-s', 'base');
    assert.match(now, /^sn: Byron$/m);
    assert.match(now, /^mail: ada@new\.example$/m);
    assert.match(now, new RegExp(`^title:: ${Buffer.from('Lučić').toString('base64')}$`, 'm'));
    assert.match(window.prompt.asked[0] ?? '', /^Change uid=ada/);

    const undo = inverseText(window.changes.list());
    const back = windowOn(session, ['Import', 'Stop at the first error'], { undo });
    const result = await ldifImport(back)({ uri: 'undo', directory: 'test' });
    assert.deepEqual(result, { made: 1, failed: 0, unreadable: 0, stopped: false });
    assert.deepEqual((await judged(ADA, '-s', 'base')).split('\n').sort(), untouched.split('\n').sort());
  });

  it('saves nothing when nothing changed, when the person says no, and when someone else changed the same', async () => {
    const session = await asAdmin(await slapd());
    const window = windowOn(session, [undefined]);
    const before = await entryText(window, ID(ADA));
    await entrySave(window, ID(ADA), before, before);
    const edited = before.replace('sn: Lovelace', 'sn: King');
    await assert.rejects(entrySave(window, ID(ADA), before, edited), (error) =>
      IdentityError.is(error, 'entry.dismissed'),
    );
    await session.modify(ADA, [{ operation: 'replace', name: 'sn', values: [utf8('Other')] }]);
    await assert.rejects(
      entrySave(window, ID(ADA), before, edited),
      (error) => IdentityError.is(error, 'entry.conflict') && error.data.attributes === 'sn',
    );
    await session.modify(ADA, [{ operation: 'replace', name: 'sn', values: [utf8('Lovelace')] }]);
  });

  it('is held against the server’s version in one step with the change', async () => {
    const session = await asAdmin(await slapd());
    const racing: LdapSession = {
      ...recordedSession(session, changeLog(), 'Test', () => 0),
      server: session.server,
      async modify(dn, changes, options) {
        await session.modify(ADA, [{ operation: 'replace', name: 'title', values: [utf8('won the race')] }]);
        return session.modify(dn, changes, options);
      },
    };
    const window = windowOn(racing, ['Save']);
    const before = await entryText(window, ID(ADA));
    const edited = before.replace('sn: Lovelace', 'sn: King');
    await assert.rejects(entrySave(window, ID(ADA), before, edited), (error) =>
      IdentityError.is(error, 'ldap.changedMeanwhile'),
    );
    assert.match(await judged(ADA, '-s', 'base', 'sn'), /^sn: Lovelace$/m);
    await session.modify(ADA, [{ operation: 'delete', name: 'title', values: [] }]);
  });

  it('tells of an entry that is gone', async () => {
    const window = windowOn(await asAdmin(await slapd()));
    await assert.rejects(entryText(window, ID(`cn=nobody,${SUFFIX}`)), (error) =>
      IdentityError.is(error, 'entry.gone'),
    );
  });

  it('of Active Directory is told in words, and saved', async () => {
    const session = await asAdministrator(await sambaAd());
    const guest = `CN=Guest,CN=Users,${DOMAIN}`;
    const window = windowOn(session, ['Save', 'Save']);
    const before = await entryText(window, ID(guest));
    assert.match(before, /^# userAccountControl: ACCOUNTDISABLE .*NORMAL_ACCOUNT/m);
    assert.match(before, /^# accountExpires: never$/m);
    assert.match(before, /^# objectSid: S-1-5-21-[\d-]+-501 \(Guest\)$/m);
    assert.match(before, /^# objectGUID: [\da-f]{8}-/m);
    const edited = before.replace(/^description:.*$/m, 'description: A visitor');
    await entrySave(window, ID(guest), before, edited);
    const again = await entryText(window, ID(guest));
    assert.match(again, /^description: A visitor$/m);
    await entrySave(window, ID(guest), again, before.replaceAll(/^# .*\n/gm, ''));
  });
});

describe('LDIF files', () => {
  after(closeAll);
  const FILE = `version: 1

dn: ou=imported,${SUFFIX}
objectClass: organizationalUnit
ou: imported

dn: cn=refused,ou=nowhere,${SUFFIX}
changetype: add
objectClass: applicationProcess
userPassword: hush
cn: refused

dn: no dn at all
cn x

dn: ou=imported,${SUFFIX}
changetype: modify
add: description
description: by import
-

dn: ou=imported,${SUFFIX}
changetype: moddn
newrdn: ou=renamed
deleteoldrdn: 1
`;

  it('are imported with a preview, past what is refused, which opens as LDIF', async () => {
    const window = windowOn(await asAdmin(await slapd()), ['Import', 'Continue after errors'], {
      file: FILE,
    });
    const result = await ldifImport(window)({ uri: 'file', directory: 'test' });
    assert.deepEqual(result, { made: 3, failed: 1, unreadable: 1, stopped: false });
    assert.match(await judged(`ou=renamed,${SUFFIX}`, '-s', 'base'), /^description: by import$/m);
    const opened = window.workbench.done.find((each) => each.includes('cn=refused'));
    assert.ok(opened?.includes('# ') && !opened.includes('hush'));
    const back = windowOn(await asAdmin(await slapd()), ['Import', 'Stop at the first error'], {
      undo: inverseText(window.changes.list()),
    });
    assert.equal((await ldifImport(back)({ uri: 'undo', directory: 'test' }))?.made, 3);
    await assert.rejects(judged(`ou=imported,${SUFFIX}`, '-s', 'base'), /No such object/);
  });

  it('stop at the first error when asked to', async () => {
    const window = windowOn(await asAdmin(await slapd()), ['Import', 'Stop at the first error'], {
      file: FILE,
    });
    assert.deepEqual(await ldifImport(window)({ uri: 'file', directory: 'test' }), {
      made: 1,
      failed: 1,
      unreadable: 0,
      stopped: true,
    });
    await (await asAdmin(await slapd())).delete(`ou=imported,${SUFFIX}`);
  });

  it('are exported as ldapsearch writes them, and slapadd takes them', async () => {
    const server = await slapd();
    const window = windowOn(await asAdmin(server));
    const count = await ldifExport(window)({ directory: 'test', dn: SUFFIX });
    assert.equal(window.written.state, 'closed');
    const records = (text: string) =>
      text
        .replace(/^version: 1\n+/, '')
        .replaceAll('\n ', '')
        // ldapsearch writes passwords in base64, whatever they are.
        .replaceAll(
          /^(userPassword):: (.*)$/gm,
          (_, name: string, value: string) => `${name}: ${Buffer.from(value, 'base64').toString()}`,
        )
        .trim()
        .split(/\n\n+/)
        .filter((each) => each.startsWith('dn:'))
        .map((each) => each.split('\n').sort().join('\n'))
        .sort();
    const theirs = records(await judged(SUFFIX, '-M', '(objectClass=*)'));
    assert.ok(count !== undefined && count > 20 && count <= theirs.length);
    const ours = records(window.written.text);
    assert.deepEqual(
      ours,
      theirs.filter((each) => ours.includes(each)),
    );
    const folder = await mkdtemp(path.join(tmpdir(), 'slapadd-'));
    const file = path.join(folder, 'export.ldif');
    await writeFile(file, window.written.text);
    await program('/usr/sbin/slapadd', ['-u', '-f', server.configuration, '-b', SUFFIX, '-l', file]);
    await rm(folder, { recursive: true });
  });

  it('keep nothing of an export that failed', async () => {
    const session = await asAdmin(await slapd());
    const window = windowOn({
      ...recordedSession(session, changeLog(), 'Test', () => 0),
      server: session.server,
      search: () => session.search({ base: `ou=nowhere,${SUFFIX}`, scope: 'sub' }),
    });
    await assert.rejects(ldifExport(window)({ directory: 'test', dn: SUFFIX }));
    assert.equal(window.written.state, 'discarded');
  });

  it('say the same as ldapmodify of what RFC 2849 lets them say', async () => {
    const { url } = await slapd();
    const session = await asAdmin(await slapd());
    const changes = `dn: cn=both,${SUFFIX}\nchangetype: add\nobjectClass: applicationProcess\ncn: both\ndescription:: ${Buffer.from(' ä\n').toString('base64')}\n\ndn: cn=both,${SUFFIX}\nchangetype: modify\nreplace: description\ndescription: fol\n ded\n-\nadd: l\nl: here\n-\n`;
    const look = async () => {
      const seen = await judged(`cn=both,${SUFFIX}`, '-s', 'base');
      await session.delete(`cn=both,${SUFFIX}`);
      return seen;
    };
    await program('ldapmodify', ['-x', '-H', url, '-D', ADMIN, '-w', ADMIN_PASSWORD], changes);
    const theirs = await look();
    const window = windowOn(session, ['Import', 'Stop at the first error'], { changes });
    await ldifImport(window)({ uri: 'changes', directory: 'test' });
    assert.equal(await look(), theirs);
  });
});

describe('increments on a server', () => {
  after(closeAll);

  it('are imported, and taken back by what the log has, as ldapsearch sees it', async () => {
    const session = await asAdmin(await slapd());
    const number = async () => /^uidNumber: (\d+)$/m.exec(await judged(ADA, '-s', 'base', 'uidNumber'))?.[1];
    const changes = `dn: ${ADA}\nchangetype: modify\nincrement: uidNumber\nuidNumber: 41\n-\n`;
    const window = windowOn(session, ['Import', 'Stop at the first error'], { changes });
    assert.equal((await ldifImport(window)({ uri: 'changes', directory: 'test' }))?.made, 1);
    assert.equal(await number(), '1041');
    const undo = inverseText(window.changes.list());
    const back = windowOn(session, ['Import', 'Stop at the first error'], { undo });
    assert.equal((await ldifImport(back)({ uri: 'undo', directory: 'test' }))?.made, 1);
    assert.equal(await number(), '1000');
  });

  it('are refused in words by a server that has none', async () => {
    const session = await asAdministrator(await sambaAd());
    const changes = `dn: ${session.server.defaultNamingContext}\nchangetype: modify\nincrement: gPOptions\ngPOptions: 1\n-\n`;
    const window = windowOn(session, ['Import', 'Stop at the first error'], { changes });
    assert.equal((await ldifImport(window)({ uri: 'changes', directory: 'test' }))?.failed, 1);
    assert.match(window.workbench.done.join('\n'), /RFC 4525/);
  });
});

describe('search documents on a server', () => {
  after(closeAll);

  it('are exported by the search they hold', async () => {
    const search = `directory: test\nbase: ou=people,${SUFFIX}\nscope: one\nfilter: (|(uid=ada)\n  (uid=grace))\nattributes: cn\n`;
    const window = windowOn(await asAdmin(await slapd()), [], { search });
    assert.equal(await searchExport(window)({ uri: 'search', line: 0 }), 2);
    assert.deepEqual(
      readLdif(window.written.text).flatMap((item) =>
        item.kind === 'entry' ? item.attributes.map(({ name }) => name) : [],
      ),
      ['cn', 'cn'],
    );
  });

  it('run page by page, and stop at once when cancelled', async () => {
    const search = `directory: test\nbase: ${SUFFIX}\nfilter: (objectClass=*)\npageSize: 2\n`;
    const stop = new AbortController();
    const found: Entry[] = [];
    const window = windowOn(await asAdmin(await slapd()), [], { search });
    const run = searchRun({
      ...window,
      async showSearch({ pages, title }) {
        assert.match(title, /^\(objectClass=\*\) · sub · /);
        for await (const { entries } of pages(stop.signal)) {
          found.push(...entries);
          if (found.length >= 4) stop.abort();
        }
      },
    });
    await assert.rejects(run({ uri: 'search', line: 2 }), { name: 'AbortError' });
    assert.equal(found.length, 4);
  });
});

describe('schemas of real servers', () => {
  after(closeAll);

  it('are read whole from slapd and Samba', async () => {
    for (const session of [await asAdmin(await slapd()), await asAdministrator(await sambaAd())]) {
      const schema = readSchema(await session.schema());
      assert.deepEqual(schema.unreadable, []);
      assert.ok(schema.attributes.length > 300 && schema.classes.length > 70);
      assert.equal(schema.nameOf('CN'), 'cn');
      assert.ok(schema.attributesOf(['person']).must.includes('cn'));
    }
  });

  it('find nothing wrong with the entries of their own server', async () => {
    const session = await asAdmin(await slapd());
    const window = windowOn(session);
    const schema = await window.schemas.of(session);
    // OpenLDAP keeps authzTo out of the schema it shows.
    const text = (await entryText(window, ID(ADA))).replace(/^authzTo:.*\n/m, '');
    assert.deepEqual(await ldifFindings(text, schema), []);
    assert.deepEqual(
      (await ldifFindings(text.replace('sn:', 'sm:'), schema)).map(({ code }) => code),
      ['ldap.missingAttribute', 'ldap.unknownAttribute'],
    );
    const line = text.split('\n').findIndex((each) => each.startsWith('uidNumber'));
    const facts = Object.fromEntries(attributeNoteAt(text, line, schema)?.facts ?? []);
    assert.match(facts['Syntax'] ?? '', /^Integer/);
  });

  it('have Samba’s values read in words: every attribute of the list that it holds', async () => {
    const session = await asAdministrator(await sambaAd());
    const unread = new Set<string>();
    const seen = new Set<string>();
    const { defaultNamingContext: base = '', configContext = '' } = session.server;
    const attributes = [
      '*',
      '+',
      'replPropertyMetaData',
      'msDS-User-Account-Control-Computed',
      'tokenGroups',
    ];
    for (const each of [base, configContext, `CN=Schema,${configContext}`])
      for await (const { entries } of session.search({ base: each, scope: 'sub', attributes }))
        for (const { name, values } of entries.flatMap((entry) => entry.attributes)) {
          if (readableAttribute(name) === undefined) continue;
          seen.add(name);
          for (const value of values) if (readableValue(name, value) === undefined) unread.add(name);
        }
    assert.deepEqual([...unread], []);
    for (const name of [
      'objectSid',
      'objectGUID',
      'pwdLastSet',
      'userAccountControl',
      'groupType',
      'maxPwdAge',
      'replPropertyMetaData',
      'searchFlags',
      'systemFlags',
    ])
      assert.ok(seen.has(name), `${name} is among ${[...seen].join(', ')}`);
  });
});
