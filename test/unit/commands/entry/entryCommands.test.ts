import assert from 'node:assert/strict';
import { entryAdd, entryCopy } from '../../../../src/commands/entry/entryAdd.ts';
import {
  entryBookmark,
  entryFilterChildren,
  entryRemoveBookmark,
} from '../../../../src/commands/entry/entryBookmark.ts';
import { entryDelete } from '../../../../src/commands/entry/entryDelete.ts';
import { entryAddMember, entryRemoveMember } from '../../../../src/commands/entry/entryMembers.ts';
import { entryOpen } from '../../../../src/commands/entry/entryOpen.ts';
import { entrySetPassword } from '../../../../src/commands/entry/entryPassword.ts';
import { entryShowPhoto } from '../../../../src/commands/entry/entryShowPhoto.ts';
import { entrySortChildren } from '../../../../src/commands/entry/entrySortChildren.ts';
import { entryMove, entryRename } from '../../../../src/commands/entry/entryRename.ts';
import {
  entryCompareValue,
  entryCopyDn,
  entryCopyValue,
} from '../../../../src/commands/entry/entryValues.ts';
import { entryCompareWith } from '../../../../src/commands/ldif/entryCompareWith.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { newDirectory } from '../../../../src/core/ldap/directory.ts';
import { textOf, textsOf } from '../../../../src/core/ldap/entry.ts';
import { photoBytes } from '../../../../src/core/ldap/photo.ts';
import { utf8 } from '../../../../src/core/ldap/bytes.ts';
import { BASE, directoryBench, PEOPLE, type DirectoryBench } from '../directory/directoryBench.ts';

const directory = 'sandbox';
const ADA = `uid=ada,${PEOPLE}`;
const FINANCE = `cn=Finance,ou=groups,${BASE}`;

