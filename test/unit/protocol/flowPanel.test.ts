import assert from 'node:assert/strict';
import { parseFromFlowPanel, parseToFlowPanel } from '../../../src/protocol/flowPanel.ts';

const request = {
  flow: 'clientCredentials',
  tenant: 't',
  clientId: 'c',
  scopes: ['a/.default'],
  parameters: { prompt: 'login' },
  platform: 'spa',
  clientAuthentication: 'private_key_jwt',
  credential: 'k',
  tokenId: 'i',
};
const form = {
  tenant: 't',
  tenants: [{ value: 't', label: 'Contoso' }],
  applications: [],
  flows: [{ id: 'hybrid', title: 'Hybrid', summary: 's', level: 'legacy', why: 'w', refusal: 'r' }],
  parameters: [{ name: 'scope', explanation: 'e', reference: 'RFC 6749 §3.3' }],
  redirects: [{ redirectUri: 'http://localhost', platform: 'web' }],
  authentication: [],
  tokens: [],
  needsToken: false,
  scopes: 'openid',
  warnings: ['w'],
};

describe('messages of the flow panel', () => {
  it('pass unchanged when they are in the protocol', () => {
    for (const message of [
      { type: 'choose', selection: { tenant: 't', clientId: 'c', flow: 'hybrid' } },
      { type: 'run', request },
      { type: 'save', request },
      { type: 'diagram', flow: 'hybrid' },
    ])
      assert.deepEqual(parseFromFlowPanel(message), message);
    for (const message of [
      { type: 'form', form, locale: 'en', messages: { a: 'b' } },
      { type: 'announce', text: 'x' },
    ])
      assert.deepEqual(parseToFlowPanel(message), message);
  });

  it('are refused otherwise', () => {
    for (const message of [
      undefined,
      { type: 'run' },
      { type: 'run', request: { flow: 'x' } },
      { type: 'diagram' },
    ])
      assert.equal(parseFromFlowPanel(message), undefined);
    for (const message of [null, { type: 'form' }, { type: 'announce' }])
      assert.equal(parseToFlowPanel(message), undefined);
  });

  it('cannot ask for raw tokens', () => {
    const parsed = parseFromFlowPanel({ type: 'run', request: { ...request, reveal: true } });
    assert.ok(parsed?.type === 'run' && parsed.request.reveal === undefined);
  });
});
