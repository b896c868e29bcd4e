import type { Commands } from '../manifest.ts';
import { applicationCommands } from './application/commands.ts';
import { connectionStringCommands } from './connectionString/commands.ts';
import { codeCommands } from './code/commands.ts';
import { credentialCommands } from './credential/commands.ts';
import { directoryCommands } from './directory/commands.ts';
import { directoryReportCommands } from './directoryReport/commands.ts';
import { entryCommands } from './entry/commands.ts';
import { flowCommands } from './flow/commands.ts';
import { ldifCommands } from './ldif/commands.ts';
import { mailCommands } from './mail/commands.ts';
import { policyCommands } from './policy/commands.ts';
import { sandboxCommands } from './sandboxTenant/commands.ts';
import { tenantDirectoryCommands } from './tenantDirectory/commands.ts';
import { tenantCommands } from './tenant/commands.ts';
import { tokenCommands } from './token/commands.ts';
import { windowCommands } from './window/commands.ts';
import type { Loaders } from './loaders.ts';

/**
 * The single list of commands: each id with how to load what it runs. Nothing of a command is loaded before its
 * first use; a command without an entry is a compile error.
 */
export const commands: Loaders<Commands> = {
  ...tenantCommands,
  ...tenantDirectoryCommands,
  ...applicationCommands,
  ...codeCommands,
  ...flowCommands,
  ...tokenCommands,
  ...credentialCommands,
  ...policyCommands,
  ...directoryCommands,
  ...entryCommands,
  ...directoryReportCommands,
  ...connectionStringCommands,
  ...ldifCommands,
  ...mailCommands,
  ...sandboxCommands,
  ...windowCommands,
};
