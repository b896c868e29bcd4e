import type { DirectoryTarget, EntryTarget } from './directory.ts';
import type { PresenceOf } from './presence.ts';

/** The commands that find something out about a directory or an entry and show it as a document. */
export interface DirectoryReportCommands {
  'identity.directory.whoAmI'(target?: DirectoryTarget): Promise<void>;
  'identity.directory.openForestDiagram'(
    target?: DirectoryTarget & { readonly form?: 'plantuml' | 'mermaid' },
  ): Promise<void>;
  'identity.entry.explainAccount'(target?: EntryTarget): Promise<void>;
  'identity.entry.showGroups'(target?: EntryTarget): Promise<void>;
  'identity.entry.showPermissions'(target?: EntryTarget): Promise<void>;
  'identity.entry.showReplication'(target?: EntryTarget): Promise<void>;
  'identity.entry.matchTenant'(target?: EntryTarget & { readonly tenant?: string }): Promise<void>;
  'identity.directory.checkSync'(target?: DirectoryTarget): Promise<void>;
  /** Without `dn` the whole directory. */
  'identity.directory.compareDevices'(
    target?: DirectoryTarget & { readonly dn?: string; readonly tenant?: string },
  ): Promise<void>;
  /** Without `dn` the whole directory. */
  'identity.directory.compareTenant'(
    target?: DirectoryTarget & { readonly dn?: string; readonly tenant?: string },
  ): Promise<void>;
}

/** Where each of them stands. */
export const directoryReportPresence: PresenceOf<DirectoryReportCommands> = {
  'identity.directory.whoAmI': 'palette',
  'identity.directory.openForestDiagram': 'palette',
  'identity.entry.explainAccount': 'palette',
  'identity.entry.showGroups': 'palette',
  'identity.entry.showPermissions': 'palette',
  'identity.entry.showReplication': 'palette',
  'identity.entry.matchTenant': 'palette',
  'identity.directory.checkSync': 'palette',
  'identity.directory.compareDevices': 'palette',
  'identity.directory.compareTenant': 'palette',
};
