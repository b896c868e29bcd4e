import type { Disposer } from '../../ports.ts';

/** A connection to a server as bytes. It is opened once and never again: what is lost is replaced, not mended. */
export interface LdapTransport {
  /** How the server is called in messages, such as `ldap.example.com:389`. */
  readonly name: string;
  /** Whether what is sent is encrypted, or does not leave this machine. */
  readonly isPrivate: boolean;
  send(bytes: Uint8Array): void;
  /** Sets who hears of what comes, replacing the one before. `closed` is told once, with the reason. */
  listen(listener: TransportListener): void;
  /** Stops and continues what comes, for a consumer that is slower than the server. */
  pause(): void;
  resume(): void;
  /**
   * Turns the connection into TLS, after the server agreed (RFC 4511 §4.14). The connection is closed when that
   * fails, so that nothing can be sent in clear afterwards. Throws `ldap.tlsFailed` and `ldap.certificateUntrusted`.
   */
  protect(): Promise<void>;
  close(): void;
}

export interface TransportListener {
  data(piece: Uint8Array): void;
  /** `reason` is undefined when the server closed without a word. */
  closed(reason: unknown): void;
}

/** A list of listeners that hear of one thing, once. */
export class Once {
  readonly #listeners = new Set<() => void>();
  #happened = false;

  /** Tells at once, in a turn of its own, when it has happened already. */
  on(listener: () => void): Disposer {
    if (this.#happened) queueMicrotask(listener);
    else this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  fire(): void {
    if (this.#happened) return;
    this.#happened = true;
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }
}
