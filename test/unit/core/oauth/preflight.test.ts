import assert from 'node:assert/strict';
import type { FlowRequest } from '../../../../src/core/oauth/flow.ts';
import { findFlow } from '../../../../src/core/oauth/flows.ts';
import { preflight, preflightRules } from '../../../../src/core/oauth/preflight/preflight.ts';
import { readRegistration, type PreflightSubject } from '../../../../src/core/oauth/preflight/subject.ts';

const NOW = Date.parse('2026-01-01');
const registration = readRegistration({
  signInAudience: 'AzureADMyOrg',
  web: { redirectUris: ['https://app.test/cb'], implicitGrantSettings: {} },
  spa: { redirectUris: ['http://localhost:5173/cb'] },
  publicClient: { redirectUris: ['http://localhost'] },
  passwordCredentials: [{ endDateTime: '2027-01-01T00:00:00Z' }],
  keyCredentials: [{}],
});

interface Case {
  readonly flow?: string;
  readonly tenant?: string;
  readonly kind?: 'entra' | 'oidc';
  readonly request?: Partial<FlowRequest>;
  readonly more?: Partial<PreflightSubject>;
  /** The registration cannot be read. */
  readonly unregistered?: true;
}

function subject({
  flow = 'authorizationCode',
  tenant = 'contoso',
  kind = 'entra',
  request,
  more,
  unregistered,
}: Case): PreflightSubject {
  return {
    flow: findFlow(flow),
    request: { flow, tenant, clientId: 'app', scopes: ['openid'], platform: 'publicClient', ...request },
    tenant: { id: tenant, name: tenant, kind, authority: `https://login.microsoftonline.com/${tenant}/v2.0` },
    method: 'none',
    ...(unregistered === true ? {} : { registration }),
    now: NOW,
    ...more,
  };
}

describe('the pre-flight check', () => {
  const good: readonly [what: string, of: Case][] = [
    [
      'a public client on any loopback port',
      { request: { parameters: { redirect_uri: 'http://localhost:4711' } } },
    ],
    [
      'a web app with its secret',
      {
        request: { platform: 'web', parameters: { redirect_uri: 'https://app.test/cb' } },
        more: { method: 'client_secret_post' },
      },
    ],
    [
      'a daemon',
      {
        flow: 'clientCredentials',
        request: { platform: 'web', scopes: ['api://x/.default'] },
        more: { method: 'private_key_jwt' },
      },
    ],
    [
      'another server, whatever Entra would say',
      { kind: 'oidc', request: { scopes: ['a/b', 'c/d'] }, unregistered: true },
    ],
  ];
  for (const [what, of] of good)
    it(`finds nothing wrong with ${what}`, () => {
      assert.deepEqual(preflight(subject(of)), []);
    });

  const bad: readonly [rule: string, code: number | undefined, of: Case][] = [
    ['redirect-insecure', 50011, { request: { parameters: { redirect_uri: 'http://app.test/cb' } } }],
    [
      'redirect-not-registered',
      50011,
      { request: { parameters: { redirect_uri: 'http://localhost/other' } } },
    ],
    [
      'redirect-wrong-platform',
      9002327,
      { request: { parameters: { redirect_uri: 'http://localhost:5173/cb' } } },
    ],
    [
      'redirect-wrong-platform',
      9002326,
      { request: { platform: 'spa', parameters: { redirect_uri: 'https://app.test/cb' } } },
    ],
    [
      'client-wrong-audience',
      9002332,
      {
        tenant: 'consumers',
        more: { registration: { ...registration, signInAudience: 'AzureADMultipleOrgs' } },
      },
    ],
    [
      'client-wrong-audience',
      9002331,
      { more: { registration: { ...registration, signInAudience: 'PersonalMicrosoftAccount' } } },
    ],
    ['scope-mixed-resources', 28000, { request: { scopes: ['User.Read', 'api://x/Read'] } }],
    ['scope-default-mixed', 70011, { request: { scopes: ['api://x/.default', 'api://x/Read'] } }],
    [
      'scope-application-default',
      1002012,
      {
        flow: 'clientCredentials',
        request: { scopes: ['User.Read'] },
        more: { method: 'client_secret_post' },
      },
    ],
    ['scope-missing-prefix', 70011, { request: { scopes: ['access_as_user'] } }],
    ['scope-openid-missing', 70005, { flow: 'implicit', request: { scopes: ['profile'] } }],
    [
      'scope-resource-parameter',
      901002,
      { request: { parameters: { resource: 'https://graph.microsoft.com' } } },
    ],
    ['client-single-tenant', 50194, { tenant: 'common' }],
    [
      'client-tenant-needed',
      50059,
      { tenant: 'organizations', flow: 'clientCredentials', request: { scopes: ['a/.default'] } },
    ],
    ['client-public-with-credential', 700025, { more: { method: 'client_secret_post' } }],
    [
      'client-credential-missing',
      7000218,
      { request: { platform: 'web', parameters: { redirect_uri: 'https://app.test/cb' } } },
    ],
    [
      'client-public-not-allowed',
      7000218,
      {
        flow: 'deviceCode',
        more: { registration: { ...registration, redirectUris: { web: [], spa: [], publicClient: [] } } },
      },
    ],
    [
      'client-secret-expired',
      7000222,
      { more: { method: 'client_secret_post', registration: { ...registration, secretsEndAt: [NOW - 1] } } },
    ],
    [
      'client-certificate-missing',
      700027,
      { more: { method: 'private_key_jwt', registration: { ...registration, hasCertificate: false } } },
    ],
    ['client-implicit-disabled', 700054, { flow: 'implicit' }],
    [
      'client-implicit-disabled',
      700051,
      { flow: 'implicit', request: { parameters: { response_type: 'token' } } },
    ],
  ];
  for (const [rule, code, of] of bad)
    it(`${rule} predicts AADSTS${code ?? ''}`, () => {
      const found = preflight(subject(of)).find((finding) => finding.rule === rule);
      assert.ok(found, 'not found');
      assert.equal(found.code, code);
    });

  it('has a test for every rule', () => {
    const tested = new Set(bad.map(([rule]) => rule));
    assert.deepEqual(
      preflightRules.map(({ id }) => id).filter((id) => !tested.has(id)),
      [],
    );
  });
});
