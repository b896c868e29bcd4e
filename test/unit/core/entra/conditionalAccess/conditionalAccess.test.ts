import assert from 'node:assert/strict';
import { describePolicy, namedIds } from '../../../../../src/core/entra/conditionalAccess/describe.ts';
import {
  evaluatePolicies,
  type SignInCase,
} from '../../../../../src/core/entra/conditionalAccess/evaluate.ts';
import { isInRange } from '../../../../../src/core/entra/conditionalAccess/ipRange.ts';
import { findingsOf, lintPolicies } from '../../../../../src/core/entra/conditionalAccess/lint.ts';
import { importPolicy, policyFile } from '../../../../../src/core/entra/conditionalAccess/policyFile.ts';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { untranslated } from '../../../../../src/core/explain.ts';
import type { JsonObject } from '../../../../../src/core/json.ts';

const policy = (more: JsonObject = {}, conditions: JsonObject = {}): JsonObject => ({
  id: 'p',
  displayName: 'P',
  state: 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    users: { includeUsers: ['All'], excludeGroups: ['breakGlass'] },
    applications: { includeApplications: ['All'] },
    ...conditions,
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  ...more,
});
const rules = (found: readonly { readonly rule: string }[]) => found.map(({ rule }) => rule);

describe('a Conditional Access policy in plain words', () => {
  const said = (json: JsonObject) => describePolicy(json, new Map(), untranslated).map(({ text }) => text);

  it('says state, who, what, when, then and session', () => {
    const all = policy(
      {
        state: 'enabledForReportingButNotEnforced',
        grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] },
        sessionControls: {
          signInFrequency: { isEnabled: true, value: 4, type: 'hours', frequencyInterval: 'timeBased' },
          persistentBrowser: { isEnabled: true, mode: 'never' },
        },
      },
      {
        clientAppTypes: ['exchangeActiveSync', 'other'],
        platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] },
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
        signInRiskLevels: ['medium', 'high'],
        authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' },
        devices: { deviceFilter: { mode: 'exclude', rule: 'device.trustType -eq "AzureAD"' } },
      },
    );
    assert.deepEqual(said(all), [
      'Report-only: sign-ins are logged with it, but nothing is enforced.',
      'For everybody, except the group breakGlass.',
      'Opening every application.',
      'Through Exchange ActiveSync, legacy clients.',
      'On all, except iOS.',
      'From anywhere, except trusted locations.',
      'The sign-in risk is medium or high.',
      'By the device code flow, authentication transfer.',
      'Not on devices with device.trustType -eq "AzureAD".',
      'Then require multifactor authentication and require a compliant device.',
      'Ask for a new sign-in after 4 hours.',
      'Never stay signed in in the browser.',
    ]);
  });

  it('names authentication strengths and contexts, guests and workloads', () => {
    const strength = policy(
      {
        grantControls: { operator: 'OR', authenticationStrength: { displayName: 'Phishing-resistant MFA' } },
      },
      {
        users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest' } },
        applications: { includeAuthenticationContextClassReferences: ['c1'] },
      },
    );
    assert.deepEqual(said(strength).slice(1), [
      'For guests and external users.',
      'Opening authentication context c1.',
      'Then require the authentication strength Phishing-resistant MFA.',
    ]);
  });

  it('says nothing wrong of what is no policy', () => {
    assert.deepEqual(said({}), []);
    assert.deepEqual(namedIds({ conditions: { users: { includeUsers: ['All', 7] } } }), []);
  });
});

describe('advice about Conditional Access', () => {
  it('finds what locks everybody out, and emergency accounts that are not excluded', () => {
    const users = { users: { includeUsers: ['All'] } };
    const block = { grantControls: { operator: 'OR', builtInControls: ['block'] } };
    assert.deepEqual(rules(findingsOf(policy(block, users))), ['lockOut']);
    assert.deepEqual(rules(findingsOf(policy({}, users))), ['noBreakGlass']);
    assert.deepEqual(rules(findingsOf(policy())), []);
  });

  it('finds report-only, nobody, OR with a device, trusted places, retired controls', () => {
    assert.deepEqual(rules(findingsOf(policy({ state: 'enabledForReportingButNotEnforced' }))), [
      'reportOnly',
    ]);
    assert.ok(rules(findingsOf(policy({}, { users: { includeUsers: ['None'] } }))).includes('nobody'));
    const controls = (builtInControls: readonly string[]) => ({
      grantControls: { operator: 'OR', builtInControls },
    });
    assert.deepEqual(rules(findingsOf(policy(controls(['mfa', 'compliantDevice'])))), ['mfaOrDevice']);
    const places = { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } };
    assert.deepEqual(rules(findingsOf(policy({}, places))), ['trustedPlace']);
    assert.deepEqual(rules(findingsOf(policy(controls(['approvedApplication'])))), ['oldControl']);
  });

  it('finds what no enforced policy does, and counts report-only as nothing', () => {
    assert.deepEqual(rules(lintPolicies([])).toSorted(), [
      'administratorsWithoutMfa',
      'deviceCode',
      'everybodyWithoutMfa',
      'legacyAuthentication',
    ]);
    const deviceCode = policy(
      { grantControls: { operator: 'OR', builtInControls: ['block'] } },
      { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    );
    assert.ok(!rules(lintPolicies([deviceCode])).includes('deviceCode'));
    const trial = { ...deviceCode, state: 'enabledForReportingButNotEnforced' };
    assert.ok(rules(lintPolicies([trial])).includes('deviceCode'));
  });
});

