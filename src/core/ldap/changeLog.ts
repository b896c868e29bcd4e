import type { LdifChange } from './ldif/record.ts';

/** A change that a server has made. */
export interface LoggedChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The directory's name. */
  readonly directory: string;
  readonly change: LdifChange;
  /** What takes it back, where something can. */
  readonly inverse?: LdifChange;
}

/** The changes of this window, in memory only. */
export interface ChangeLog {
  add(change: LoggedChange): void;
  list(): readonly LoggedChange[];
  onDidChange(listener: () => void): { dispose(): void };
}

/** Changes beyond these are forgotten, the oldest first. */
const MOST_KEPT = 2000;

export function changeLog(): ChangeLog {
  const changes: LoggedChange[] = [];
  const listeners = new Set<() => void>();
  return {
    add(change) {
      changes.push(change);
      if (changes.length > MOST_KEPT) changes.shift();
      for (const listener of [...listeners]) listener();
    },
    list: () => changes,
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
