import type { EntryName } from '../core/code/entry.ts';
import type { Values } from '../core/code/placeholders.ts';
import type { PresenceOf } from './presence.ts';
import type { ApplicationTarget } from './targets.ts';

/** What to insert, as far as it is chosen, and for which application. */
export interface CodeTarget extends Partial<EntryName>, Partial<ApplicationTarget> {
  readonly values?: Values;
}

/** The commands of this subject, with their signatures. */
export interface CodeCommands {
  'identity.code.insert'(target?: CodeTarget): Promise<EntryName | undefined>;
}

/** Where each of them stands. */
export const codePresence: PresenceOf<CodeCommands> = {
  'identity.code.insert': 'palette',
};
