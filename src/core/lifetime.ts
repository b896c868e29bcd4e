import type { Translate } from './explain.ts';

/** How much of a lifetime is left, in words and as a state that colours can follow. */
export interface Lifetime {
  readonly text: string;
  readonly state: 'fresh' | 'ending' | 'expired' | 'unknown';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ENDING = 5 * MINUTE;

/** The lifetime until `expiresAt` as seen at `now`, both in milliseconds since the epoch. */
export function lifetime(expiresAt: number | undefined, now: number, translate: Translate): Lifetime {
  if (expiresAt === undefined) return { text: translate('expiry not stated'), state: 'unknown' };
  const left = expiresAt - now;
  if (left <= 0)
    return { text: translate('expired {duration} ago', { duration: duration(-left) }), state: 'expired' };
  return {
    text: translate('{duration} left', { duration: duration(left) }),
    state: left <= ENDING ? 'ending' : 'fresh',
  };
}

/** A duration in its two largest units, seconds only within the last minute. */
export function duration(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / 1000)} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY)
    return `${Math.floor(milliseconds / HOUR)} h ${Math.floor((milliseconds % HOUR) / MINUTE)} min`;
  return `${Math.floor(milliseconds / DAY)} d ${Math.floor((milliseconds % DAY) / HOUR)} h`;
}
