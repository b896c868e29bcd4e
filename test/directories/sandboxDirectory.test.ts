import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Attribute, Change, Client } from 'ldapts';
import { createServerCertificate } from '../../src/platform/node/sandboxCertificates.ts';
import { serveDirectory, type ServedDirectory } from '../../src/platform/node/ldap/serveDirectory.ts';
import { contoso } from '../../src/sandbox/directory/contoso.ts';
import { sandboxDirectory, type SandboxDirectory } from '../../src/sandbox/ldap/sandboxDirectory.ts';
import { parseFilter } from '../../src/core/ldap/filter.ts';
import { readSchema } from '../../src/core/ldap/schema.ts';
import { setPassword } from '../../src/core/ldap/setPassword.ts';
import { textOf } from '../../src/core/ldap/entry.ts';
import { program } from '../servers/program.ts';
import { closeAll, open } from './opened.ts';

const BASE = 'dc=contoso,dc=sandbox,dc=test';
const PEOPLE = `ou=people,${BASE}`;

describe('the sandbox directory, judged by OpenLDAP’s clients and ldapts', () => {
  let directory: SandboxDirectory;
  let served: ServedDirectory;
  let folder: string;
  let ca: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sandbox-directory-'));
    const certificate = await createServerCertificate(Date.now());
    ca = path.join(folder, 'ca.pem');
    await writeFile(ca, certificate.authority);
    directory = sandboxDirectory(contoso, {
      random: (count) => new Uint8Array(randomBytes(count)),
      now: Date.now,
      adminPassword: 'of the administrator',
      password: (user) => `of ${user}`,
    });
    served = await serveDirectory(directory, certificate);
  });
  afterEach(closeAll);
  after(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  /** One of OpenLDAP's clients as the administrator, over StartTLS, which must succeed. */
  const client = (name: string, args: readonly string[], input = '') =>
    program(
      'env',
      [
        `LDAPTLS_CACERT=${ca}`,
        name,
        ...['-x', '-ZZ', '-H', `ldap://127.0.0.1:${served.port}`],
        ...['-D', directory.admin.dn, '-w', directory.admin.password],
        ...args,
      ],
      input,
    );
  const search = (...args: readonly string[]) =>
    client('ldapsearch', ['-LLL', '-o', 'ldif-wrap=no', ...args]);
  const names = (ldif: string) => [...ldif.matchAll(/^dn: (.*)$/gm)].map(([, dn]) => dn);

  it('answers with its root DSE and schema', async () => {
    assert.match(await search('-b', '', '-s', 'base', '+'), new RegExp(`^namingContexts: ${BASE}$`, 'm'));
    assert.match(await search('-b', 'cn=Subschema', '-s', 'base', '+'), /NAME 'inetOrgPerson'/);
    const session = await open({ url: `ldap://127.0.0.1:${served.port}` });
    const schema = readSchema(await session.schema());
    assert.deepEqual(schema.unreadable, []);
    assert.deepEqual([...schema.attributesOf(['inetOrgPerson']).must].sort(), ['cn', 'objectClass', 'sn']);
  });

  for (const [scope, count] of [
    ['base', 1],
    ['one', 8],
    ['sub', 9],
    ['children', 8],
  ] as const)
    it(`searches in the scope "${scope}"`, async () => {
      assert.equal(names(await search('-b', PEOPLE, '-s', scope, '1.1')).length, count);
    });

  for (const [filter, found] of [
    ['(uid=ada)', 1],
    ['(CN=ADA  lovelace)', 1],
    ['(cn=*a*)', 7],
    ['(cn=A*l*e)', 1],
    ['(&(objectClass=person)(!(title=*)))', 0],
    ['(|(uid=ada)(uid=grace))', 2],
    ['(objectClass=person)', 8],
    ['(&(objectClass=inetOrgPerson)(employeeType=Guest))', 1],
    ['(uid>=grace)', 4],
    ['(uid<=alan)', 2],
    ['(sn~=Hopper)', 1],
    ['(cn:caseExactMatch:=ada lovelace)', 0],
    ['(cn:caseExactMatch:=Ada Lovelace)', 1],
    ['(nonsense=*)', 0],
    ['(!(nonsense=*))', 0],
    [`(memberOf=cn=Finance,ou=groups,${BASE})`, 2],
  ] as const)
    it(`finds by the filter ${filter}`, async () => {
      assert.equal(names(await search('-b', PEOPLE, '-s', 'one', filter, '1.1')).length, found);
    });

  it('pages and sorts', async () => {
    const paged = await search(
      '-b',
      PEOPLE,
      '-s',
      'one',
      '-E',
      'pr=3/noprompt',
      '-E',
      '!sss=-uid',
      '1.1',
    ).catch((error: unknown) => String(error));
    assert.deepEqual(
      names(paged).map((dn) => /uid=(\w+)/.exec(dn!)?.[1]),
      ['zoe', 'pat', 'katherine', 'grace', 'edsger', 'dennis', 'alan', 'ada'],
    );
  });

  it('adds, modifies, compares, renames, moves and deletes by LDIF', async () => {
    const dn = `uid=new,${PEOPLE}`;
    await client(
      'ldapmodify',
      [],
      `dn: ${dn}
changetype: add
objectClass: inetOrgPerson
cn: New Person
sn: Person

dn: ${dn}
changetype: modify
add: mail
mail: new@contoso.sandbox.test
-
replace: sn
sn: Personne

dn: ${dn}
changetype: modrdn
newrdn: uid=newer
deleteoldrdn: 1
newsuperior: ou=services,${BASE}
`,
    );
    const moved = `uid=newer,ou=services,${BASE}`;
    const entry = await search('-b', moved, '-s', 'base', '*', '+');
    assert.match(entry, /^uid: newer$/m);
    assert.match(entry, /^sn: Personne$/m);
    assert.doesNotMatch(entry, /^uid: new$/m);
    await assert.rejects(client('ldapcompare', [moved, 'sn:personne']), /TRUE/);
    await assert.rejects(client('ldapcompare', [moved, 'sn:other']), /FALSE/);
    await client('ldapdelete', [moved]);
    await assert.rejects(
      search('-b', moved, '-s', 'base'),
      /No such object \(32\)[^]*Matched DN: ou=services/,
    );
  });

  it('moves a subtree with all below it', async () => {
    await client('ldapmodify', [], `dn: ou=a,${BASE}\nchangetype: add\nobjectClass: organizationalUnit\n`);
    await client(
      'ldapmodify',
      [],
      `dn: ou=b,ou=a,${BASE}\nchangetype: add\nobjectClass: organizationalUnit\n`,
    );
    await client('ldapmodrdn', ['-r', `ou=a,${BASE}`, 'ou=c']);
    assert.deepEqual(names(await search('-b', `ou=c,${BASE}`, '1.1')), [`ou=c,${BASE}`, `ou=b,ou=c,${BASE}`]);
    await assert.rejects(client('ldapdelete', [`ou=c,${BASE}`]), /non-leaf \(66\)/);
    await client('ldapdelete', ['-r', `ou=c,${BASE}`]);
  });

  for (const [what, ldif, message] of [
    ['an attribute of no schema', 'objectClass: device\nnonsense: x', /Undefined attribute type \(17\)/],
    [
      'a missing attribute',
      'objectClass: inetOrgPerson',
      /Object class violation \(65\)[^]*(sn|cn) is missing/,
    ],
    ['an attribute its classes do not allow', 'objectClass: device\nmail: x@y', /violation \(65\)[^]*mail/],
    ['an attribute the server keeps', 'objectClass: device\nentryUUID: 1', /Constraint violation \(19\)/],
  ] as const)
    it(`refuses ${what}`, async () => {
      const entry = `dn: cn=bad,${BASE}\nchangetype: add\n${ldif}\n`;
      await assert.rejects(client('ldapmodify', [], entry), message);
    });

  it('lets only the administrator write, and nobody bind without a password', async () => {
    const url = `ldap://127.0.0.1:${served.port}`;
    const ada = await open({ url, startTls: true, ca, bind: 'simple', user: `uid=ada,${PEOPLE}` }, 'of ada');
    await assert.rejects(ada.delete(`uid=grace,${PEOPLE}`), /ldap.refused/);
    await assert.rejects(
      program('ldapsearch', ['-x', '-H', url, '-D', `uid=ada,${PEOPLE}`, '-w', '', '-b', BASE]),
      /unwilling to perform \(53\)/,
    );
    await assert.rejects(open({ url, bind: 'simple', user: `uid=ada,${PEOPLE}` }, 'wrong'), /bindRefused/);
  });

  it('changes passwords (RFC 3062), and shows none', async () => {
    const url = `ldap://127.0.0.1:${served.port}`;
    const facts = { url, startTls: true, ca, bind: 'simple', user: `uid=grace,${PEOPLE}` } as const;
    await setPassword(await open(facts, 'of grace'), facts.user, { from: 'of grace', to: 'another' });
    await open(facts, 'another');
    const made = /^New password: (.*)$/m.exec(await client('ldappasswd', [facts.user]))?.[1];
    await open(facts, made);
    assert.doesNotMatch(await search('-b', BASE, '*', '+', 'userPassword'), /userPassword/i);
    assert.match(await client('ldapwhoami', []), new RegExp(`^dn:${directory.admin.dn}$`, 'm'));
  });

  it('keeps to an assertion, and returns entries with the change', async () => {
    const url = `ldap://127.0.0.1:${served.port}`;
    const facts = { url, bind: 'simple', user: directory.admin.dn } as const;
    const admin = await open(facts, directory.admin.password);
    const dn = `uid=alan,${PEOPLE}`;
    const change = [{ operation: 'replace', name: 'title', values: [Buffer.from('Logician')] }] as const;
    await assert.rejects(
      admin.modify(dn, change, { assertion: parseFilter('(title=Nobody)') }),
      /changedMeanwhile/,
    );
    const { before, after } = await admin.modify(dn, change, { preRead: ['title'], postRead: ['title'] });
    assert.deepEqual([textOf(before!, 'title'), textOf(after!, 'title')], ['Developer', 'Logician']);
  });

  it('serves ldapts: StartTLS, bind, pages, compare, add, modify, rename, delete', async () => {
    const client = new Client({ url: `ldap://127.0.0.1:${served.port}` });
    try {
      await client.startTLS({ ca: await readFile(ca) });
      await client.bind(directory.admin.dn, directory.admin.password);
      const sizes: number[] = [];
      const found: string[] = [];
      const pages = client.searchPaginated(PEOPLE, {
        scope: 'one',
        filter: '(objectClass=person)',
        attributes: ['uid'],
        paged: { pageSize: 3 },
      });
      for await (const { searchEntries } of pages) {
        sizes.push(searchEntries.length);
        found.push(...searchEntries.map(({ uid }) => String(uid)));
      }
      assert.deepEqual(sizes, [3, 3, 2]);
      assert.equal(new Set(found).size, 8);
      const dn = `uid=peer,${PEOPLE}`;
      await client.add(dn, { objectClass: 'inetOrgPerson', uid: 'peer', cn: 'Zoë, the peer', sn: 'Peer' });
      await client.modify(
        dn,
        new Change({
          operation: 'replace',
          modification: new Attribute({ type: 'sn', values: ['Änderung'] }),
        }),
      );
      assert.equal(await client.compare(dn, 'sn', 'änderung'), true);
      assert.equal(await client.compare(dn, 'sn', 'Peer'), false);
      const renamed = `uid=peer2,ou=services,${BASE}`;
      await client.modifyDN(dn, renamed);
      const { searchEntries } = await client.search(renamed, { scope: 'base' });
      assert.deepEqual([searchEntries[0]?.['cn'], searchEntries[0]?.['uid']], ['Zoë, the peer', 'peer2']);
      await client.del(renamed);
      await assert.rejects(client.search(renamed, { scope: 'base' }), { code: 32 });
      await assert.rejects(client.bind(directory.admin.dn, 'wrong'), { code: 49 });
    } finally {
      await client.unbind();
    }
  });

  it('ends a connection that speaks no LDAP', async () => {
    await assert.rejects(fetch(`http://127.0.0.1:${served.port}/`));
  });
});
