import assert from 'node:assert/strict';
import {
  directoryEntry,
  newDirectory,
  parseAddress,
  parseDirectories,
  sendsPasswordInClear,
} from '../../../../src/core/ldap/directory.ts';

describe('the setting identity.directories', () => {
  it('is read, and what is left out is as by default', () => {
    const { directories, problems } = parseDirectories([
      { id: 'ad', url: 'ldaps://dc1.example.org', bind: 'simple', user: 'EXAMPLE\\ada' },
    ]);
    assert.deepEqual(problems, []);
    const [directory] = directories;
    assert.equal(directory?.name, 'ad');
    assert.equal(directory.pageSize, 200);
    assert.deepEqual(directoryEntry(directory), {
      id: 'ad',
      url: 'ldaps://dc1.example.org',
      bind: 'simple',
      user: 'EXAMPLE\\ada',
    });
  });

  for (const [what, entry, reason] of [
    ['no object', 'ldap://x', /not an object/],
    ['no id', { url: 'ldap://x' }, /"id" is missing/],
    ['the id of the sandbox', { id: 'sandbox', url: 'ldap://x' }, /twice/],
    ['another scheme', { id: 'a', url: 'https://x' }, /ldap:, ldaps: or ldapi:/],
    ['an unknown bind', { id: 'a', url: 'ldap://x', bind: 'magic' }, /none of anonymous/],
    ['a bind without a user', { id: 'a', url: 'ldap://x', bind: 'simple' }, /"user" is missing/],
    ['StartTLS on ldaps:', { id: 'a', url: 'ldaps://x', startTls: true }, /StartTLS/],
  ] as const)
    it(`says what is wrong with an entry that has ${what}, and keeps the others`, () => {
      const { directories, problems } = parseDirectories([entry, { id: 'good', url: 'ldap://x' }]);
      assert.deepEqual(
        directories.map(({ id }) => id),
        ['good'],
      );
      assert.match(String(problems[0]?.data.reason), reason);
    });
});

describe('the address of a directory', () => {
  for (const [address, read] of [
    ['ldap://host', { scheme: 'ldap', host: 'host', port: 389 }],
    ['LDAPS://host', { scheme: 'ldaps', host: 'host', port: 636 }],
    ['ldaps://[::1]:3269', { scheme: 'ldaps', host: '::1', port: 3269 }],
    ['ldapi://%2Frun%2Fldapi', { scheme: 'ldapi', path: '/run/ldapi' }],
  ] as const)
    it(`is read: ${address}`, () => {
      assert.deepEqual(parseAddress(address), read);
    });

  it('says when a password would travel in clear', () => {
    const facts = { id: 'a', name: 'A', bind: 'simple', user: 'u' } as const;
    assert.ok(sendsPasswordInClear(newDirectory({ ...facts, url: 'ldap://x' })));
    assert.ok(!sendsPasswordInClear(newDirectory({ ...facts, url: 'ldap://x', startTls: true })));
    assert.ok(!sendsPasswordInClear(newDirectory({ ...facts, url: 'ldaps://x' })));
    assert.ok(!sendsPasswordInClear(newDirectory({ ...facts, url: 'ldapi://%2Fx' })));
    assert.ok(!sendsPasswordInClear(newDirectory({ ...facts, url: 'ldap://x', bind: 'anonymous' })));
  });
});
