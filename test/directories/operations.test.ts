import assert from 'node:assert/strict';
import { IdentityError, type ErrorCode } from '../../src/core/errors.ts';
import { deleteEntries, subtreeOf } from '../../src/core/ldap/deleteTree.ts';
import { findAttribute, textOf, textsOf } from '../../src/core/ldap/entry.ts';
import { parseFilter } from '../../src/core/ldap/filter.ts';
import type { LdapSession, Search } from '../../src/core/ldap/session.ts';
import { setPassword } from '../../src/core/ldap/setPassword.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { program } from '../servers/program.ts';
import { ADMINISTRATOR_PASSWORD, DOMAIN } from '../servers/sambaAd.ts';
import { ADMIN, ADMIN_PASSWORD, PASSWORD, SUFFIX } from '../servers/slapd.ts';
import { STRANGE } from '../servers/slapdSample.ts';
import { asAdmin, asAdministrator, closeAll, open } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';

const isError = (code: ErrorCode) => (error: unknown) =>
  IdentityError.is(error, code) || assert.fail(`${String(error)} is not ${code}`);
const PEOPLE = `ou=people,${SUFFIX}`;
const person = (uid: string) => [
  { name: 'objectClass', values: [utf8('inetOrgPerson')] },
  { name: 'uid', values: [utf8(uid)] },
  { name: 'cn', values: [utf8(uid)] },
  { name: 'sn', values: [utf8(uid)] },
];

/** What OpenLDAP's own client sees. */
async function judged(...args: readonly string[]): Promise<string> {
  const { url } = await slapd();
  return program('ldapsearch', [
    ...['-x', '-H', url, '-D', ADMIN, '-w', ADMIN_PASSWORD, '-LLL', '-o', 'ldif-wrap=no'],
    ...args,
  ]);
}

async function namesOf(session: LdapSession, search: Search): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { entries } of session.search(search)) names.push(...entries.map(({ dn }) => dn));
  return names;
}

describe('reading from OpenLDAP', () => {
  let session: LdapSession;
  before(async () => {
    session = await asAdmin(await slapd());
  });
  after(closeAll);

  for (const [scope, count] of [
    ['base', 1],
    ['one', 5],
    ['sub', 6],
    ['children', 5],
  ] as const)
    it(`searches in the scope "${scope}"`, async () => {
      assert.equal((await namesOf(session, { base: PEOPLE, scope })).length, count);
    });

  it('pages, and finds what ldapsearch finds', async () => {
    const sizes: number[] = [];
    const found: string[] = [];
    for await (const { entries } of session.search({ base: SUFFIX, scope: 'sub', pageSize: 4 })) {
      sizes.push(entries.length);
      found.push(...entries.map(({ dn }) => dn));
    }
    const expected = (await judged('-b', SUFFIX, '1.1')).match(/^dn:/gm);
    assert.equal(found.length, expected?.length);
    assert.ok(sizes.length > 4 && sizes.every((size) => size <= 4));
  });

  it('sorts by the server', async () => {
    const sort = [{ attribute: 'sn', rule: '2.5.13.3', descending: true }];
    const names = await namesOf(session, { base: PEOPLE, scope: 'one', sort });
    assert.match(names[0] ?? '', /alan/);
    assert.match(names.at(-1) ?? '', /edsger/);
  });

  it('shows continuation references and aliases as what they are', async () => {
    const references: string[] = [];
    const classes: string[] = [];
    for await (const page of session.search({ base: SUFFIX, scope: 'sub' })) {
      references.push(...page.references.flat());
      classes.push(...page.entries.flatMap((entry) => textsOf(entry, 'objectClass')));
    }
    assert.deepEqual(references, [`ldap://other.example.org/ou=elsewhere,${SUFFIX}??sub`]);
    assert.ok(classes.includes('alias'));
  });

  it('says where a referral leads', async () => {
    await assert.rejects(session.read(`ou=elsewhere,${SUFFIX}`), isError('ldap.referral'));
  });

  it('dereferences aliases when asked', async () => {
    const base = `cn=first,ou=services,${SUFFIX}`;
    const names = await namesOf(session, { base, scope: 'base', dereference: 'always' });
    assert.deepEqual(names, [`uid=ada,${PEOPLE}`]);
  });

  it('runs many paged searches at once', async () => {
    const counts = await Promise.all(
      Array.from({ length: 6 }, () => namesOf(session, { base: SUFFIX, scope: 'sub', pageSize: 3 })),
    );
    assert.equal(new Set(counts.map((names) => names.length)).size, 1);
  });

  it('reads every name of the sample, whatever stands in it', async () => {
    for (const [rdn, cn] of STRANGE) {
      const entry = await session.read(`${rdn},ou=strange,${SUFFIX}`);
      assert.ok(entry && textsOf(entry, 'cn').includes(cn), rdn);
      const again = await session.read(entry.dn);
      assert.equal(again?.dn, entry.dn);
    }
  });

  it('knows no entry where there is none, and says how far the name leads', async () => {
    assert.equal(await session.read(`uid=nobody,${PEOPLE}`), undefined);
    const search = namesOf(session, { base: `uid=nobody,${PEOPLE}`, scope: 'one' });
    await assert.rejects(
      search,
      (error) => IdentityError.is(error, 'ldap.noSuchEntry') && error.data.matched === PEOPLE,
    );
  });

  it('reads the schema', async () => {
    const schema = await session.schema();
    assert.ok(textsOf(schema, 'attributeTypes').length > 200);
    assert.ok(textsOf(schema, 'ldapSyntaxes').length > 20);
  });

  it('keeps every octet of a value, a byte order mark too', async () => {
    const dn = `uid=octets,${PEOPLE}`;
    const value = Uint8Array.from({ length: 256 }, (_, at) => at);
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, 0x41]);
    await session.add(dn, [
      ...person('octets'),
      { name: 'jpegPhoto', values: [value] },
      { name: 'description', values: [marked] },
    ]);
    const entry = await session.read(dn);
    assert.deepEqual(Uint8Array.from(findAttribute(entry!, 'jpegPhoto')!.values[0]!), value);
    assert.deepEqual(Uint8Array.from(findAttribute(entry!, 'description')!.values[0]!), marked);
    await session.delete(dn);
  });
});

