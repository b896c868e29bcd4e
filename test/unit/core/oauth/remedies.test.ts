import assert from 'node:assert/strict';
import { IdentityError } from '../../../../src/core/errors.ts';
import { findFlow } from '../../../../src/core/oauth/flows.ts';
import { logRowOf, remedyFor } from '../../../../src/core/oauth/remedies.ts';
import { refused } from '../../../../src/core/oauth/serverAnswer.ts';
import { commandPresence } from '../../../../src/manifest.ts';

const subject = {
  flow: findFlow('authorizationCode'),
  tenant: { id: 't', name: 'Contoso', kind: 'entra', authority: 'https://login.test/t' },
  request: {
    flow: 'authorizationCode',
    tenant: 't',
    clientId: 'c',
    scopes: ['openid'],
    parameters: { redirect_uri: 'http://localhost:5173' },
  },
} as const;
const aadsts = (number: number) =>
  refused({ error: 'invalid_request', error_description: `AADSTS${number}: …`, error_codes: [number] });

describe('the log row of a failed flow', () => {
  it('is found by the correlation id of its error, where the tenant has a log', () => {
    const correlationId = '5a4db0c5-0000-4000-8000-000000000001';
    const description = `AADSTS50011: … Trace ID: 5a4db0c5-0000-4000-8000-000000000002 Correlation ID: ${correlationId} Timestamp: 2026-01-01 00:00:00Z`;
    const error = refused({
      error: 'invalid_request',
      error_description: description,
      correlation_id: correlationId,
    });
    const withGraph = { ...subject, tenant: { ...subject.tenant, graph: 'https://graph.test' } };
    assert.deepEqual(logRowOf(error, withGraph)?.argument, { tenant: 't', correlationId });
    assert.ok((logRowOf(error, withGraph)?.command ?? '') in commandPresence);
    assert.equal(logRowOf(error, subject), undefined);
    assert.equal(logRowOf(aadsts(50011), withGraph), undefined);
  });
});

describe('the remedy for a failed flow', () => {
  for (const [what, error, command, argument] of [
    [
      'a missing credential',
      new IdentityError('client.credentialMissing', { clientId: 'c', method: 'm', kind: 'k' }),
      'identity.credential.add',
      { tenant: 't', clientId: 'c' },
    ],
    ['an expired secret', aadsts(7000222), 'identity.credential.add', { tenant: 't', clientId: 'c' }],
    [
      'an unregistered redirect URI',
      aadsts(50011),
      'identity.application.addRedirectUri',
      { tenant: 't', clientId: 'c', redirectUri: 'http://localhost:5173' },
    ],
    [
      'missing consent',
      aadsts(65001),
      'identity.flow.runAgain',
      { tenant: 't', clientId: 'c', flow: 'adminConsent', scopes: [] },
    ],
    [
      'a federated token that does not fit',
      aadsts(7002138),
      'identity.application.testFederatedCredential',
      { tenant: 't', clientId: 'c' },
    ],
    [
      'a missing browser',
      new IdentityError('redirect.noBrowser', {}),
      'identity.flow.runAgain',
      { tenant: 't', clientId: 'c', flow: 'deviceCode', scopes: ['openid'] },
    ],
    [
      'a browser that did not come back',
      new IdentityError('redirect.timedOut', { seconds: 9 }),
      'identity.error.explain',
      undefined,
    ],
    [
      'a flow the server has not',
      new IdentityError('flow.notOffered', { tenant: 't', flow: 'f', reason: 'r' }),
      'identity.flow.run',
      { tenant: 't', clientId: 'c' },
    ],
    [
      'a client of another server',
      refused({ error: 'invalid_client' }),
      'identity.credential.add',
      undefined,
    ],
  ] as const)
    it(`of ${what} is ${command}`, () => {
      const remedy = remedyFor(error, subject);
      assert.equal(remedy?.command, command);
      if (argument !== undefined) assert.deepEqual(remedy.argument, argument);
      assert.ok(remedy.command in commandPresence);
    });

  it('is none where one can only run it again', () => {
    assert.equal(remedyFor(aadsts(90033), subject), undefined);
    assert.equal(remedyFor(new Error('x'), subject), undefined);
    assert.equal(remedyFor(new IdentityError('transport.reset', { host: 'h' }), subject), undefined);
  });
});
