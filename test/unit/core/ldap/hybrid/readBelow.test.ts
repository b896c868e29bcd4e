import assert from 'node:assert/strict';
import { untranslated } from '../../../../../src/core/explain.ts';
import { readBelow, withLimit } from '../../../../../src/core/ldap/hybrid/readBelow.ts';
import type { LdapSession, SearchPage } from '../../../../../src/core/ldap/session.ts';

describe('what is compared with a tenant', () => {
  async function* pages(cutShort?: 'sizeLimit'): AsyncGenerator<SearchPage, undefined> {
    const page = { references: [], controls: [], isLast: false } as const;
    yield await Promise.resolve({ ...page, entries: [{ dn: 'cn=a', attributes: [] }] });
    const last = { ...page, isLast: true, entries: [{ dn: 'cn=b', attributes: [] }] };
    yield cutShort === undefined ? last : { ...last, cutShort };
    return undefined;
  }
  const read = (cutShort?: 'sizeLimit') => {
    const session: Pick<LdapSession, 'search'> = { search: () => pages(cutShort) };
    const counts: number[] = [];
    const signal = new AbortController().signal;
    const names = readBelow(
      session,
      { base: '' },
      ({ dn }) => dn,
      signal,
      (count) => counts.push(count),
    );
    return names.then((found) => ({ ...found, counts }));
  };

  it('is read page by page, and a limit of the server that hides a part is told', async () => {
    assert.deepEqual(await read(), { read: ['cn=a', 'cn=b'], limit: undefined, counts: [1, 2] });
    const { limit } = await read('sizeLimit');
    assert.match(withLimit('2 computers.', limit, untranslated), /^2 computers\. .*sizeLimit/);
    assert.equal(withLimit('2 computers.', undefined, untranslated), '2 computers.');
  });
});