describe('writing to OpenLDAP', () => {
  let session: LdapSession;
  const dn = `uid=new,${PEOPLE}`;
  before(async () => {
    session = await asAdmin(await slapd());
  });
  beforeEach(() => session.add(dn, person('new')));
  afterEach(async () => {
    const base = `ou=people,${SUFFIX}`;
    for (const name of await namesOf(session, { base, scope: 'one', filter: parseFilter('(sn=new)') }))
      await session.delete(name);
  });
  after(closeAll);

  it('adds, as ldapsearch sees it', async () => {
    assert.match(await judged('-b', dn), /^sn: new$/m);
    await assert.rejects(session.add(dn, person('new')), (error) => {
      return IdentityError.is(error, 'ldap.refused') && error.data.code === 68;
    });
  });

  it('modifies, and returns the entry as it was and as it is', async () => {
    const { before, after } = await session.modify(
      dn,
      [{ operation: 'replace', name: 'mail', values: [utf8('new@example.org')] }],
      { preRead: ['mail'], postRead: ['mail'] },
    );
    assert.equal(textOf(before!, 'mail'), undefined);
    assert.equal(textOf(after!, 'mail'), 'new@example.org');
    assert.match(await judged('-b', dn), /^mail: new@example.org$/m);
  });

  it('changes nothing when the entry is not as it was', async () => {
    const change = [{ operation: 'replace', name: 'sn', values: [utf8('other')] }] as const;
    await assert.rejects(
      session.modify(dn, change, { assertion: parseFilter('(sn=somebody)') }),
      isError('ldap.changedMeanwhile'),
    );
    assert.match(await judged('-b', dn), /^sn: new$/m);
    await session.modify(dn, change, { assertion: parseFilter('(sn=new)') });
    assert.match(await judged('-b', dn), /^sn: other$/m);
    await session.delete(dn);
  });

  it('renames, with and without the old name, and into what needs every escape', async () => {
    await session.rename(dn, { newRdn: 'uid=newer', keepOldRdn: true });
    const kept = await session.read(`uid=newer,${PEOPLE}`);
    assert.deepEqual(textsOf(kept!, 'uid').toSorted(), ['new', 'newer']);
    for (const [rdn, cn] of STRANGE.filter(([each]) => !each.includes('+ou'))) {
      const [found = ''] = await namesOf(session, {
        base: PEOPLE,
        scope: 'one',
        filter: parseFilter('(sn=new)'),
      });
      await session.rename(found, { newRdn: rdn });
      const [named = ''] = await namesOf(session, {
        base: PEOPLE,
        scope: 'one',
        filter: { kind: 'equality', attribute: 'cn', value: utf8(cn) },
      });
      assert.notEqual(named, '', rdn);
    }
  });

  it('moves', async () => {
    await session.rename(dn, { newRdn: 'uid=new', newParent: `ou=services,${SUFFIX}` });
    assert.match(await judged('-b', `uid=new,ou=services,${SUFFIX}`), /^sn: new$/m);
    await session.delete(`uid=new,ou=services,${SUFFIX}`);
  });

  it('compares', async () => {
    assert.equal(await session.compare(dn, 'sn', utf8('new')), true);
    assert.equal(await session.compare(dn, 'sn', utf8('old')), false);
    await assert.rejects(session.compare(dn, 'nonsense', utf8('x')), isError('ldap.refused'));
  });

  it('deletes a subtree, children first, with progress', async () => {
    const base = `ou=tree,${SUFFIX}`;
    const unit = (ou: string) => [
      { name: 'objectClass', values: [utf8('organizationalUnit')] },
      { name: 'ou', values: [utf8(ou)] },
    ];
    await session.add(base, unit('tree'));
    await session.add(`ou=branch,${base}`, unit('branch'));
    await session.add(`ou=leaf,ou=branch,${base}`, unit('leaf'));
    await assert.rejects(session.delete(base), isError('ldap.refused'));
    const { signal } = new AbortController();
    const names = await subtreeOf(session, base, signal);
    assert.deepEqual(names, [`ou=leaf,ou=branch,${base}`, `ou=branch,${base}`, base]);
    const counts: number[] = [];
    await deleteEntries(session, names, signal, (count) => counts.push(count));
    assert.deepEqual(counts, [1, 2, 3]);
    assert.equal(await session.read(base), undefined);
  });

  it('sets a password that its owner can bind with, and has the server make one', async () => {
    const { secureUrl, authority } = await slapd();
    const facts = { url: secureUrl, ca: authority.file, bind: 'simple', user: dn } as const;
    await setPassword(session, dn, { to: 'a new password' });
    const own = await open(facts, 'a new password');
    await setPassword(own, dn, { from: 'a new password', to: 'changed by its owner' });
    await open(facts, 'changed by its owner');
    const made = await session.modifyPassword({ user: dn });
    assert.equal(await (await open(facts, made)).whoAmI(), `dn:${dn}`);
    await assert.rejects(setPassword(session, dn, { to: '' }), isError('ldap.emptyPassword'));
  });

  it('may not do what the user may not', async () => {
    const { secureUrl, authority } = await slapd();
    const facts = { url: secureUrl, ca: authority.file, bind: 'simple' } as const;
    const ada = await open({ ...facts, user: `uid=ada,${PEOPLE}` }, PASSWORD);
    await assert.rejects(
      ada.delete(dn),
      (error) => IdentityError.is(error, 'ldap.refused') && error.data.code === 50,
    );
  });
});

