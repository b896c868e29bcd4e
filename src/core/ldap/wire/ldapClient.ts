import { IdentityError } from '../../errors.ts';
import type { Entry } from '../entry.ts';
import { OIDS } from '../serverFacts.ts';
import { decodeAnswer } from './decode.ts';
import { encodeRequest } from './encode.ts';
import { MessageSplitter } from './framing.ts';
import type { Answer, Control, Message, Request, SearchRequest } from './messages.ts';
import { Once, type LdapTransport } from './transport.ts';

/** The answer that ends an operation. */
export type Ended = Extract<Answer, { kind: 'result' }> & { readonly controls: readonly Control[] };

export interface Asking {
  readonly controls?: readonly Control[];
  readonly signal?: AbortSignal | undefined;
}

/** Some entries of a search in the order they came; the last batch has how the search ended. */
export interface Batch {
  readonly entries: readonly Entry[];
  readonly references: readonly (readonly string[])[];
  readonly ended?: Ended;
}

interface Pending {
  /** `size`: how many bytes the message took. */
  take(message: Message<Answer>, size: number): void;
  fail(error: unknown): void;
}

/** So many batches may wait for their consumer before the server is held back. */
const MOST_WAITING = 2;
/** A batch of large entries ends before it is full: a consumer works on one without a pause. */
const BATCH_BYTES = 1 << 20;

/**
 * Sends requests over a connection and brings each its answers: any number at once, told apart by message id. It
 * knows nothing of what they mean. After the connection closed every method rejects with the reason.
 */
export class LdapClient {
  readonly transport: LdapTransport;
  readonly #timeout: number;
  readonly #pending = new Map<number, Pending>();
  readonly #closing = new Once();
  #splitter = new MessageSplitter();
  /** When the last bytes of a message came that is not whole yet. */
  #arrivingAt = 0;
  #lastId = 0;
  /** How many answers came that nobody had asked for, or no longer waited for. */
  #strays = 0;
  #closed: Error | undefined;

  /** `timeout`: milliseconds in which a server must say something to an operation. */
  constructor(transport: LdapTransport, timeout: number) {
    this.transport = transport;
    this.#timeout = timeout;
    transport.listen({
      data: (piece) => this.#receive(piece),
      closed: (reason) => this.#end(reason),
    });
  }

  /** Why it is closed, undefined while it is open. */
  get closed(): Error | undefined {
    return this.#closed;
  }

  get onDidClose(): Once['on'] {
    return this.#closing.on.bind(this.#closing);
  }