describe('what if, without Entra', () => {
  const ada: SignInCase = {
    userId: 'ada',
    groupIds: ['staff'],
    roleIds: ['admin'],
    isGuest: false,
    applicationId: 'app',
    clientAppType: 'browser',
    devicePlatform: 'windows',
    country: 'CH',
    ipAddress: '192.0.2.7',
  };
  const places = [
    { id: 'home', countriesAndRegions: ['CH'] },
    { id: 'office', isTrusted: true, ipRanges: [{ cidrAddress: '192.0.2.0/24' }] },
  ];
  const reason = (json: JsonObject, signIn: SignInCase = ada) =>
    evaluatePolicies([json], signIn, places)[0]!.reason;

  it('applies where every condition holds', () => {
    assert.equal(reason(policy()), 'notSet');
    assert.equal(reason(policy({}, { users: { includeRoles: ['admin'] } })), 'notSet');
    assert.equal(reason(policy({}, { locations: { includeLocations: ['home'] } })), 'notSet');
  });

  const cases: readonly (readonly [string, JsonObject])[] = [
    ['policyNotEnabled', policy({ state: 'disabled' })],
    ['users', policy({}, { users: { includeUsers: ['All'], excludeGroups: ['staff'] } })],
    ['users', policy({}, { users: { includeUsers: ['GuestsOrExternalUsers'] } })],
    ['application', policy({}, { applications: { includeApplications: ['other'] } })],
    ['clientApps', policy({}, { clientAppTypes: ['other'] })],
    [
      'devicePlatform',
      policy({}, { platforms: { includePlatforms: ['all'], excludePlatforms: ['windows'] } }),
    ],
    ['location', policy({}, { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } })],
    ['location', policy({}, { locations: { includeLocations: ['All'], excludeLocations: ['home'] } })],
    ['signInRisk', policy({}, { signInRiskLevels: ['high'] })],
    ['userRisk', policy({}, { userRiskLevels: ['high'] })],
    ['authenticationFlow', policy({}, { authenticationFlows: { transferMethods: 'deviceCodeFlow' } })],
  ];
  for (const [expected, json] of cases)
    it(`says ${expected} for ${JSON.stringify(json['conditions']).slice(0, 90)}`, () => {
      assert.equal(reason(json), expected);
    });

  const ranges: readonly (readonly [string, string, boolean])[] = [
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['192.0.2.7', '0.0.0.0/0', true],
    ['192.0.2.7', '192.0.2.7/32', true],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db9::7', '2001:db8::/32', false],
    ['::1', '::1/128', true],
    ['192.0.2.7', '2001:db8::/32', false],
    ['192.0.2.777', '192.0.2.0/24', false],
    ['2001::db8::1', '2001:db8::/32', false],
    ['192.0.2.7', '192.0.2.0/240', false],
    ['192.0.2.7', 'nonsense', false],
  ];
  for (const [address, range, expected] of ranges)
    it(`${address} is ${expected ? '' : 'not '}in ${range}`, () => {
      assert.equal(isInRange(address, range), expected);
    });
});

describe('a Conditional Access policy as a file', () => {
  it('comes back as a report-only policy, without what Graph makes itself', () => {
    const exported = policyFile({
      '@odata.context': 'https://graph.test/$metadata',
      createdDateTime: '2026-01-01T00:00:00Z',
      ...policy(),
      grantControls: {
        operator: 'OR',
        builtInControls: ['mfa'],
        'authenticationStrength@odata.context': 'x',
      },
    });
    assert.ok(!exported.includes('@odata.context": "https'));
    const { name, method, path, body } = importPolicy(`\uFEFF${exported}`);
    assert.deepEqual([name, method, path], ['P', 'POST', '/identity/conditionalAccess/policies']);
    assert.equal(body!['state'], 'enabledForReportingButNotEnforced');
    assert.deepEqual(body!['grantControls'], { operator: 'OR', builtInControls: ['mfa'] });
    for (const member of ['id', 'createdDateTime']) assert.ok(!(member in body!), member);
  });

  for (const [why, source] of [
    ['no JSON', '{'],
    ['a list', '[]'],
    ['no name', '{"conditions":{}}'],
    ['no conditions', '{"displayName":"P"}'],
    ['no controls', '{"displayName":"P","conditions":{}}'],
  ] as const)
    it(`is refused for ${why}`, () => {
      assert.throws(
        () => importPolicy(source),
        (error) => IdentityError.is(error, 'conditionalAccess.badFile'),
      );
    });
});