describe('commands on entries', () => {
  let bench: DirectoryBench;
  beforeEach(async () => {
    bench = await directoryBench();
  });
  afterEach(() => bench.close());

  const read = async (dn: string) => (await bench.session()).read(dn);
  const unit = async (dn: string) => {
    const session = await bench.session();
    await session.add(dn, [{ name: 'objectClass', values: [utf8('organizationalUnit')] }]);
  };

  it('open an entry by its DN, also when it is typed', async () => {
    const named = bench.deps([]);
    await entryOpen(named)({ directory, dn: ADA });
    const typed = bench.deps([ADA]);
    await entryOpen(typed)();
    assert.equal(named.workbench.done.length, 1);
    assert.deepEqual(typed.workbench.done, named.workbench.done);
  });

  it('add an entry of a template, its name escaped', async () => {
    const deps = bench.deps(['Person', 'new,one', 'Zoë "Z" Day', 'Day', '']);
    await entryAdd(deps)({ directory, dn: PEOPLE });
    const added = await read(`uid=new\\,one,${PEOPLE}`);
    assert.deepEqual([textOf(added!, 'uid'), textOf(added!, 'cn')], ['new,one', 'Zoë "Z" Day']);
    assert.equal(textOf(added!, 'mail'), undefined);
    assert.deepEqual(deps.workbench.done, ['run identity.entry.open']);
    assert.deepEqual(bench.refreshed, ['identity.directories']);
  });

  it('find the member of a new group by name', async () => {
    const deps = bench.deps(['Group of names', 'Readers', 'lovelace', 'ada', '']);
    await entryAdd(deps)({ directory, dn: `ou=groups,${BASE}` });
    const added = await read(`cn=Readers,ou=groups,${BASE}`);
    assert.deepEqual(textsOf(added!, 'member'), [ADA]);
  });

  it('ask again for what a server refuses to add, and add nothing when the person leaves', async () => {
    const taken = ['Person', 'ada', 'Ada Again', 'Again', ''];
    const deps = bench.deps([...taken, 'Change Answers', 'ada2', 'Ada Again', 'Again', '']);
    await entryAdd(deps)({ directory, dn: PEOPLE });
    assert.ok(await read(`uid=ada2,${PEOPLE}`));
    const left = bench.deps([...taken, undefined]);
    await entryAdd(left)({ directory, dn: PEOPLE });
    assert.deepEqual(left.workbench.done, []);
    for (let given = 0; given < 5; given++) {
      const answers = ['Person', 'ada3', 'Ada', 'Three', ''].slice(0, given);
      await entryAdd(bench.deps([...answers, undefined]))({ directory, dn: PEOPLE });
    }
    assert.equal(await read(`uid=ada3,${PEOPLE}`), undefined);
  });

  it('copy an entry under another name, beside it or elsewhere', async () => {
    await entryCopy(bench.deps(['uid=countess', `ou=services,${BASE}`]))({ directory, dn: ADA });
    const copy = await read(`uid=countess,ou=services,${BASE}`);
    assert.deepEqual(textsOf(copy!, 'uid'), ['countess']);
    assert.equal(textOf(copy!, 'sn'), textOf((await read(ADA))!, 'sn'));
    await assert.rejects(entryCopy(bench.deps(['uid=ada', PEOPLE]))({ directory, dn: ADA }), (error) =>
      IdentityError.is(error, 'ldap.refused'),
    );
  });

  it('rename and move an entry, its bookmark and those below come along', async () => {
    await unit(`ou=a,${BASE}`);
    await unit(`ou=b,ou=a,${BASE}`);
    for (const dn of [`ou=a,${BASE}`, `ou=b,ou=a,${BASE}`, ADA])
      await entryBookmark(bench.deps([]))({ directory, dn });
    await entryRename(bench.deps(['ou=c\\, d']))({ directory, dn: `ou=a,${BASE}` });
    const renamed = `ou=c\\, d,${BASE}`;
    assert.deepEqual(textsOf((await read(renamed))!, 'ou'), ['c, d']);
    await entryMove(bench.deps([`ou=services,${BASE}`, undefined]))({ directory, dn: renamed });
    assert.ok(await read(renamed));
    await entryMove(bench.deps([`ou=services,${BASE}`, 'Move']))({ directory, dn: renamed });
    assert.equal(await read(renamed), undefined);
    assert.deepEqual(
      bench.marks.of(directory).map(({ dn }) => dn),
      [`ou=c\\, d,ou=services,${BASE}`, `ou=b,ou=c\\, d,ou=services,${BASE}`, ADA],
    );
  });

  it('rename nothing when the name stays or the person leaves', async () => {
    await entryRename(bench.deps(['uid=ada']))({ directory, dn: ADA });
    await entryRename(bench.deps([undefined]))({ directory, dn: ADA });
    assert.deepEqual(bench.changes.list(), []);
  });

  it('delete one entry after a question', async () => {
    await entryDelete(bench.deps([undefined]))({ directory, dn: ADA });
    assert.ok(await read(ADA));
    await entryDelete(bench.deps(['Delete']))({ directory, dn: ADA });
    assert.equal(await read(ADA), undefined);
  });

  it('delete a subtree only after its name was typed', async () => {
    await entryDelete(bench.deps([undefined]))({ directory, dn: PEOPLE });
    for (const wrong of ['', 'People', 'Delete'])
      await assert.rejects(entryDelete(bench.deps([wrong]))({ directory, dn: PEOPLE }), /Type people/);
    assert.ok(await read(ADA));
    const deps = bench.deps(['people']);
    await entryDelete(deps)({ directory, dn: PEOPLE });
    assert.deepEqual(deps.prompt.asked, ['Delete 9 Entries']);
    assert.equal(await read(PEOPLE), undefined);
  });

  it('never delete everything for an empty answer', async () => {
    await assert.rejects(entryDelete(bench.deps(['']))({ directory, dn: '' }));
    assert.ok(await read(BASE));
  });

  it('compare a value by the rules of the server', async () => {
    const ask = async (value: string) => {
      const deps = bench.deps([value, undefined]);
      await entryCompareValue(deps)({ directory, dn: ADA, attribute: 'sn' });
      return deps.prompt.asked[1];
    };
    assert.match((await ask('LOVELACE'))!, /^compareTrue/);
    assert.match((await ask('Byron'))!, /^compareFalse/);
  });

  it('set a password that its owner can bind with', async () => {
    await entrySetPassword(bench.deps([undefined]))({ directory, dn: ADA });
    await assert.rejects(
      entrySetPassword(bench.deps(['first', 'second']))({ directory, dn: ADA }),
      /It is not the same/,
    );
    await entrySetPassword(bench.deps(['a new one', 'a new one', undefined]))({ directory, dn: ADA });
    const { url } = bench.local.directory;
    const own = newDirectory({ id: 'own', name: 'Own', url, startTls: true, bind: 'simple', user: ADA });
    const session = await bench.open(own, () => Promise.resolve('a new one'));
    assert.equal(await session.whoAmI(), `dn:${ADA}`);
    session.close();
    assert.doesNotMatch(JSON.stringify(bench.changes.list()), /a new one/);
  });

  it('put a person into a group and take them out', async () => {
    const before = textsOf((await read(FINANCE))!, 'member');
    const dn = `uid=zoe,${PEOPLE}`;
    await entryAddMember(bench.deps([dn]))({ directory, dn: FINANCE });
    assert.deepEqual(textsOf((await read(FINANCE))!, 'member'), [...before, dn]);
    await entryRemoveMember(bench.deps([undefined]))({ directory, dn: FINANCE });
    await entryRemoveMember(bench.deps(['zoe']))({ directory, dn: FINANCE });
    assert.deepEqual(textsOf((await read(FINANCE))!, 'member'), before);
    await assert.rejects(entryAddMember(bench.deps([]))({ directory, dn: ADA }), (error) =>
      IdentityError.is(error, 'entries.noGroup'),
    );
  });

  it('copy a DN, a value, and a value that is no text as base64', async () => {
    const session = await bench.session();
    const photo = { operation: 'add', name: 'jpegPhoto', values: [Uint8Array.of(255, 216, 255)] } as const;
    await session.modify(ADA, [photo]);
    const copied = async (command: typeof entryCopyValue, answers: string[], attribute?: string) => {
      const deps = bench.deps(answers);
      await command(deps)({ directory, dn: ADA, ...(attribute === undefined ? {} : { attribute }) });
      return deps.workbench.clipboardText;
    };
    assert.equal(await copied(entryCopyDn, []), ADA);
    assert.equal(await copied(entryCopyValue, [], 'sn'), 'Lovelace');
    assert.equal(await copied(entryCopyValue, ['sn']), 'Lovelace');
    assert.equal(await copied(entryCopyValue, ['inetOrgPerson'], 'objectClass'), 'inetOrgPerson');
    assert.equal(await copied(entryCopyValue, [], 'jpegPhoto'), '/9j/');
  });

  it('bookmark an entry once, and forget it', async () => {
    for (const dn of [ADA, ADA.toUpperCase()]) await entryBookmark(bench.deps([]))({ directory, dn });
    assert.equal(bench.marks.of(directory).length, 1);
    await entryRemoveBookmark(bench.deps([]))({ directory, dn: ADA });
    assert.deepEqual(bench.marks.of(directory), []);
  });

  it('filter children by a name or a filter until it is empty', async () => {
    const target = { directory, dn: PEOPLE };
    await entryFilterChildren(bench.deps(['(title=*)']))(target);
    await entryFilterChildren(bench.deps([undefined]))(target);
    assert.equal(bench.filters.get(directory, PEOPLE), '(title=*)');
    await assert.rejects(entryFilterChildren(bench.deps(['(title=']))(target));
    await entryFilterChildren(bench.deps(['']))(target);
    assert.equal(bench.filters.get(directory, PEOPLE), undefined);
  });

  it('show the photo of an entry as an image, byte for byte', async () => {
    await assert.rejects(entryShowPhoto(bench.deps([]))({ directory, dn: ADA }), { code: 'entry.noPhoto' });
    const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0xff, 0xfe, 0x80]);
    const change = { operation: 'add', name: 'jpegPhoto', values: [photo] } as const;
    await (await bench.session()).modify(ADA, [change]);
    const deps = bench.deps([]);
    await entryShowPhoto(deps)({ directory, dn: ADA });
    const [, id] = /^image identity:\/\/photo\/ada\.jpg\?(.*)$/.exec(deps.workbench.done[0] ?? '') ?? [];
    const shown = await photoBytes(bench.session, decodeURIComponent(id ?? ''));
    assert.deepEqual([...shown], [...photo]);
  });

  it('sort the children of an entry by the server, until by name again', async () => {
    const target = { directory, dn: PEOPLE };
    await entrySortChildren(bench.deps(['Surname (sn)']))(target);
    assert.equal(bench.orders.get(directory, PEOPLE), 'surname');
    assert.deepEqual(bench.refreshed, ['identity.directories']);
    await entrySortChildren(bench.deps([undefined]))(target);
    assert.equal(bench.orders.get(directory, PEOPLE), 'surname');
    await entrySortChildren(bench.deps(['Name, where one page holds all']))(target);
    assert.equal(bench.orders.get(directory, PEOPLE), undefined);
  });

  it('compare an entry with another, asked for its directory once', async () => {
    const grace = `uid=grace,${PEOPLE}`;
    const alone = bench.deps([grace]);
    await entryCompareWith(alone)({ directory, dn: ADA });
    assert.equal(alone.workbench.done.length, 1);

    const { url } = bench.local.directory;
    const facts = { id: 'work', name: 'Work', url, startTls: true, bind: 'anonymous' } as const;
    bench.registry.configured.set('work', newDirectory(facts));
    const same = bench.deps(['Work', 'The entry of the same DN']);
    await entryCompareWith(same)({ directory, dn: ADA });
    assert.match(same.workbench.done[0]!, /^compare .*sandbox.* .*work/s);
    const another = bench.deps(['Work', 'Another entry…', grace]);
    await entryCompareWith(another)({ directory, dn: ADA });
    assert.equal(another.workbench.done.length, 1);
    const here = bench.deps(['Contoso Sandbox Directory', grace]);
    await entryCompareWith(here)({ directory, dn: ADA });
    assert.deepEqual(here.workbench.done, alone.workbench.done);
    const left = bench.deps(['Work', undefined]);
    await entryCompareWith(left)({ directory, dn: ADA });
    assert.deepEqual(left.workbench.done, []);
  });
});
