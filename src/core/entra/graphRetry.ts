/** When a request to Microsoft Graph may be sent again (https://learn.microsoft.com/graph/throttling). */

/** A wait of that many milliseconds, given up with the signal. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** How often a request is sent at most. */
export const ATTEMPTS = 5;
/** A longer pause than this is for the person to decide. */
const LONGEST_PAUSE = 30_000;
const FIRST_BACKOFF = 1000;

/**
 * Milliseconds to wait before the request is sent again, undefined when the answer is final. A change that met a 503
 * or 504 may have happened: sending it again is for the person to decide.
 */
export function pauseBefore(
  status: number,
  retryAfter: string | null,
  attempt: number,
  isChange: boolean,
  random: () => number,
): number | undefined {
  const isRepeatable = status === 429 || (!isChange && (status === 503 || status === 504));
  if (!isRepeatable || attempt >= ATTEMPTS) return undefined;
  const named = retryAfterMilliseconds(retryAfter);
  // Half of the wait is drawn, so that clients that were refused together do not come back together.
  const pause = named ?? FIRST_BACKOFF * 2 ** (attempt - 1) * (0.5 + random() / 2);
  return pause > LONGEST_PAUSE ? undefined : pause;
}

/** `Retry-After` in milliseconds (RFC 9110 §10.2.3, both forms), undefined when it is absent or neither. */
export function retryAfterMilliseconds(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = header.trim() === '' ? Number.NaN : Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Where Graph takes one request a second of a tenant, and names no pause (Microsoft: service-specific limits). */
const PACED = /\/(?:v1\.0|beta)\/(identity\/conditionalAccess|identityProtection)\b/;
const PACE = 1000;

/** Whether requests to this address go one after the other, a second apart. */
export function isPaced(url: string): boolean {
  return PACED.test(url);
}

/** Lets callers through one after the other, a second apart; one that gives up loses its turn only. */
export function pacer(sleep: Sleep): (signal?: AbortSignal) => Promise<void> {
  let free: Promise<void> = Promise.resolve();
  return async (signal) => {
    const turn = free;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    free = promise;
    await turn;
    if (signal?.aborted === true) {
      resolve(undefined);
      signal.throwIfAborted();
    }
    void sleep(PACE).then(() => resolve(undefined));
  };
}

/** The wait of the platform. Rejects with AbortError. */
export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException('Aborted', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
