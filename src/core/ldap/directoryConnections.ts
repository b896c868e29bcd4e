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

export function directoryConnections(
  open: (directory: Directory) => Promise<LdapSession>,
): DirectoryConnections {
  const states = new Map<string, ConnectionState>();
  const opening = new Map<string, Promise<LdapSession>>();
  const listeners = new Set<(id: string) => void>();

  const enter = (id: string, state: ConnectionState) => {
    states.set(id, state);
    for (const listener of [...listeners]) listener(id);
  };
  const opened = async (directory: Directory): Promise<LdapSession> => {
    const { id } = directory;
    const before = states.get(id);
    enter(id, { kind: 'opening', again: before?.kind === 'lost' });
    try {
      const session = await open(directory);
      session.onDidClose(() => {
        const state = states.get(id);
        if (state?.kind === 'open' && state.session === session && session.closed !== undefined)
          enter(id, { kind: 'lost', reason: session.closed });
      });
      enter(id, { kind: 'open', session });
      return session;
    } catch (error) {
      enter(id, before?.kind === 'lost' ? before : { kind: 'closed' });
      throw error;
    }
  };

  return {
    state: (id) => states.get(id) ?? { kind: 'closed' },
    async session(directory, signal) {
      const { id } = directory;
      const state = states.get(id);
      if (state?.kind === 'open' && state.session.closed === undefined) return state.session;
      const promise = opening.get(id) ?? opened(directory).finally(() => opening.delete(id));
      opening.set(id, promise);
      return unless(signal, promise);
    },
    disconnect(id) {
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
      for (const state of states.values()) if (state.kind === 'open') state.session.close();
    },
  };
}

/** The promise, or the abort of one who no longer waits; the others still get it. */
async function unless<Value>(signal: AbortSignal | undefined, promise: Promise<Value>): Promise<Value> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
