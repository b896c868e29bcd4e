/** Tells times in a person's language and time zone. Times in milliseconds since the epoch. */
export interface TimeText {
  /** Date and time, as `22 Nov 2026, 21:10:00`. */
  absolute(at: number): string;
  /** Distance from now, as `in 42 minutes` or `3 days ago`. */
  relative(at: number, now: number): string;
}

const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** Times in the language of `locale` (a BCP 47 tag); an unknown one falls back to the system's. */
export function timeText(locale: string): TimeText {
  const locales = supported(locale);
  const format = new Intl.DateTimeFormat(locales, { dateStyle: 'medium', timeStyle: 'medium' });
  const distance = new Intl.RelativeTimeFormat(locales, { numeric: 'auto' });
  return {
    absolute: (at) => format.format(at),
    relative(at, now) {
      const difference = at - now;
      const [unit, size] = UNITS.find(([, milliseconds]) => Math.abs(difference) >= milliseconds * 2) ?? [
        'second',
        1000,
      ];
      return distance.format(Math.trunc(difference / size), unit);
    },
  };
}

function supported(locale: string): readonly string[] {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale);
  } catch {
    return [];
  }
}
