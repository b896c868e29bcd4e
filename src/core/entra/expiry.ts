import type { Translate } from '../explain.ts';

const DAY = 24 * 3600 * 1000;
/** A credential with less than this left wants to be rotated. */
const SOON_DAYS = 30;

export type ExpiryState = 'expired' | 'soon' | 'valid';

/** Where a credential stands in its life; times are milliseconds since the epoch. */
export function expiryState(endsAt: number, now: number): ExpiryState {
  if (!(endsAt > now)) return 'expired';
  return endsAt - now < SOON_DAYS * DAY ? 'soon' : 'valid';
}

/** How long it has left, or how long ago it ended, in days. */
export function expiryText(endsAt: number, now: number, translate: Translate): string {
  if (Number.isNaN(endsAt)) return translate('end unknown');
  const days = Math.floor(Math.abs(endsAt - now) / DAY);
  if (endsAt <= now)
    return days === 0 ? translate('expired today') : translate('expired {days} days ago', { days });
  return days === 0 ? translate('expires today') : translate('{days} days left', { days });
}
