import assert from 'node:assert/strict';
import { readApplication, type Application } from '../../../../src/core/entra/application.ts';
import { fitnessRules, misfitOf, type FitnessSubject } from '../../../../src/core/entra/flowFitness.ts';
import { findFlow } from '../../../../src/core/oauth/flows.ts';

const NOW = Date.parse('2026-01-01');
/** A registration nothing stands against. */
const complete = readApplication({
  id: 'object',
  appId: 'client',
  signInAudience: 'AzureADMyOrg',
  web: {
    redirectUris: ['http://localhost'],
    implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
  },
  publicClient: { redirectUris: [] },
  isFallbackPublicClient: true,
  passwordCredentials: [{ endDateTime: '2030-01-01T00:00:00Z' }],
  requiredResourceAccess: [{ resourceAccess: [{ type: 'Role' }, { type: 'Scope' }] }],
  api: { oauth2PermissionScopes: [{ value: 'Tasks.Read' }] },
})!;
const none = { web: [], spa: [], publicClient: [] };
const token = {
  id: 't',
  tenantId: 'tenant',
  clientId: 'client',
  flow: 'authorizationCode',
  scope: '',
  obtainedAt: 0,
  tokenType: 'Bearer',
  parts: ['refresh_token'] as const,
};

function reason(flow: string, change: Partial<Application> = {}, more: Partial<FitnessSubject> = {}) {
  const application = { ...complete, ...change };
  return misfitOf(findFlow(flow), { application, credentials: [], tokens: [token], now: NOW, ...more });
}

/** By rule: a flow, and the registration that does not fit it. */
const CASES: Readonly<Record<string, readonly [string, Partial<Application>, Partial<FitnessSubject>?]>> = {
  'identity-managed': ['managedIdentity', {}],
  'redirect-none': ['authorizationCode', { redirectUris: none }],
  'redirect-front-channel': ['hybrid', { redirectUris: { ...none, publicClient: ['http://localhost'] } }],
  'implicit-disabled': ['implicit', { issuesIdTokens: false, issuesAccessTokens: false }],
  'audience-personal': ['clientCredentials', { signInAudience: 'PersonalMicrosoftAccount' }],
  'audience-password': ['password', { signInAudience: 'PersonalMicrosoftAccount' }],
  'public-client-disabled': ['deviceCode', { allowsPublicClient: false }],
  'credential-none': ['clientCredentials', { hasSecret: false, secretsEndAt: [] }],
  'credential-expired': ['clientCredentials', { secretsEndAt: [NOW - 1] }],
  'scope-none-exposed': ['onBehalfOf', { exposedScopes: [] }],
  'consent-application': ['clientCredentials', { requests: { scopes: true, roles: false } }],
  'token-none': ['refreshToken', {}, { tokens: [] }],
};

describe('which flows fit an application', () => {
  for (const { id, reason: rule } of fitnessRules)
    it(`${id} says what would have to change`, () => {
      const [flow, change, more = {}] = CASES[id]!;
      const said = reason(flow, change, more);
      assert.match(said ?? '', /^[A-Z].+\.$/);
      const subject = { application: { ...complete, ...change }, credentials: [], tokens: [token], now: NOW };
      assert.equal(said, rule(findFlow(flow), { ...subject, ...more }));
      // No registration makes an application a managed identity.
      if (id !== 'identity-managed')
        assert.notEqual(said, reason(flow), 'the complete registration has it too');
    });

  it('none stands against a registration that has everything', () => {
    for (const flow of [
      'authorizationCode',
      'hybrid',
      'implicit',
      'clientCredentials',
      'deviceCode',
      'refreshToken',
    ])
      assert.equal(reason(flow), undefined, flow);
    assert.equal(reason('onBehalfOf'), undefined);
  });

  it('a credential that is stored here counts', () => {
    const stored = { id: 'c', tenantId: 'tenant', clientId: 'client', name: 'n', kind: 'federated' } as const;
    const without = { hasSecret: false, secretsEndAt: [] };
    assert.equal(reason('clientCredentials', without, { credentials: [stored] }), undefined);
  });

  it('a refresh token of another client does not count', () => {
    assert.match(
      reason('refreshToken', {}, { tokens: [{ ...token, clientId: 'other' }] }) ?? '',
      /no cached refresh token/,
    );
  });
});
