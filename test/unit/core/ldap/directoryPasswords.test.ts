import assert from 'node:assert/strict';
import { newDirectory } from '../../../../src/core/ldap/directory.ts';
import { directoryPasswords } from '../../../../src/core/ldap/directoryPasswords.ts';
import { catalogOf } from '../../../../src/core/ldap/globalCatalog.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';

const facts = { id: 'ad', name: 'AD', url: 'ldaps://x', bind: 'simple', user: 'ada' } as const;

describe('the password of a directory', () => {
  it('is kept in the secret store, and nowhere else', async () => {
    const secrets = memorySecrets();
    const passwords = directoryPasswords(secrets, () => assert.fail('nobody is asked'));
    await passwords.keep(newDirectory(facts), 'secret');
    passwords.forgetTyped('ad');
    assert.equal(await passwords.get(newDirectory(facts)), 'secret');
    assert.deepEqual([...secrets.entries.keys()], ['directory:ad']);
    await passwords.forget('ad');
    assert.deepEqual([...secrets.entries], []);
  });

  it('is asked for once by all who need it, known until the connection is closed, and never stored', async () => {
    const secrets = memorySecrets();
    let questions = 0;
    const passwords = directoryPasswords(secrets, () => Promise.resolve(`answer ${++questions}`));
    const directory = newDirectory({ ...facts, password: 'ask' });
    const both = await Promise.all([passwords.get(directory), passwords.get(directory)]);
    assert.deepEqual(both, ['answer 1', 'answer 1']);
    assert.equal(await passwords.get(directory), 'answer 1');
    passwords.forgetTyped('ad');
    assert.equal(await passwords.get(directory), 'answer 2');
    assert.deepEqual([...secrets.entries], []);
  });

  it('is sent to no other server, in clear or as another user under the same id', async () => {
    const secrets = memorySecrets();
    const passwords = directoryPasswords(secrets, ({ url, user }) =>
      Promise.resolve(`for ${user} at ${url}`),
    );
    await passwords.keep(newDirectory(facts), 'secret');
    for (const changed of [
      { url: 'ldaps://attacker.example' },
      { url: 'ldap://x' },
      { url: 'ldap://x', startTls: true },
      { user: 'eve' },
      { ca: '/tmp/attacker.pem' },
    ]) {
      for (const isTyped of [true, false]) {
        await passwords.keep(newDirectory(facts), 'secret');
        if (!isTyped) passwords.forgetTyped('ad');
        const asked = await passwords.get(newDirectory({ ...facts, ...changed }));
        assert.match(asked, /^for /, JSON.stringify(changed));
      }
    }
    passwords.forgetTyped('ad');
    assert.equal(await passwords.get(newDirectory(facts)), 'secret');
    assert.equal(await passwords.get(catalogOf(newDirectory(facts))!), 'secret');
  });

  it('that nobody gives is an error that says so', async () => {
    const passwords = directoryPasswords(memorySecrets(), () => Promise.resolve(undefined));
    await assert.rejects(passwords.get(newDirectory(facts)), (error) =>
      IdentityError.is(error, 'directories.needsPassword'),
    );
  });
});
