import { IdentityError } from '../errors.ts';
import type { Disposer } from '../ports.ts';
import type { Directory } from './directory.ts';
import type { LdapSession } from './session.ts';

/** How the connection to a directory stands. */
export type ConnectionState =
  | { readonly kind: 'closed' }
  /** `again` after it was lost. */
  | { readonly kind: 'opening'; readonly again: boolean }
  | { readonly kind: 'open'; readonly session: LdapSession }
  /** It ended by itself; whoever needs it next opens another. */
  | { readonly kind: 'lost'; readonly reason: Error };

/** The connections of this window: one session for each directory, opened at first use and again after a loss. */
export interface DirectoryConnections extends Disposer {
  state(id: string): ConnectionState;
  /** The open session, or a new one; several who ask at once share it. */
  session(directory: Directory, signal?: AbortSignal): Promise<LdapSession>;
  disconnect(id: string): void;
  /** Tells the id of a directory whose state changed. */
  onDidChange(listener: (id: string) => void): Disposer;
}

/** A connection that is on its way, for whoever waits for it. */
interface Opening {
  readonly promise: Promise<LdapSession>;
  readonly stop: AbortController;
  /** What the state is again when nothing comes of it. */
  readonly before: ConnectionState;
  waiting: number;
}

/**
 * `open` is stopped by its signal, when nobody waits any more or the person disconnects; a session that it brings all the
 * same is closed.
 */
export function directoryConnections(
  open: (directory: Directory, signal: AbortSignal) => Promise<LdapSession>,
): DirectoryConnections {
  const states = new Map<string, ConnectionState>();
  const openings = new Map<string, Opening>();
  const listeners = new Set<(id: string) => void>();

  const enter = (id: string, state: ConnectionState) => {
    states.set(id, state);
    for (const listener of [...listeners]) listener(id);
  };
  const opened = async (directory: Directory, signal: AbortSignal): Promise<LdapSession> => {
    const session = await open(directory, signal);
    if (signal.aborted) {
      session.close();
      throw signal.reason;
    }
    return session;
  };
  const begin = (directory: Directory): Opening => {
    const { id } = directory;
    const stop = new AbortController();
    const state = states.get(id);
    const before: ConnectionState = state?.kind === 'lost' ? state : { kind: 'closed' };
    const opening: Opening = { promise: opened(directory, stop.signal), stop, before, waiting: 0 };
    openings.set(id, opening);
    enter(id, { kind: 'opening', again: before.kind === 'lost' });
    opening.promise.then(
      (session) => {
        openings.delete(id);
        session.onDidClose(() => {
          const now = states.get(id);
          if (now?.kind === 'open' && now.session === session && session.closed !== undefined)
            enter(id, { kind: 'lost', reason: session.closed });
        });
        enter(id, { kind: 'open', session });
      },
      () => giveUp(id, opening),
    );
    return opening;
  };
  /** Nothing comes of it. One that was given up already, and may have a successor, changes nothing. */
  const giveUp = (id: string, opening: Opening | undefined, reason?: Error) => {
    if (opening === undefined || openings.get(id) !== opening) return;
    openings.delete(id);
    opening.stop.abort(reason);
    enter(id, opening.before);
  };

  return {
    state: (id) => states.get(id) ?? { kind: 'closed' },
    async session(directory, signal) {
      signal?.throwIfAborted();
      const state = states.get(directory.id);
      if (state?.kind === 'open' && state.session.closed === undefined) return state.session;
      const opening = openings.get(directory.id) ?? begin(directory);
      opening.waiting++;
      try {
        return await unless(
          AbortSignal.any([opening.stop.signal, ...(signal ? [signal] : [])]),
          opening.promise,
        );
      } finally {
        if (--opening.waiting === 0) giveUp(directory.id, opening);
      }
    },
    disconnect(id) {
      giveUp(id, openings.get(id), new IdentityError('ldap.closed', {}));
      const state = states.get(id);
      enter(id, { kind: 'closed' });
      if (state?.kind === 'open') state.session.close();
    },
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    dispose() {
      listeners.clear();
      for (const [id, opening] of openings) giveUp(id, opening);
      for (const state of states.values()) if (state.kind === 'open') state.session.close();
    },
  };
}

/** The promise, or the abort of one who no longer waits; the others still get it. */
async function unless<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
