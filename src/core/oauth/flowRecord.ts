import type { Clock, Disposer } from '../ports.ts';
import type { FlowDefinition, FlowRequest, FlowSummary } from './flow.ts';
import type { Tenant } from './model.ts';
import { Trace, type TraceEntry } from './trace.ts';

/** What is run, and for whom. */
export interface FlowSubject {
  readonly flow: FlowDefinition;
  readonly request: FlowRequest;
  readonly tenant: Tenant;
  readonly clientName?: string;
}

/** How a run stands. A success keeps where the tokens are, never the tokens. */
export type FlowState =
  | { readonly state: 'running' }
  | {
      readonly state: 'succeeded';
      readonly tokenId?: string;
      readonly scope: string;
      readonly expiresAt?: number;
    }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'cancelled' };

/** One run while it runs and after: its masked trace and how it stands. Kept in memory only. */
export class FlowRecord {
  readonly subject: FlowSubject;
  readonly trace: Trace;
  #state: FlowState = { state: 'running' };
  readonly #listeners = new Set<() => void>();

  constructor(subject: FlowSubject, trace: Trace) {
    this.subject = subject;
    this.trace = trace;
  }

  get state(): FlowState {
    return this.#state;
  }

  succeeded({ tokenId, scope, expiresAt }: FlowSummary): void {
    this.#settle({
      state: 'succeeded',
      scope,
      ...(tokenId === undefined ? {} : { tokenId }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
  }

  failed(error: unknown): void {
    this.#settle({ state: 'failed', error });
  }

  cancelled(): void {
    this.#settle({ state: 'cancelled' });
  }

  /** Calls `entry` with each message that is added or answered, `settled` when the run has ended. */
  watch(entry: (entry: TraceEntry) => void, settled: () => void): Disposer {
    const traced = this.trace.onDidChange(entry);
    this.#listeners.add(settled);
    return {
      dispose: () => {
        traced.dispose();
        this.#listeners.delete(settled);
      },
    };
  }

  #settle(state: FlowState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The runs of this window; the last one can be looked at. */
export interface FlowHistory {
  begin(subject: FlowSubject): FlowRecord;
  last(): FlowRecord | undefined;
}

/** A history that keeps one run. */
export function flowHistory(clock: Clock): FlowHistory {
  let last: FlowRecord | undefined;
  return {
    begin: (subject) => (last = new FlowRecord(subject, new Trace(clock))),
    last: () => last,
  };
}
