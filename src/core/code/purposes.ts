import type { Purpose } from './catalogue.ts';
import { apiManagementPurposes } from './purposes/apiManagement.ts';
import { databricksPurposes } from './purposes/databricks.ts';
import { ldapPurposes } from './purposes/ldap.ts';
import { mailPurposes } from './purposes/mail.ts';
import { postgresPurposes } from './purposes/postgres.ts';
import { servicePurposes } from './purposes/services.ts';
import { sqlPurposes } from './purposes/sql.ts';
import { synapsePurposes } from './purposes/synapse.ts';
import { tokenPurposes } from './purposes/tokens.ts';
import { vaultAndStoragePurposes } from './purposes/vaultAndStorage.ts';

/** Every purpose in the order it is offered; a new one is one entry. */
export const purposes: readonly Purpose[] = [
  ...tokenPurposes,
  ...servicePurposes,
  ...postgresPurposes,
  ...sqlPurposes,
  ...synapsePurposes,
  ...databricksPurposes,
  ...vaultAndStoragePurposes,
  ...apiManagementPurposes,
  ...ldapPurposes,
  ...mailPurposes,
];
