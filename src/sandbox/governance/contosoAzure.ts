import type { JsonObject } from '../../core/json.ts';
import { sandboxId } from '../directory/sandboxId.ts';
import type { Azure } from './governance.ts';

const DOMAIN = 'contoso.sandbox.test';
const user = (name: string): string => sandboxId(`${DOMAIN}/user/${name}`);
const group = (name: string): string => sandboxId(`${DOMAIN}/group/${name}`);
const principal = (slug: string): string => sandboxId(`${DOMAIN}/sp/${slug}`);

/** Built-in Azure roles by name, with Microsoft's ids. */
const ROLES = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
} as const;

const SUBSCRIPTION = `/subscriptions/${sandboxId('subscription')}`;
const TEST_SUBSCRIPTION = `/subscriptions/${sandboxId('subscription/test')}`;
const GROUP = `${SUBSCRIPTION}/resourceGroups/contoso`;

const assignments: readonly (readonly [
  role: keyof typeof ROLES,
  principalId: string,
  principalType: 'User' | 'Group' | 'ServicePrincipal',
  scope: string,
])[] = [
  ['Owner', user('ada'), 'User', SUBSCRIPTION],
  ['Contributor', group('Platform Team'), 'Group', SUBSCRIPTION],
  ['Reader', principal('identity-workbench'), 'ServicePrincipal', SUBSCRIPTION],
  ['Contributor', user('grace'), 'User', GROUP],
  ['Storage Blob Data Reader', principal('contoso-daemon-certificate'), 'ServicePrincipal', GROUP],
  ['Owner', user('alan'), 'User', TEST_SUBSCRIPTION],
  ['Reader', principal('identity-workbench'), 'ServicePrincipal', TEST_SUBSCRIPTION],
];

/** The Azure side of Contoso: two subscriptions, resource groups, and who may do what where. */
export function contosoAzure(tenantId: string): Azure {
  const subscription = (id: string, displayName: string): JsonObject => ({
    id,
    authorizationSource: 'RoleBased',
    subscriptionId: id.slice('/subscriptions/'.length),
    tenantId,
    displayName,
    state: 'Enabled',
    managedByTenants: [],
  });
  return {
    subscriptions: [
      subscription(SUBSCRIPTION, 'Contoso Production'),
      subscription(TEST_SUBSCRIPTION, 'Contoso Test'),
    ],
    resourceGroups: [
      resourceGroup(SUBSCRIPTION, 'contoso', 'switzerlandnorth'),
      resourceGroup(SUBSCRIPTION, 'contoso-data', 'switzerlandnorth'),
      resourceGroup(TEST_SUBSCRIPTION, 'playground', 'westeurope'),
    ],
    roleDefinitions: Object.entries(ROLES).map(([roleName, name]) => ({
      id: `/providers/Microsoft.Authorization/roleDefinitions/${name}`,
      type: 'Microsoft.Authorization/roleDefinitions',
      name,
      properties: {
        roleName,
        type: 'BuiltInRole',
        description: `Built-in role ${roleName}`,
        assignableScopes: ['/'],
      },
    })),
    roleAssignments: assignments.map(([role, principalId, principalType, scope]) => {
      const name = sandboxId(`azure/${role}/${principalId}/${scope}`);
      return {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
        type: 'Microsoft.Authorization/roleAssignments',
        name,
        properties: {
          roleDefinitionId: `${scope.split('/').slice(0, 3).join('/')}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`,
          principalId,
          principalType,
          scope,
        },
      };
    }),
  };
}

function resourceGroup(subscription: string, name: string, location: string): JsonObject {
  return {
    id: `${subscription}/resourceGroups/${name}`,
    type: 'Microsoft.Resources/resourceGroups',
    name,
    location,
    properties: { provisioningState: 'Succeeded' },
  };
}
