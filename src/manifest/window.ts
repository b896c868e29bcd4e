import type { PresenceOf } from './presence.ts';

/** The commands of this subject, with their signatures. */
export interface WindowCommands {
  'identity.log.show'(): Promise<void>;
  /** The row's own action: load more, try again. Only from a row. */
  'identity.tree.follow'(action?: () => unknown): Promise<void>;
}

/** Where each of them stands. */
export const windowPresence: PresenceOf<WindowCommands> = {
  'identity.log.show': 'palette',
  'identity.tree.follow': 'row',
};
