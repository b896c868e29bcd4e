import type { Clock } from '../../core/ports.ts';

/** A map whose entries go away `lifetime` milliseconds after they were set, and the oldest beyond `limit`. */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly expires: number }>();
  readonly #clock: Clock;
  readonly #lifetime: number;
  readonly #limit: number;

  constructor(clock: Clock, lifetime: number, limit = 10_000) {
    this.#clock = clock;
    this.#lifetime = lifetime;
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expires > this.#clock.now() ? entry.value : undefined;
  }

  set(key: string, value: Value): void {
    const now = this.#clock.now();
    for (const [oldest, entry] of this.#entries) {
      if (entry.expires > now && this.#entries.size < this.#limit) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, { value, expires: now + this.#lifetime });
  }
}
