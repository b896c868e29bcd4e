import assert from 'node:assert/strict';
import { childOrders } from '../../src/core/ldap/childOrders.ts';
import { textOf } from '../../src/core/ldap/entry.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { SUFFIX } from '../servers/slapd.ts';
import { asAdmin, asAdministrator, closeAll } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';

describe('children in the order a person chose (RFC 2891)', () => {
  after(closeAll);
  const given = async (session: LdapSession, base: string, order: (typeof childOrders)[number]) => {
    const key = order.key(session.server.kind);
    const found: string[] = [];
    for await (const { entries } of session.search({
      base,
      scope: 'one',
      attributes: [key.attribute],
      sort: [key],
      pageSize: 4,
    }))
      found.push(...entries.flatMap((entry) => textOf(entry, key.attribute) ?? []));
    return { found, isDescending: key.descending === true };
  };

  for (const order of childOrders) {
    it(`OpenLDAP: ${order.title}`, async () => {
      const { found, isDescending } = await given(await asAdmin(await slapd()), `ou=people,${SUFFIX}`, order);
      assert.ok(found.length > 1, found.join());
      const sorted = found.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
      assert.deepEqual(found, isDescending ? sorted.toReversed() : sorted);
    });

    it(`Active Directory: ${order.title}`, async () => {
      const session = await asAdministrator(await sambaAd());
      const { found, isDescending } = await given(session, `CN=Users,${DOMAIN}`, order);
      assert.ok(found.length > 1 || order.id === 'surname', found.join());
      const sorted = found.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
      assert.deepEqual(found, isDescending ? sorted.toReversed() : sorted);
    });
  }
});
