import assert from 'node:assert/strict';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { TokenSet } from '../../../../src/core/oauth/model.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import type { SecretStore } from '../../../../src/core/ports.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const tokens = (id: string, accessToken = 'at'): TokenSet => ({
  id,
  tenantId: 't',
  clientId: 'c',
  flow: 'authorizationCode',
  scope: 's',
  obtainedAt: 1,
  expiresAt: 2,
  tokenType: 'Bearer',
  accessToken,
  refreshToken: 'rt',
});

function twoWindows() {
  const clock = { time: 1000, now: () => clock.time };
  const secrets = memorySecrets();
  return {
    clock,
    secrets,
    one: tokenStore(secrets, clock, nobodyAsked),
    two: tokenStore(secrets, clock, nobodyAsked),
  };
}

describe('the token store', () => {
  it('gives back what it was given, to every window', async () => {
    const { one, two } = twoWindows();
    await one.add(tokens('a'));
    assert.deepEqual(await two.get('a'), tokens('a'));
  });

  it('lists rows without tokens', async () => {
    const { one } = twoWindows();
    await one.add(tokens('a', 'the-access-token'));
    const rows = await one.list();
    assert.ok(!JSON.stringify(rows).includes('the-access-token'));
    assert.deepEqual(
      rows.map((row) => 'parts' in row && row.parts),
      [['access_token', 'refresh_token']],
    );
  });

  it('tells every window of a change, by id', async () => {
    const { one, two } = twoWindows();
    const heard: string[] = [];
    two.onDidChange((id) => heard.push(id));
    await one.add(tokens('a'));
    await one.forget('a');
    assert.deepEqual(heard, ['a', 'a']);
  });

  it('keeps a forgotten set forgotten when a refresh on its way writes it back, at whatever step', async () => {
    for (let steps = 0; steps < 8; steps++) {
      const { secrets, clock } = twoWindows();
      const order = interleaved(secrets, steps);
      const [refreshing, forgetting] = [
        tokenStore(order.first, clock, nobodyAsked),
        tokenStore(order.second, clock, nobodyAsked),
      ];
      await secrets.set('token:a', JSON.stringify(tokens('a')));
      await Promise.all([refreshing.replace(tokens('a', 'new')), forgetting.forget('a')]);
      assert.deepEqual(await tokenStore(secrets, clock, nobodyAsked).list(), [], `after ${steps} steps`);
      assert.equal(secrets.entries.has('token:a'), false);
    }
  });

  it('finishes what a killed window began to forget', async () => {
    const { one, secrets } = twoWindows();
    await one.add(tokens('a'));
    await secrets.set('token-forgotten:a', '1000');
    assert.deepEqual(await one.list(), []);
    assert.equal(secrets.entries.has('token:a'), false);
  });

  it('drops the marks of forgotten sets in time', async () => {
    const { one, secrets, clock } = twoWindows();
    await one.add(tokens('a'));
    await one.forget('a');
    clock.time += 2 * 60 * 60 * 1000;
    await one.list();
    assert.deepEqual([...secrets.entries.keys()], []);
  });

  it('shows an entry that cannot be read as a row, and keeps it', async () => {
    const { one, secrets } = twoWindows();
    await secrets.set('token:bad', '{"tenantId":');
    await one.add(tokens('good'));
    const rows = await one.list();
    assert.equal(rows.length, 2);
    assert.deepEqual(
      rows.filter((row) => 'broken' in row).map(({ id }) => id),
      ['bad'],
    );
    assert.ok(secrets.entries.has('token:bad'));
    await assert.rejects(one.get('bad'), (error) => IdentityError.is(error, 'tokens.unreadable'));
  });

  it('forgets all of its own, and nothing else', async () => {
    const { one, secrets } = twoWindows();
    await secrets.set('credential:x', 'kept');
    await one.add(tokens('a'));
    await one.add(tokens('b'));
    await one.forgetAll();
    assert.deepEqual(await one.list(), []);
    assert.ok(secrets.entries.has('credential:x'));
  });

  it('says which set is unknown', async () => {
    await assert.rejects(twoWindows().one.get('z'), (error) => IdentityError.is(error, 'tokens.unknown'));
  });
});

/** Two views of one store: the second may act only after the first has made `steps` calls, or is done. */
function interleaved(secrets: SecretStore, steps: number): { first: SecretStore; second: SecretStore } {
  let left = steps;
  const gate = Promise.withResolvers<undefined>();
  const open = () => gate.resolve(undefined);
  if (steps === 0) open();
  setTimeout(open, 20);
  const count = <Value>(work: Promise<Value>): Promise<Value> => {
    if (--left <= 0) open();
    return work;
  };
  return {
    first: {
      ...secrets,
      get: (key) => count(secrets.get(key)),
      set: (key, value) => count(secrets.set(key, value)),
      delete: (key) => count(secrets.delete(key)),
    },
    second: {
      ...secrets,
      set: (key, value) => gate.promise.then(() => secrets.set(key, value)),
      delete: (key) => gate.promise.then(() => secrets.delete(key)),
    },
  };
}
