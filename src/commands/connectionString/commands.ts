import type { ConnectionStringCommands } from '../../manifest/connectionString.ts';
import type { Loaders } from '../loaders.ts';

export const connectionStringCommands: Loaders<ConnectionStringCommands> = {
  'identity.connectionString.explain': async (services) =>
    (await import('./connectionStringExplain.ts')).connectionStringExplain(services),
  'identity.connectionString.convert': async (services) =>
    (await import('./connectionStringConvert.ts')).connectionStringConvert(services),
};
