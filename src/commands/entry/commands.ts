import type { EntryCommands } from '../../manifest/directory.ts';
import type { Loaders } from '../loaders.ts';

export const entryCommands: Loaders<EntryCommands> = {
  'identity.entry.open': async (services) => (await import('./entryOpen.ts')).entryOpen(services),
  'identity.entry.add': async (services) => (await import('./entryAdd.ts')).entryAdd(services),
  'identity.entry.copy': async (services) => (await import('./entryAdd.ts')).entryCopy(services),
  'identity.entry.rename': async (services) => (await import('./entryRename.ts')).entryRename(services),
  'identity.entry.move': async (services) => (await import('./entryRename.ts')).entryMove(services),
  'identity.entry.delete': async (services) => (await import('./entryDelete.ts')).entryDelete(services),
  'identity.entry.compareValue': async (services) =>
    (await import('./entryValues.ts')).entryCompareValue(services),
  'identity.entry.setPassword': async (services) =>
    (await import('./entryPassword.ts')).entrySetPassword(services),
  'identity.entry.addMember': async (services) =>
    (await import('./entryMembers.ts')).entryAddMember(services),
  'identity.entry.removeMember': async (services) =>
    (await import('./entryMembers.ts')).entryRemoveMember(services),
  'identity.entry.showPhoto': async (services) =>
    (await import('./entryShowPhoto.ts')).entryShowPhoto(services),
  'identity.entry.copyDn': async (services) => (await import('./entryValues.ts')).entryCopyDn(services),
  'identity.entry.copyValue': async (services) => (await import('./entryValues.ts')).entryCopyValue(services),
  'identity.entry.filterChildren': async (services) =>
    (await import('./entryBookmark.ts')).entryFilterChildren(services),
  'identity.entry.sortChildren': async (services) =>
    (await import('./entrySortChildren.ts')).entrySortChildren(services),
  'identity.entry.bookmark': async (services) => (await import('./entryBookmark.ts')).entryBookmark(services),
  'identity.entry.removeBookmark': async (services) =>
    (await import('./entryBookmark.ts')).entryRemoveBookmark(services),
};
