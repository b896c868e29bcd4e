import type { WindowCommands } from '../../manifest/window.ts';
import { run, type Loaders } from '../loaders.ts';

export const windowCommands: Loaders<WindowCommands> = {
  'identity.log.show': ({ log }) => run(() => log.show()),
  'identity.tree.follow': () =>
    Promise.resolve(async (action) => {
      await action?.();
    }),
};
