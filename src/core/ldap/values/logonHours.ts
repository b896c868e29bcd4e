import type { ValueFormat } from './format.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const HOURS = 24;

/** The hours of a week in which an account may sign in, UTC: 168 bits from Sunday 0:00 ([MS-ADA1], logonHours). */
export const logonHours: ValueFormat = {
  read(value) {
    if (value.length !== 21) return undefined;
    if (value.every((byte) => byte === 0xff)) return 'always';
    if (value.every((byte) => byte === 0)) return 'never';
    const days = DAYS.flatMap((day, at) => {
      const spans = spansOf((hour) => isSet(value, at * HOURS + hour));
      return spans === '' ? [] : `${day} ${spans}`;
    });
    return days.join('; ');
  },
  write(text) {
    const wanted = text.trim().toLowerCase();
    const value = new Uint8Array(21);
    if (wanted === 'always') return value.fill(0xff);
    if (wanted === 'never') return value;
    for (const part of wanted.split(';')) {
      const [name, ...spans] = part.trim().split(/[\s,]+/);
      const day = DAYS.findIndex((each) => each.toLowerCase() === name);
      if (day < 0 || spans.length === 0) return undefined;
      for (const span of spans) if (!setSpan(value, day, span)) return undefined;
    }
    return value;
  },
  example: 'Mon 8-18; Tue 8-12, 13-18',
};

function isSet(value: Uint8Array, hour: number): boolean {
  return (((value[hour >> 3] ?? 0) >> (hour & 7)) & 1) === 1;
}

function setSpan(value: Uint8Array, day: number, span: string): boolean {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(span) ?? [];
  if (Number(to) > HOURS || !(Number(from) < Number(to))) return false;
  for (let hour = day * HOURS + Number(from); hour < day * HOURS + Number(to); hour++)
    value[hour >> 3] = (value[hour >> 3] ?? 0) | (1 << (hour & 7));
  return true;
}

function spansOf(isOpen: (hour: number) => boolean): string {
  const spans: string[] = [];
  for (let from = 0; from < HOURS; from++) {
    if (!isOpen(from)) continue;
    let to = from;
    while (to < HOURS && isOpen(to)) to++;
    spans.push(`${from}-${to}`);
    from = to;
  }
  return spans.join(', ');
}
