import type { CodeCommands } from '../../manifest/code.ts';
import type { Loaders } from '../loaders.ts';

export const codeCommands: Loaders<CodeCommands> = {
  'identity.code.insert': async (services) => (await import('./codeInsert.ts')).codeInsert(services),
};