describe('working with Active Directory', () => {
  let session: LdapSession;
  const users = `CN=Users,${DOMAIN}`;
  before(async () => {
    session = await asAdministrator(await sambaAd());
  });
  after(closeAll);

  it('sets unicodePwd over TLS, and the user binds with it', async () => {
    const { tool, secureUrl, authority } = await sambaAd();
    await tool('user', 'create', 'ada', 'First.pass.word.1');
    const dn = `CN=ada,${users}`;
    await setPassword(session, dn, { to: 'Second.pass.word.2' });
    const facts = {
      url: secureUrl,
      ca: authority.file,
      bind: 'simple',
      user: 'ada@ad.example.test',
    } as const;
    await open(facts, 'Second.pass.word.2');
    await assert.rejects(setPassword(session, dn, { to: 'weak' }), isError('ldap.refused'));
  });

  it('sends no unicodePwd over a connection in clear', async () => {
    const { url } = await sambaAd();
    const clear = await open({ url });
    await assert.rejects(
      setPassword(clear, `CN=ada,${users}`, { to: 'Third.pass.word.3' }),
      isError('ldap.passwordNeedsTls'),
    );
  });

  it('reads an attribute whole that is asked for in ranges', async () => {
    const { tool } = await sambaAd();
    await tool('group', 'add', 'many');
    const names = Array.from({ length: 8 }, (_, index) => `u${index}`);
    for (const name of names) await tool('user', 'create', name, 'First.pass.word.1');
    await tool('group', 'addmembers', 'many', names.join(','));
    const entry = await session.read(`CN=many,${users}`, ['member;range=0-2']);
    const member = findAttribute(entry!, 'member');
    assert.equal(member?.values.length, 8);
    assert.equal(entry?.attributes.filter(({ name }) => /^member/i.test(name)).length, 1);
  });

  it('searches the Global Catalog from the empty base', async () => {
    const { catalogUrl, authority } = await sambaAd();
    const catalog = await open(
      { url: catalogUrl, ca: authority.file, bind: 'simple', user: 'EXAMPLE\\administrator' },
      ADMINISTRATOR_PASSWORD,
    );
    const filter = parseFilter('(sAMAccountName=administrator)');
    const names = await namesOf(catalog, { base: '', scope: 'sub', filter, attributes: ['1.1'] });
    assert.deepEqual(names, [`CN=Administrator,${users}`]);
  });

  it('reads the schema', async () => {
    const schema = await session.schema();
    assert.ok(textsOf(schema, 'attributeTypes').length > 1000);
  });

  it('finds what samba-tool finds', async () => {
    const { tool } = await sambaAd();
    const listed = (await tool('user', 'list')).trim().split('\n').toSorted();
    const filter = parseFilter('(&(objectCategory=person)(objectClass=user))');
    const found: string[] = [];
    for await (const { entries } of session.search({ base: DOMAIN, scope: 'sub', filter, pageSize: 2 }))
      found.push(...entries.flatMap((entry) => textsOf(entry, 'sAMAccountName')));
    assert.deepEqual(found.toSorted(), listed);
  });
});
