import assert from 'node:assert/strict';
import { isReady, READY } from '../../../src/protocol/handshake.ts';
import { parseFromInspector, parseToInspector } from '../../../src/protocol/jwtInspector.ts';

describe('messages of the token inspector', () => {
  it('pass unchanged when they are in the protocol', () => {
    for (const message of [
      { type: 'copy', part: 'claims' },
      { type: 'copyText', text: 'x' },
      { type: 'inspect', text: 'eyJ' },
      { type: 'inspectFile', uri: 'file:///a.jwt' },
      { type: 'verify', payload: '$.02' },
      { type: 'verify' },
      { type: 'verify', material: 'key' },
      { type: 'decrypt', material: 'key' },
      { type: 'forge', claims: '{}', alg: 'RS256', variant: 'good' },
      { type: 'saveExpectations', expectations: { issuer: 'i', roles: ['r'], clockSkew: 5 } },
    ]) {
      assert.deepEqual(parseFromInspector(message), message);
    }
    for (const message of [
      { type: 'show', locale: 'en', messages: { a: 'b' }, token: 'x' },
      { type: 'show', locale: 'de', messages: {}, refusal: 'no' },
      { type: 'show', locale: 'en', messages: {}, token: 'x', compareWith: 'y' },
      { type: 'profiles', profiles: [{ name: 'n', expectations: { audience: 'a', clockSkew: 60 } }] },
      { type: 'profiles', profiles: [], chosen: 'n' },
      { type: 'verification', verification: { state: 'valid', title: 't', detail: 'd' } },
      { type: 'announce', text: 'x' },
      { type: 'outcome', about: 'forge', failed: false, text: 'x', key: 'y' },
    ]) {
      assert.deepEqual(parseToInspector(message), message);
    }
    assert.ok(isReady(READY));
  });

  it('are refused otherwise', () => {
    for (const message of [
      undefined,
      null,
      'verify',
      [],
      {},
      { type: 'copy' },
      { type: 'copy', part: 'everything' },
      { type: 'copy', part: { toString: 'token' } },
      { type: 'inspect', text: 1 },
      { type: 'inspectFile', uri: 1 },
      { type: 'inspect', text: 'x'.repeat(2 ** 23 + 1) },
      { type: 'open', url: 'https://example.com' },
      { type: 'constructor' },
      { type: 'forge', claims: '{}', alg: 'RS1', variant: 'good' },
      { type: 'outcome', about: 'x', text: '' },
    ]) {
      assert.equal(parseFromInspector(message), undefined);
      assert.equal(parseToInspector(message), undefined);
    }
  });

  it('carry nothing but what the protocol names', () => {
    assert.deepEqual(parseFromInspector({ type: 'verify', command: 'rm' }), { type: 'verify' });
    assert.deepEqual(
      parseToInspector({ type: 'show', locale: 'en', messages: { a: 1, b: 'c' }, html: '<b>' }),
      { type: 'show', locale: 'en', messages: { b: 'c' } },
    );
  });
});
