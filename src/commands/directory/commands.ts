import type { DirectoryCommands } from '../../manifest/directory.ts';
import { run, type Loaders } from '../loaders.ts';

export const directoryCommands: Loaders<DirectoryCommands> = {
  'identity.directory.add': async (services) => (await import('./directoryAdd.ts')).directoryAdd(services),
  'identity.directory.edit': async (services) => (await import('./directoryAdd.ts')).directoryEdit(services),
  'identity.directory.remove': async (services) =>
    (await import('./directoryConnect.ts')).directoryRemove(services),
  'identity.directory.connect': async (services) =>
    (await import('./directoryConnect.ts')).directoryConnect(services),
  'identity.directory.disconnect': async (services) =>
    (await import('./directoryConnect.ts')).directoryDisconnect(services),
  'identity.directory.find': async (services) => (await import('./directoryFind.ts')).directoryFind(services),
  'identity.directory.startSlapd': async (services) =>
    (await import('./directorySlapd.ts')).directoryStartSlapd(services),
  'identity.directory.stopSlapd': async (services) =>
    (await import('./directorySlapd.ts')).directoryStopSlapd(services),
  'identity.directories.refresh': ({ refreshView }) => run(() => refreshView('identity.directories')),
  'identity.directories.openSettings': ({ workbench }) =>
    run(() => workbench.run('workbench.action.openSettings', 'identity.directories')),
};
