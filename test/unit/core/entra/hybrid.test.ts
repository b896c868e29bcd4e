import assert from 'node:assert/strict';
import { anchorForms, immutableIdOf, matchUser, type CloudUser } from '../../../../src/core/entra/hybrid.ts';
import { IdentityError } from '../../../../src/core/errors.ts';

const GUID = '01234567-89ab-cdef-0123-456789abcdef';
/** Its stored bytes are 67452301ab89efcd0123456789abcdef. */
const IMMUTABLE = 'Z0UjAauJ780BI0VniavN7w==';
const OTHER = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

describe('source anchor', () => {
  it('is the base64 of the bytes of an objectGUID as they are stored, little-endian in its first parts', () => {
    assert.equal(immutableIdOf(GUID), IMMUTABLE);
  });

  const forms: readonly string[] = [
    GUID,
    `{${GUID.toUpperCase()}}`,
    '0123456789abcdef0123456789abcdef',
    IMMUTABLE,
    String.raw`\67\45\23\01\ab\89\ef\cd\01\23\45\67\89\ab\cd\ef`,
    `  ${GUID}\n`,
  ];
  for (const given of forms) {
    it(`is read from ${given.trim()}`, () => {
      assert.deepEqual(anchorForms(given), {
        guid: GUID,
        immutableId: IMMUTABLE,
        hex: '67452301ab89efcd0123456789abcdef',
        ldapFilter: String.raw`\67\45\23\01\ab\89\ef\cd\01\23\45\67\89\ab\cd\ef`,
      });
    });
  }

  for (const given of ['', 'ada', 'Z0UjAauJ780BI0VniavN', `${GUID}0`, '{}', '<img src=x>'])
    it(`is not read from ${JSON.stringify(given)}`, () => {
      assert.throws(
        () => anchorForms(given),
        (error) => IdentityError.is(error, 'hybrid.badAnchor'),
      );
    });
});

describe('matching an on-premises user', () => {
  const cloud = (more: Partial<CloudUser>): CloudUser => ({
    id: 'c',
    userPrincipalName: 'x@cloud.test',
    ...more,
  });

  it('finds the anchor first, that of mS-DS-ConsistencyGuid before objectGUID', () => {
    const byGuid = cloud({ id: '1', onPremisesImmutableId: immutableIdOf(OTHER) });
    const byConsistency = cloud({ id: '2', onPremisesImmutableId: IMMUTABLE });
    const user = { objectGuid: OTHER, consistencyGuid: GUID };
    assert.deepEqual(matchUser(user, [byGuid, byConsistency]), {
      kind: 'anchor',
      cloud: byConsistency,
      by: 'consistencyGuid',
    });
    assert.equal(matchUser({ objectGuid: OTHER }, [byGuid]).by, 'immutableId');
  });

  it('tells a user who was moved by the SID that stayed', () => {
    const moved = cloud({
      onPremisesImmutableId: immutableIdOf(OTHER),
      onPremisesSecurityIdentifier: 'S-1-5-21-1',
    });
    assert.equal(matchUser({ objectGuid: GUID, objectSid: 'S-1-5-21-1' }, [moved]).kind, 'sidOnly');
  });

  it('matches softly by primary address, then by name, only who has no anchor', () => {
    const user = {
      objectGuid: GUID,
      userPrincipalName: 'Ada@contoso.test',
      proxyAddresses: ['smtp:old@contoso.test', 'SMTP:ada@contoso.test'],
    };
    const byAddress = cloud({ id: '1', proxyAddresses: ['SMTP:ADA@contoso.test'] });
    const byName = cloud({ id: '2', userPrincipalName: 'ada@contoso.test' });
    assert.deepEqual(matchUser(user, [byName, byAddress]), {
      kind: 'softMatch',
      cloud: byAddress,
      by: 'proxyAddress',
    });
    assert.equal(matchUser(user, [byName]).by, 'userPrincipalName');
    assert.equal(
      matchUser(user, [{ ...byName, onPremisesImmutableId: immutableIdOf(OTHER) }]).kind,
      'conflict',
    );
    assert.equal(matchUser(user, [{ ...byName, onPremisesSyncEnabled: true }]).kind, 'conflict');
    const secondary = cloud({ proxyAddresses: ['smtp:ada@contoso.test'] });
    assert.equal(matchUser(user, [secondary]).kind, 'onPremisesOnly');
    assert.deepEqual(matchUser({ objectGuid: GUID }, []), { kind: 'onPremisesOnly' });
  });
});
