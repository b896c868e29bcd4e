import assert from 'node:assert/strict';
import { parseFromFlowTrace, parseToFlowTrace } from '../../../src/protocol/flowTrace.ts';

const entry = {
  number: 1,
  from: 'client',
  to: 'authorizationServer',
  channel: 'back',
  label: 'Token request',
  startedAt: 1,
  request: {
    method: 'POST',
    url: 'https://x.test/token',
    headers: [],
    query: [],
    fields: [{ name: 'a', value: 'b' }],
  },
};
const step = { id: 'keys', from: 'client', to: 'authorizationServer', label: 'Keys', channel: 'back' };

describe('messages of the flow trace', () => {
  it('pass unchanged when they are in the protocol', () => {
    for (const message of [
      { type: 'copy', format: 'curl' },
      { type: 'copy', format: 'mermaid', entry: 3 },
      { type: 'saveHar' },
      { type: 'runAgain' },
      { type: 'saveProfile' },
      { type: 'inspect' },
    ])
      assert.deepEqual(parseFromFlowTrace(message), message);
    for (const message of [
      {
        type: 'show',
        locale: 'en',
        messages: { a: 'b' },
        head: { title: 't', tenant: 'u', client: 'c', parameters: [] },
      },
      { type: 'entries', entries: [entry], expected: [step] },
      { type: 'outcome', outcome: { state: 'failed', hasToken: false, error: { what: 'w', next: 'n' } } },
      { type: 'outcome', outcome: { state: 'succeeded', hasToken: true, scope: 'a b', expiresAt: 5 } },
      { type: 'announce', text: 'Copied.' },
    ])
      assert.deepEqual(parseToFlowTrace(message), message);
  });

  it('are refused otherwise', () => {
    for (const message of [
      undefined,
      'copy',
      { type: 'copy' },
      { type: 'copy', format: 'exe' },
      { type: 'x' },
    ])
      assert.equal(parseFromFlowTrace(message), undefined);
    for (const message of [null, { type: 'show' }, { type: 'outcome', outcome: { state: 'odd' } }])
      assert.equal(parseToFlowTrace(message), undefined);
  });

  it('leave out entries that are none', () => {
    const broken = [{ ...entry, number: '1' }, { ...entry, request: { headers: [{}] } }, 7];
    assert.deepEqual(parseToFlowTrace({ type: 'entries', entries: broken, expected: [{}] }), {
      type: 'entries',
      entries: [],
      expected: [],
    });
  });
});
