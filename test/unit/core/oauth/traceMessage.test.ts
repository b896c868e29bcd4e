import assert from 'node:assert/strict';
import { findFlow } from '../../../../src/core/oauth/flows.ts';
import { expectedSteps, messagesOf } from '../../../../src/core/oauth/traceMessage.ts';
import type { TraceEntry } from '../../../../src/core/oauth/trace.ts';

const field = (name: string, value = 'x') => ({ name, value, masked: false });
const tokenRequest: TraceEntry = {
  number: 4,
  step: 'tokenRequest',
  answerStep: 'tokenResponse',
  from: 'client',
  to: 'authorizationServer',
  channel: 'back',
  label: 'Token request',
  startedAt: 1000,
  request: {
    method: 'POST',
    url: 'https://as.test/tenant/oauth2/v2.0/token',
    headers: [],
    query: [],
    fields: [],
  },
};

describe('the messages of a trace', () => {
  it('are a request and the wait for its answer, then the answer in the same place', () => {
    const waiting = messagesOf(tokenRequest);
    assert.deepEqual(
      waiting.map(({ id, state, detail }) => [id, state, detail]),
      [
        ['4', 'done', 'POST …/v2.0/token'],
        ['4a', 'waiting', ''],
      ],
    );
    const response = { status: 200, headers: [], fields: [field('id_token'), field('access_token')] };
    const [, answer] = messagesOf({ ...tokenRequest, durationMs: 12, response });
    assert.equal(answer?.id, '4a');
    assert.equal(answer.label, '200 · access_token, id_token');
    assert.equal(answer.detail, '12 ms');
    assert.deepEqual([answer.from, answer.to, answer.at], ['authorizationServer', 'client', 1012]);
  });

  it('fail with an error, except the one that says to poll again (RFC 8628 §3.5)', () => {
    const answered = (error: string) =>
      messagesOf({
        ...tokenRequest,
        response: { status: 400, headers: [], fields: [field('error', error)] },
      })[1];
    assert.equal(answered('invalid_grant')?.state, 'failed');
    assert.equal(answered('invalid_grant')?.label, '400 · invalid_grant');
    assert.equal(answered('authorization_pending')?.state, 'done');
    assert.equal(messagesOf({ ...tokenRequest, failure: 'network.refused' })[1]?.state, 'failed');
  });

  it('name what the browser brought back', () => {
    const [message, ...rest] = messagesOf({
      number: 3,
      step: 'authorizationResponse',
      from: 'authorizationServer',
      to: 'client',
      channel: 'front',
      label: 'Authorization response',
      startedAt: 0,
      request: { method: 'GET', url: '', headers: [], query: [], fields: [field('code'), field('state')] },
    });
    assert.equal(message?.detail, 'code, state');
    assert.ok(message.isAnswer);
    assert.deepEqual(rest, []);
  });
});

describe('the messages still expected', () => {
  const flow = findFlow('authorizationCode');

  it('are those of the specification after the last one seen, without the resource', () => {
    const ids = (entries: readonly TraceEntry[]) => expectedSteps(flow, entries).map(({ id }) => id);
    assert.equal(ids([])[0], 'authorizationRequest');
    assert.ok(!ids([]).some((id) => id.startsWith('resource')));
    assert.deepEqual(ids([tokenRequest]), ['tokenResponse', 'verification']);
    const response = { status: 200, headers: [], fields: [] };
    assert.deepEqual(ids([{ ...tokenRequest, response }]), ['verification']);
  });
});
