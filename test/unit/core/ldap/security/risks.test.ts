import assert from 'node:assert/strict';
import { parseSddl } from '../../../../../src/core/ldap/security/sddl.ts';
import { isPrivileged, risks, risksOf, type Subject } from '../../../../../src/core/ldap/security/risks.ts';
import { readersOf } from '../../../../../src/core/ldap/security/secretReaders.ts';

const ace = (sddl: string) => parseSddl(`D:(${sddl})`)?.dacl?.aces[0] ?? assert.fail(sddl);
const subject = (isPartition: boolean, ...classes: readonly string[]): Subject => ({
  classes: new Set(classes),
  isPartition,
});
const user = subject(false, 'top', 'person', 'user');

/** For each rule an entry of a list that gives the right, and what it stands on. */
const cases: Readonly<Record<string, readonly [sddl: string, on: Subject]>> = {
  fullControl: ['A;;GA;;;AU', user],
  changePermissions: ['A;;WD;;;AU', user],
  takeOwnership: ['A;;WO;;;AU', user],
  writeEverything: ['A;;GW;;;AU', user],
  extendedRights: ['A;;CR;;;AU', user],
  replicateSecrets: ['OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;AU', subject(true, 'domaindns')],
  migrateSidHistory: ['OA;;CR;ba33815a-4f93-4c76-87f3-57574bff8109;;AU', subject(true, 'domaindns')],
  resetPassword: ['OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;AU', user],
  addMember: ['OA;;SW;bf9679c0-0de6-11d0-a285-00aa003049e2;;AU', subject(false, 'group')],
  actOnBehalf: ['OA;;RPWP;4c164200-20c0-11d0-a768-00aa006e0529;;AU', subject(false, 'user', 'computer')],
  addKey: ['OA;;WP;5b47d60f-6090-40b2-9f37-2a4de88f3063;;AU', user],
  setServicePrincipalName: ['OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;AU', user],
  mapCertificate: ['OA;;WP;00fbf30c-91fe-11d1-aebc-0000f80367c1;;AU', user],
  setScript: ['OA;;WP;bf9679a8-0de6-11d0-a285-00aa003049e2;;AU', user],
  linkPolicy: ['OA;;WP;f30e3bbe-9ff0-11d1-b603-0000f80367c1;;AU', subject(false, 'organizationalunit')],
  movePolicy: ['OA;;WP;f30e3bc1-9ff0-11d1-b603-0000f80367c1;;AU', subject(false, 'grouppolicycontainer')],
  namePasswordReaders: [
    'OA;;WP;888eedd6-ce04-df40-b462-b8a50e41ba38;;AU',
    subject(false, 'msds-groupmanagedserviceaccount'),
  ],
  createDelegatedAccount: [
    'OA;;CC;0feb936f-47b3-49f2-9386-1dedc2c23765;;AU',
    subject(false, 'organizationalunit'),
  ],
};

describe('rights that hand an object over', () => {
  for (const { id, title } of risks)
    it(`${id}: ${title}`, () => {
      const [sddl, on] = cases[id] ?? assert.fail(`no case for ${id}`);
      assert.deepEqual(
        risksOf(ace(sddl), on).map((risk) => risk.id),
        [id],
      );
      // Nothing is given by an entry that denies, or that is only for what is below.
      assert.deepEqual(risksOf(ace(sddl.replace('OA;', 'OD;').replace(/^A;/, 'D;')), on), []);
      assert.deepEqual(risksOf(ace(sddl.replace(';;', ';CIIO;')), on), []);
    });

  it('are none where they do not matter, or for reading', () => {
    assert.deepEqual(risksOf(ace('OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;AU'), user), []);
    assert.deepEqual(risksOf(ace('A;;GR;;;AU'), user), []);
    assert.deepEqual(risksOf(ace('OA;;RP;bf9679c0-0de6-11d0-a285-00aa003049e2;;AU'), user), []);
  });

  it('are not marked with those who have them anyway', () => {
    for (const sid of ['S-1-5-18', 'S-1-5-32-544', 'S-1-5-21-1-2-3-512', 'S-1-5-21-1-2-3-519', 'S-1-5-10'])
      assert.ok(isPrivileged(sid), sid);
    for (const sid of [
      'S-1-1-0',
      'S-1-5-11',
      'S-1-5-21-1-2-3-513',
      'S-1-5-21-1-2-3-1105',
      'S-1-5-21-1-2-512',
    ])
      assert.ok(!isPrivileged(sid), sid);
  });
});

describe('who reads a password of LAPS', () => {
  const password = {
    name: 'msLAPS-Password',
    guid: '11111111-1111-1111-1111-111111111111',
    isConfidential: true,
  };
  const readers = (sddl: string, isConfidential = true) =>
    readersOf(parseSddl(sddl)?.dacl?.aces ?? [], { ...password, isConfidential });

  it('takes control access besides reading, in one entry or two', () => {
    const { guid } = password;
    assert.deepEqual(readers('D:(A;;GA;;;BA)(A;;GR;;;AU)'), ['S-1-5-32-544']);
    assert.deepEqual(readers(`D:(A;;RP;;;AU)(OA;;CR;${guid};;AU)(OA;;RPCR;${guid};;AO)`), [
      'S-1-5-11',
      'S-1-5-32-548',
    ]);
    assert.deepEqual(readers(`D:(OA;CIIO;RPCR;${guid};;AO)(OD;;RPCR;${guid};;AO)`), []);
    assert.deepEqual(readers('D:(A;;GR;;;AU)', false), ['S-1-5-11']);
  });
});
