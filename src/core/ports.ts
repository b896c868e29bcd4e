/** What core needs from outside. Each port is the smallest shape that serves; platform/ makes it real. */

/** The only way out to HTTP: the standard fetch signature. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Time as milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** `count` cryptographically random bytes. */
export type Random = (count: number) => Uint8Array<ArrayBuffer>;

/** Where secrets live: one entry per secret. Shaped like VS Code's SecretStorage. */
export interface SecretStore {
  keys(): Promise<readonly string[]>;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Fires with the key when a secret changes, in this window or another. */
  onDidChange(listener: (key: string) => void): Disposer;
}

/** A leveled log; adapters redact token-shaped text at every level. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string | Error): void;
}

/** Something to release; `dispose` is idempotent. */
export interface Disposer {
  dispose(): void;
}