  /** Whether no operation runs. */
  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  /** An operation with one answer. Aborting it abandons it at the server; whether it was done is then unknown. */
  ask(request: Request, { controls = [], signal }: Asking = {}): Promise<Ended> {
    const { promise, resolve, reject } = Promise.withResolvers<Ended>();
    const operation = this.#begin(request, controls, signal, {
      take: ({ operation: answer, controls: answered }) => {
        // An intermediate answer (RFC 4511 §4.13) only says that there is more to come.
        if (answer.kind !== 'result') return;
        operation.end();
        resolve({ ...answer, controls: answered });
      },
      fail: reject,
    });
    return promise;
  }

  /**
   * A search, in batches of `most` entries as they come, fewer where they are large; a slow consumer holds the server
   * back. Leaving the loop abandons the search.
   */
  async *search(
    request: SearchRequest,
    most: number,
    { controls = [], signal }: Asking = {},
  ): AsyncGenerator<Batch, undefined> {
    const waiting: Batch[] = [];
    let wake = Promise.withResolvers<undefined>();
    let failure: { readonly error: unknown } | undefined;
    let entries: Entry[] = [];
    let references: (readonly string[])[] = [];
    let bytes = 0;
    const publish = (ended?: Ended) => {
      waiting.push({ entries, references, ...(ended === undefined ? {} : { ended }) });
      [entries, references, bytes] = [[], [], 0];
      if (ended === undefined && waiting.length >= MOST_WAITING) operation.hold();
      wake.resolve(undefined);
    };
    const operation = this.#begin(request, controls, signal, {
      take: ({ operation: answer, controls: answered }, size) => {
        if (answer.kind === 'entry') {
          // Only when more comes, so that the last of a page come together with its end.
          if (entries.length >= most || bytes >= BATCH_BYTES) publish();
          bytes += size;
          entries.push({ dn: answer.dn, attributes: answer.attributes });
        } else if (answer.kind === 'reference') references.push(answer.uris);
        else if (answer.kind === 'result') {
          operation.end();
          publish({ ...answer, controls: answered });
        }
      },
      fail: (error) => {
        failure = { error };
        wake.resolve(undefined);
      },
    });
    try {
      for (;;) {
        const batch = waiting.shift();
        if (batch !== undefined) {
          if (waiting.length < MOST_WAITING) operation.release();
          yield batch;
          if (batch.ended !== undefined) return undefined;
          continue;
        }
        if (failure !== undefined) throw failure.error;
        await wake.promise;
        wake = Promise.withResolvers();
      }
    } finally {
      operation.release();
      operation.abandon();
    }
  }

  /**
   * Asks for StartTLS and turns the connection into TLS. On any other outcome it is closed, so that no later request
   * can go out in clear. Throws `ldap.startTlsRefused`, `ldap.startTlsInjected` and what `protect` throws.
   */
  async startTls(signal?: AbortSignal): Promise<void> {
    const { name } = this.transport;
    try {
      const { result } = await this.ask({ kind: 'extended', oid: OIDS.startTls }, { signal });
      if (result.code !== 0)
        throw new IdentityError('ldap.startTlsRefused', {
          server: name,
          reason: `It answered ${result.code}${result.diagnostic === '' ? '' : `: ${result.diagnostic}`}.`,
        });
      if (!this.#splitter.isEmpty || this.#strays > 0)
        throw new IdentityError('ldap.startTlsInjected', { server: name });
      this.#splitter = new MessageSplitter();
      await this.transport.protect();
    } catch (error) {
      this.#end(error);
      throw error;
    }
  }

  /** Takes leave of the server and closes. Operations that run are rejected with the reason. */
  close(reason: Error = new IdentityError('ldap.closed', {})): void {
    if (this.#closed !== undefined) return;
    this.transport.send(encodeRequest({ id: this.#nextId(), operation: { kind: 'unbind' }, controls: [] }));
    this.#end(reason);
  }

  #begin(
    operation: Request,
    controls: readonly Control[],
    signal: AbortSignal | undefined,
    pending: Pending,
  ): Operation {
    if (this.#closed !== undefined) {
      pending.fail(this.#closed);
      return FINISHED;
    }
    if (signal?.aborted === true) {
      pending.fail(signal.reason);
      return FINISHED;
    }
    const id = this.#nextId();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHeld = false;
    // A timer for each of a hundred thousand entries would cost more than reading them.
    let heardAt = Date.now();
    const watch = () => {
      const left = Math.max(heardAt, this.#arrivingAt) + this.#timeout - Date.now();
      if (left > 0) timer = setTimeout(watch, left);
      else this.#end(new IdentityError('ldap.operationTimeout', { seconds: this.#timeout / 1000 }));
    };
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      this.#pending.delete(id);
    };
    const abandon = () => {
      if (!this.#pending.has(id)) return;
      end();
      if (this.#closed === undefined)
        this.transport.send(
          encodeRequest({ id: this.#nextId(), operation: { kind: 'abandon', id }, controls: [] }),
        );
    };
    const aborted = () => {
      abandon();
      pending.fail(signal?.reason);
    };
    signal?.addEventListener('abort', aborted);
    this.#pending.set(id, {
      take(message, size) {
        heardAt = Date.now();
        pending.take(message, size);
      },
      fail(error) {
        end();
        pending.fail(error);
      },
    });
    watch();
    this.transport.send(encodeRequest({ id, operation, controls }));
    return {
      end,
      abandon,
      hold: () => {
        isHeld = true;
        clearTimeout(timer);
        this.transport.pause();
      },
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        heardAt = Date.now();
        if (this.#pending.has(id)) watch();
        this.transport.resume();
      },
    };
  }

  #receive(piece: Uint8Array): void {
    if (this.#closed !== undefined) return;
    try {
      for (const bytes of this.#splitter.push(piece)) this.#deliver(decodeAnswer(bytes), bytes.length);
      // A photo over a slow line takes its time, in which the server is not silent.
      this.#arrivingAt = this.#splitter.isEmpty ? 0 : Date.now();
    } catch (error) {
      this.#end(error);
    }
  }

  #deliver(message: Message<Answer>, size: number): void {
    const { id, operation } = message;
    if (id !== 0) {
      const pending = this.#pending.get(id);
      // An answer to what was abandoned finds nobody.
      if (pending === undefined) this.#strays++;
      pending?.take(message, size);
      return;
    }
    if (operation.kind === 'result' && operation.oid === OIDS.noticeOfDisconnection)
      this.#end(operation.result.diagnostic || `The server took leave (${operation.result.code}).`);
  }

  #end(cause: unknown): void {
    if (this.#closed !== undefined) return;
    const reason = lost(cause);
    this.#closed = reason;
    this.transport.close();
    for (const pending of [...this.#pending.values()]) pending.fail(reason);
    this.#closing.fire();
  }

  #nextId(): number {
    this.#lastId = this.#lastId >= 0x7fffffff ? 1 : this.#lastId + 1;
    return this.#lastId;
  }
}

/** One operation that runs. */
interface Operation {
  /** It has ended at the server. */
  end(): void;
  /** Tells the server that nobody waits any more, if it has not ended. */
  abandon(): void;
  /** Stops reading from the connection until `release`. */
  hold(): void;
  release(): void;
}

const FINISHED: Operation = { end() {}, abandon() {}, hold() {}, release() {} };

/** The error of a connection that ended for a reason of the network's or the server's. */
function lost(reason: unknown): Error {
  if (IdentityError.is(reason)) return reason;
  const told = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : undefined;
  return new IdentityError('ldap.lost', { reason: told ?? 'The server closed it.' });
}
