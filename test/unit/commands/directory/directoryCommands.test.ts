import assert from 'node:assert/strict';
import { directoryAdd, directoryEdit } from '../../../../src/commands/directory/directoryAdd.ts';
import {
  directoryConnect,
  directoryDisconnect,
  directoryRemove,
} from '../../../../src/commands/directory/directoryConnect.ts';
import { directoryFind } from '../../../../src/commands/directory/directoryFind.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { directoryEntry, newDirectory } from '../../../../src/core/ldap/directory.ts';
import type { Answer } from '../../../support/scriptedPrompt.ts';
import { directoryBench, PEOPLE, type DirectoryBench } from './directoryBench.ts';

describe('connections to directories', () => {
  let bench: DirectoryBench;
  beforeEach(async () => {
    bench = await directoryBench();
  });
  afterEach(() => bench.close());

  const ADA = `uid=ada,${PEOPLE}`;
  const PASSWORD = 'of ada@contoso.sandbox.test';
  const address = () => bench.local.directory.url.slice('ldap://'.length);
  const described = (password: string): readonly Answer[] => [
    address(),
    'StartTLS',
    'User and password',
    ADA,
    password,
    'Keep it',
    'Work',
  ];
  const kept = (facts: Partial<ReturnType<typeof newDirectory>> = {}) => {
    const { url } = bench.local.directory;
    const directory = newDirectory({
      ...{ id: 'work', name: 'Work', url, startTls: true, bind: 'simple', user: ADA },
      ...facts,
    });
    bench.registry.configured.set(directory.id, directory);
    return directory;
  };

  it('are asked for, tried, and kept without the password, which is a secret', async () => {
    const deps = bench.deps(described(PASSWORD));
    const added = await directoryAdd(deps)();
    assert.deepEqual(bench.registry.configured.get('work'), added);
    assert.deepEqual(directoryEntry(added!), {
      ...{ id: 'work', name: 'Work', url: `ldap://${address()}`, startTls: true, bind: 'simple', user: ADA },
    });
    bench.passwords.forgetTyped('work');
    assert.equal(await bench.passwords.get(added!), PASSWORD);
    assert.deepEqual([...bench.secrets.entries.keys()], ['directory:work']);
    assert.deepEqual(deps.workbench.done, ['run identity.directory.connect']);
  });

  it('get an id of their own when the name is taken, and none is kept when the person leaves', async () => {
    kept();
    const added = await directoryAdd(bench.deps(described(PASSWORD)))();
    assert.equal(added?.id, 'work-2');
    for (let given = 0; given < 7; given++) {
      const answers = [...described(PASSWORD).slice(0, given), undefined];
      assert.equal(await directoryAdd(bench.deps(answers))(), undefined);
    }
    assert.deepEqual([...bench.registry.configured.keys()], ['work', 'work-2']);
  });

  it('that fail can be changed with what was typed, and kept anyway', async () => {
    const again = bench.deps([...described('wrong'), 'Change', ...described(PASSWORD)]);
    assert.equal((await directoryAdd(again)())?.id, 'work');
    assert.match(again.prompt.asked[7]!, /refused/i);
    const anyway = await directoryAdd(bench.deps([...described('wrong'), 'Keep Anyway']))();
    assert.equal(anyway?.id, 'work-2');
    assert.equal(await directoryAdd(bench.deps([...described('wrong'), undefined]))(), undefined);
  });

  it('send a password in clear only when a person says so', async () => {
    const inClear = described(PASSWORD).with(1, 'None');
    assert.equal(await directoryAdd(bench.deps([...inClear, 'Cancel']))(), undefined);
    assert.equal(bench.registry.configured.size, 0);
    const added = await directoryAdd(bench.deps([...inClear, 'Send in Clear']))();
    assert.equal(added?.startTls, false);
  });

  it('come from an entry of the setting without a question', async () => {
    const added = await directoryAdd(bench.deps([]))({ entry: { id: 'x', url: 'ldap://x' } });
    assert.equal(added?.bind, 'anonymous');
    await assert.rejects(directoryAdd(bench.deps([]))({ entry: { id: 'x' } }), (error) =>
      IdentityError.is(error, 'directories.broken'),
    );
  });

  it('are edited in their place', async () => {
    kept({ authorizationId: 'dn:cn=a', password: 'ask' });
    const answers = [address(), 'StartTLS', 'Anonymous', 'Everybody'];
    await directoryEdit(bench.deps(answers))({ directory: 'work' });
    const [edited, ...others] = bench.registry.configured.values();
    assert.deepEqual(
      [edited?.id, edited?.name, edited?.bind, others],
      ['work', 'Everybody', 'anonymous', []],
    );
    // Nobody is left of whom it bound as.
    assert.deepEqual(directoryEntry(edited!), {
      ...{ id: 'work', name: 'Everybody', url: `ldap://${address()}`, startTls: true, bind: 'anonymous' },
    });
  });

  it('ask for the password of a bind that had none before', async () => {
    await bench.passwords.keep(kept({ bind: 'anonymous' }), '');
    await assert.rejects(bench.passwords.get(kept()), (error) =>
      IdentityError.is(error, 'directories.needsPassword'),
    );
  });

  it('open, and take another password after a refusal', async () => {
    await bench.passwords.keep(kept(), 'wrong');
    const deps = bench.deps(['Type Another Password', PASSWORD]);
    await directoryConnect(deps)({ directory: 'work' });
    assert.equal(bench.connections.state('work').kind, 'open');
    bench.passwords.forgetTyped('work');
    assert.equal(await bench.passwords.get(kept()), PASSWORD);
  });

  it('lead from a refusal to their settings, and stay closed when the person leaves', async () => {
    await bench.passwords.keep(kept(), 'wrong');
    const edit = bench.deps(['Edit Connection']);
    await directoryConnect(edit)({ directory: 'work' });
    assert.deepEqual(edit.workbench.done, ['run identity.directory.edit']);
    await directoryConnect(bench.deps([undefined]))({ directory: 'work' });
    assert.equal(bench.connections.state('work').kind, 'closed');
  });

  it('close, and forget a password that was only typed', async () => {
    const directory = kept({ password: 'ask' });
    await bench.passwords.keep(directory, PASSWORD);
    await directoryConnect(bench.deps([]))({ directory: 'work' });
    // The only one that is connected is not asked for.
    await directoryDisconnect(bench.deps([]))();
    assert.equal(bench.connections.state('work').kind, 'closed');
    await assert.rejects(bench.passwords.get(directory), /needsPassword/);
  });

  it('say so when there is none to close or to edit', async () => {
    for (const command of [directoryDisconnect, directoryEdit, directoryRemove])
      await assert.rejects(command(bench.deps([]))(), (error) => IdentityError.is(error, 'directories.none'));
  });

  it('are removed with their password, after a question', async () => {
    await bench.passwords.keep(kept(), PASSWORD);
    await directoryRemove(bench.deps([undefined]))({ directory: 'work' });
    assert.equal(bench.registry.configured.size, 1);
    await directoryRemove(bench.deps(['Remove']))({ directory: 'work' });
    assert.equal(bench.registry.configured.size, 0);
    assert.deepEqual([...bench.secrets.entries], []);
  });

  it('find an entry by a part of its name, a filter or its DN, and ask again when nothing fits', async () => {
    for (const answers of [
      ['lovelace', 'ada'],
      ['(mail=ada@*)', 'ada'],
      [ADA],
      ['nobody like this', 'lovelace', 'ada'],
    ]) {
      const deps = bench.deps(answers);
      await directoryFind(deps)();
      assert.deepEqual(deps.workbench.done, ['run identity.entry.open']);
    }
    const left = bench.deps(['nobody like this', undefined]);
    await directoryFind(left)();
    assert.deepEqual(left.workbench.done, []);
  });
});
