import assert from 'node:assert/strict';
import { parseTenants } from '../../../../src/core/entra/tenantSettings.ts';

const good = { id: 'a', name: 'A', kind: 'entra', authority: 'https://login.microsoftonline.com/a/v2.0' };

describe('the setting identity.tenants', () => {
  it('reads entries, with the name and kind defaulting', () => {
    const { tenants, problems } = parseTenants([
      good,
      { id: 'https://idp.test', authority: 'https://idp.test' },
    ]);
    assert.deepEqual(tenants, [
      good,
      { id: 'https://idp.test', name: 'https://idp.test', kind: 'oidc', authority: 'https://idp.test' },
    ]);
    assert.deepEqual(problems, []);
  });

  const broken: readonly unknown[] = [
    'text',
    null,
    {},
    { ...good, id: '' },
    { ...good, authority: 'http://idp.test' },
    { ...good, authority: 'no address' },
    { ...good, kind: 'ldap' },
    { ...good, kind: 'sandbox' },
    { ...good, graph: 'ftp://graph.test' },
  ];
  for (const entry of broken) {
    it(`reports ${JSON.stringify(entry)} and keeps its neighbours`, () => {
      const { tenants, problems } = parseTenants([entry, good]);
      assert.deepEqual(tenants, [good]);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]!.data.index, 1);
    });
  }

  it('allows http: on loopback', () => {
    assert.equal(parseTenants([{ ...good, authority: 'http://127.0.0.1:8080' }]).tenants.length, 1);
  });

  it('reports an id that is there twice, and a setting that is no list', () => {
    assert.equal(parseTenants([good, good]).problems.length, 1);
    assert.equal(parseTenants({ id: 'a' }).problems.length, 1);
  });
});
