import { access } from './access.ts';
import { subscriptions } from './azure.ts';
import type { DirectoryItem } from './branch.ts';
import { devices } from './devices.ts';
import { collaboration, customers } from './external.ts';
import { logs } from './logs.ts';
import { overview } from './overview.ts';
import { enterpriseApplications, groups, managedIdentities, users } from './people.ts';
import { protection } from './protection.ts';
import { roles } from './roles.ts';

/** What a tenant shows, in the order of the tree. A new branch is one entry here or under one of the headings. */
export const directory: readonly DirectoryItem[] = [
  overview,
  users,
  groups,
  enterpriseApplications,
  managedIdentities,
  devices,
  roles,
  access,
  protection,
  collaboration,
  customers,
  logs,
  subscriptions,
];
