import type { Clock } from '../../core/ports.ts';

/** A clock that runs ahead of another by `offset` milliseconds, or behind it. */
export interface AdjustableClock extends Clock {
  offset: number;
}

export function adjustableClock(base: Clock): AdjustableClock {
  return {
    offset: 0,
    now() {
      return base.now() + this.offset;
    },
  };
}
