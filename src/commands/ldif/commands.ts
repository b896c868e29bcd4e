import type { LdifCommands } from '../../manifest/ldif.ts';
import { run, type Loaders } from '../loaders.ts';
import { changesAddress } from '../../core/ldap/entryDocument.ts';

export const ldifCommands: Loaders<LdifCommands> = {
  'identity.ldif.editValue': async (services) => (await import('./ldifEditValue.ts')).ldifEditValue(services),
  'identity.ldif.import': async (services) => (await import('./ldifImport.ts')).ldifImport(services),
  'identity.ldif.export': async (services) => (await import('./ldifExport.ts')).ldifExport(services),
  'identity.ldif.compare': async (services) => (await import('./ldifCompare.ts')).ldifCompare(services),
  'identity.directory.showChanges': ({ workbench }) =>
    run(() => workbench.openDocument(changesAddress('changes'))),
  'identity.directory.showUndo': ({ workbench }) => run(() => workbench.openDocument(changesAddress('undo'))),
  'identity.entry.compareWith': async (services) =>
    (await import('./entryCompareWith.ts')).entryCompareWith(services),
  'identity.search.new': async (services) => (await import('./searchRun.ts')).searchNew(services),
  'identity.search.save': async (services) => (await import('./savedSearches.ts')).searchSave(services),
  'identity.search.open': async (services) => (await import('./savedSearches.ts')).searchOpen(services),
  'identity.search.rename': async (services) => (await import('./savedSearches.ts')).searchRename(services),
  'identity.search.delete': async (services) => (await import('./savedSearches.ts')).searchDelete(services),
  'identity.search.run': async (services) => (await import('./searchRun.ts')).searchRun(services),
  'identity.search.export': async (services) => (await import('./ldifExport.ts')).searchExport(services),
};
