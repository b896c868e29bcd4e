import assert from 'node:assert/strict';
import { resourceSets } from '../../../src/sandbox/graph/resourceSets.ts';
import { createDirectory } from '../../../src/sandbox/directory/directory.ts';
import { readGraphTypes } from '../../support/graphTypes.ts';
import { ORIGIN, testKeys } from './testSandbox.ts';

/** Collections whose members say what they are, or whose types Microsoft publishes under another name. */
const TYPE_OF_RELATION: Readonly<Record<string, string>> = {
  federatedIdentityCredentials: 'FederatedIdentityCredential',
  appRoleAssignments: 'AppRoleAssignment',
  appRoleAssignedTo: 'AppRoleAssignment',
  oauth2PermissionGrants: 'OAuth2PermissionGrant',
  federationConfiguration: 'InternalDomainFederation',
};
/** What Graph v1.0 serves when it is selected, though the published types do not have it. */
const UNPUBLISHED = ['organization.onPremisesLastPasswordSyncDateTime: Organization has no such property'];
const GRAPH = `${ORIGIN}/graph`;
const TENANT = 'contoso.sandbox.test';

const typeName = (type: string) => type.charAt(0).toUpperCase() + type.slice(1);

describe('the shapes of the sandbox Graph, held to the types Microsoft publishes', () => {
  const types = readGraphTypes();
  const open = async () => (await createDirectory(await testKeys(), Date.now(), GRAPH)).tenant(TENANT)!;

  it('sees what is wrong with a resource', () => {
    const group = { id: 1, displayName: 'x', colour: 'red', groupTypes: 'Unified' };
    assert.deepEqual(types.problems('Group', group), [
      'Group.id: 1 is no string',
      'Group.colour: Group has no such property',
      'Group.groupTypes: is no list',
    ]);
    assert.deepEqual(types.problems('Nothing', {}), ['Nothing: Graph has no type Nothing']);
    assert.deepEqual(types.problems('Application', { api: { requestedAccessTokenVersion: null } }), []);
    assert.equal(types.problems('AppRole', { allowedMemberTypes: [true] }).length, 1);
  });

  // What Graph has in beta only is in no types of v1.0.
  for (const [name, set] of Object.entries(resourceSets).filter(([, { isBeta }]) => isBeta !== true))
    it(`serves ${name} as ${set.type}, with its relations`, async () => {
      const tenant = await open();
      const [user] = tenant.content.users;
      const rows = set.rows(tenant, { tenant, userId: user!.id, permissions: [], claims: {} });
      const problems = rows.flatMap((row) =>
        types.problems(typeName(set.type), set.present?.(row) ?? row, name),
      );
      const related = rows.flatMap((row) =>
        Object.entries(set.relations).flatMap(([relation, { rows: of }]) =>
          of(tenant, String(Reflect.get(row, 'id'))).flatMap((each) => {
            const said = /^#microsoft\.graph\.(\w+)$/.exec(String(Reflect.get(each, '@odata.type')))?.[1];
            const type = said === undefined ? TYPE_OF_RELATION[relation] : typeName(said);
            return types.problems(type ?? relation, each, `${name}/${relation}`);
          }),
        ),
      );
      const found = new Set([...problems, ...related]);
      for (const known of UNPUBLISHED) found.delete(known);
      assert.deepEqual([...found].slice(0, 20), []);
    });

  it('serves the large tenant in the same shapes', async () => {
    const tenant = (await createDirectory(await testKeys(), Date.now(), GRAPH)).tenant(
      'northwind.sandbox.test',
    )!;
    const { applications, users, servicePrincipals } = tenant.content;
    assert.equal(applications.length, 10_000);
    assert.ok(users.length > 100_000);
    const some = <Row>(rows: readonly Row[]) => rows.filter((_, index) => index % 997 === 0);
    const problems = [
      ...some(applications).flatMap((row) => types.problems('Application', row)),
      ...some(users).flatMap((row) => types.problems('User', row)),
      ...some(servicePrincipals).flatMap((row) => types.problems('ServicePrincipal', row)),
    ];
    assert.deepEqual(problems, []);
    const ids = [...applications, ...users, ...servicePrincipals].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});
