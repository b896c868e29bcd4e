import type { DirectoryReportCommands } from '../../manifest/directoryReport.ts';
import type { Loaders } from '../loaders.ts';

export const directoryReportCommands: Loaders<DirectoryReportCommands> = {
  'identity.directory.whoAmI': async (services) => (await import('./whoAmI.ts')).whoAmI(services),
  'identity.directory.openForestDiagram': async (services) =>
    (await import('./openForestDiagram.ts')).openForestDiagram(services),
  'identity.entry.explainAccount': async (services) =>
    (await import('./entryReports.ts')).explainAccount(services),
  'identity.entry.showGroups': async (services) => (await import('./entryReports.ts')).showGroups(services),
  'identity.entry.showPermissions': async (services) =>
    (await import('./entryReports.ts')).showPermissions(services),
  'identity.entry.showReplication': async (services) =>
    (await import('./entryReports.ts')).showReplication(services),
  'identity.entry.matchTenant': async (services) =>
    (await import('./tenantReports.ts')).matchTenant(services),
  'identity.directory.checkSync': async (services) => (await import('./checkSync.ts')).checkSync(services),
  'identity.directory.compareDevices': async (services) =>
    (await import('./tenantReports.ts')).compareDevices(services),
  'identity.directory.compareTenant': async (services) =>
    (await import('./tenantReports.ts')).compareTenant(services),
};
