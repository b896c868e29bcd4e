import assert from 'node:assert/strict';
import { parseFlowProfiles, profileOf } from '../../../../src/core/oauth/flowProfiles.ts';

const profile = {
  name: 'Job',
  flow: 'clientCredentials',
  tenant: 't',
  clientId: 'c',
  scopes: ['a/.default'],
};

describe('the setting identity.flows', () => {
  it('holds flows by name', () => {
    const whole = {
      ...profile,
      parameters: { prompt: 'login' },
      platform: 'spa',
      clientAuthentication: 'private_key_jwt',
    };
    const { profiles, problems } = parseFlowProfiles([whole, { ...profile, name: 'Other' }]);
    assert.deepEqual(profiles, [whole, { ...profile, name: 'Other' }]);
    assert.deepEqual(problems, []);
    assert.deepEqual(parseFlowProfiles([]), { profiles: [], problems: [] });
  });

  const broken: readonly (readonly [string, unknown, RegExp])[] = [
    ['is no object', 'Job', /not an object/],
    ['has no name', { ...profile, name: '' }, /"name" is missing/],
    ['names no flow', { ...profile, flow: 'magic' }, /"flow" must be one of authorizationCode/],
    ['names no tenant', { ...profile, tenant: 7 }, /"tenant" is missing/],
    ['names no application', { ...profile, clientId: undefined }, /"clientId" is missing/],
    ['has scopes of another type', { ...profile, scopes: 'a b' }, /"scopes" must be a list/],
    ['has parameters of another type', { ...profile, parameters: { max_age: 1 } }, /object of texts/],
    ['names no platform', { ...profile, platform: 'desktop' }, /one of web, spa, publicClient/],
    ['names no client authentication', { ...profile, clientAuthentication: 'x' }, /one of none/],
    ['holds a client secret', { ...profile, client_secret: 's' }, /Secrets belong into secret storage/],
    ['holds a password', { ...profile, flow: 'password', parameters: { password: 'p' } }, /is a secret/],
  ];
  for (const [what, entry, reason] of broken)
    it(`an entry that ${what} is a problem and costs only itself`, () => {
      const { profiles, problems } = parseFlowProfiles([entry, profile]);
      assert.deepEqual(profiles, [profile]);
      assert.equal(problems[0]?.data.index, 1);
      assert.match(String(problems[0].data.reason), reason);
    });

  it('has each name once', () => {
    assert.match(String(parseFlowProfiles([profile, profile]).problems[0]?.data.reason), /there twice/);
  });

  it('is written without what only one machine knows, or a secret', () => {
    const request = {
      flow: 'password',
      tenant: 't',
      clientId: 'c',
      scopes: [],
      tokenId: 'x',
      credential: 'y',
    };
    const parameters = { password: 'p', username: '', login_hint: 'ada' };
    assert.deepEqual(profileOf('n', { ...request, parameters, reveal: true }), {
      name: 'n',
      flow: 'password',
      tenant: 't',
      clientId: 'c',
      scopes: [],
      parameters: { login_hint: 'ada' },
    });
  });
});
