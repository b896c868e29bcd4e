import { decodeUtf8 } from '../../jwt/base64url.ts';
import { utf8 } from '../bytes.ts';
import { readInteger, writeInteger, type ValueFormat } from './format.ts';

/** Ticks of 100 ns between 1601-01-01 and 1970-01-01. */
const EPOCH = 116_444_736_000_000_000n;
const TICKS_IN_MILLISECOND = 10_000n;
const TICKS_IN_SECOND = 10_000_000n;
/** "Never" of a FILETIME, and of an interval. */
const NEVER = 0x7fff_ffff_ffff_ffffn;
const FOREVER = -0x8000_0000_0000_0000n;
/** The year 9999 ends here: later times have no four-digit year. */
const LATEST = BigInt(Date.UTC(10_000, 0)) * TICKS_IN_MILLISECOND + EPOCH;

/** A FILETIME, ticks of 100 ns since 1601 ([MS-DTYP] 2.3.3), as ISO 8601 in UTC with as many digits as it has. */
export function fileTimeText(ticks: bigint): string | undefined {
  if (ticks < 0n || ticks >= LATEST) return undefined;
  const since = ticks - EPOCH;
  const rest = ((since % TICKS_IN_SECOND) + TICKS_IN_SECOND) % TICKS_IN_SECOND;
  const seconds = new Date(Number((since - rest) / TICKS_IN_MILLISECOND)).toISOString().slice(0, 19);
  const digits = rest
    .toString()
    .padStart(7, '0')
    .replace(/0{1,4}$/, '');
  return `${seconds}${rest === 0n ? '' : `.${digits}`}Z`;
}

/** The FILETIME of an ISO 8601 text, undefined when it is none. */
export function fileTimeOf(text: string): bigint | undefined {
  const written =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?\s*(Z|[+-]\d\d:\d\d)?$/.exec(
      text.trim(),
    );
  if (written === null) return undefined;
  const [, day = '', minute = '00:00', second = '00', fraction = '', zone = 'Z'] = written;
  const milliseconds = Date.parse(`${day}T${minute}:${second}${zone}`);
  // JavaScript turns 30 February into 2 March.
  const isReal = !Number.isNaN(Date.parse(day)) && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
  if (Number.isNaN(milliseconds) || !isReal) return undefined;
  const ticks = BigInt(milliseconds) * TICKS_IN_MILLISECOND + EPOCH + BigInt(fraction.padEnd(7, '0'));
  return ticks < 0n ? undefined : ticks;
}

/** A FILETIME attribute; `words` names the numbers that are no time. Of several for one word, the first is written. */
export function fileTime(words: readonly (readonly [bigint, string])[] = [[0n, 'never']]): ValueFormat {
  const all = [...words, [NEVER, 'never'] as const];
  return {
    read(value) {
      const ticks = readInteger(value);
      if (ticks === undefined) return undefined;
      return all.find(([number]) => number === ticks)?.[1] ?? fileTimeText(ticks);
    },
    write(text) {
      const word = all.find(([, each]) => each === text.trim().toLowerCase());
      const ticks = word?.[0] ?? fileTimeOf(text);
      return ticks === undefined ? undefined : writeInteger(ticks);
    },
    example: '2026-11-22T18:28:33Z',
  };
}

/** `accountExpires`: both its numbers mean never, and the large one is what Windows writes. */
export const accountExpires = fileTime([
  [NEVER, 'never'],
  [0n, 'never'],
]);

const UNITS = [
  ['day', 86_400n * TICKS_IN_SECOND],
  ['hour', 3600n * TICKS_IN_SECOND],
  ['minute', 60n * TICKS_IN_SECOND],
  ['second', TICKS_IN_SECOND],
  ['tick', 1n],
] as const;

function durationText(ticks: bigint): string {
  let left = ticks;
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = left / size;
    left %= size;
    return count === 0n ? [] : `${count.toString()} ${unit}${count === 1n ? '' : 's'}`;
  });
  return parts.length === 0 ? 'none' : parts.join(' ');
}

function durationOf(text: string): bigint | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === 'none') return 0n;
  if (!/^(?:\d{1,10} *(?:day|hour|minute|second|tick)s?[ ,]*)+$/.test(wanted)) return undefined;
  return [...wanted.matchAll(/(\d+) *([a-z]+?)s?(?![a-z])/g)].reduce(
    (sum, [, count = '0', unit]) => sum + BigInt(count) * (UNITS.find(([name]) => name === unit)?.[1] ?? 0n),
    0n,
  );
}

/** Negative ticks of 100 ns, as password and lockout policies have them ([MS-ADTS] 3.1.1.3.4.6). */
export const interval: ValueFormat = {
  read(value) {
    const ticks = readInteger(value);
    if (ticks === undefined || ticks > 0n) return undefined;
    return ticks === FOREVER ? 'never' : durationText(-ticks);
  },
  write(text) {
    if (text.trim().toLowerCase() === 'never') return writeInteger(FOREVER);
    const ticks = durationOf(text);
    return ticks === undefined || -ticks < FOREVER ? undefined : writeInteger(-ticks);
  },
  example: '42 days',
};

/** Ticks of 100 ns, as authentication policies have the life of a ticket ([MS-ADA2] msDS-UserTGTLifetime). */
export const span: ValueFormat = {
  read(value) {
    const ticks = readInteger(value);
    return ticks === undefined || ticks < 0n ? undefined : durationText(ticks);
  },
  write(text) {
    const ticks = durationOf(text);
    return ticks === undefined || ticks > NEVER ? undefined : writeInteger(ticks);
  },
  example: '4 hours',
};

/** Negative ticks in eight octets, the low one first, as certificate templates have them ([MS-CRTD] 2.2). */
export const period: ValueFormat = {
  read(value) {
    if (value.length !== 8) return undefined;
    const ticks = new DataView(value.buffer, value.byteOffset, 8).getBigInt64(0, true);
    if (ticks > 0n) return undefined;
    return ticks === FOREVER ? 'never' : durationText(-ticks);
  },
  write(text) {
    const ticks = text.trim().toLowerCase() === 'never' ? -FOREVER : durationOf(text);
    if (ticks === undefined || -ticks < FOREVER) return undefined;
    const value = new Uint8Array(8);
    new DataView(value.buffer).setBigInt64(0, -ticks, true);
    return value;
  },
  example: '365 days',
};

/** Whole seconds, as OpenLDAP's password policies have them. */
export const seconds: ValueFormat = {
  read(value) {
    const count = readInteger(value);
    return count === undefined || count < 0n ? undefined : durationText(count * TICKS_IN_SECOND);
  },
  write(text) {
    const ticks = durationOf(text);
    return ticks === undefined || ticks % TICKS_IN_SECOND !== 0n
      ? undefined
      : writeInteger(ticks / TICKS_IN_SECOND);
  },
  example: '1 day 12 hours',
};

/** Days since 1970, as shadow accounts have them (RFC 2307). */
export const days: ValueFormat = {
  read(value) {
    const count = readInteger(value);
    if (count === undefined || count < 0n || count > 2_932_896n) return undefined;
    return new Date(Number(count) * 86_400_000).toISOString().slice(0, 10);
  },
  write(text) {
    const ticks = /^\s*\d{4}-\d\d-\d\d\s*$/.test(text) ? fileTimeOf(text) : undefined;
    const since = ticks === undefined ? -1n : (ticks - EPOCH) / (86_400n * TICKS_IN_SECOND);
    return since < 0n ? undefined : writeInteger(since);
  },
  example: '2026-11-22',
};

const GENERALIZED = /^(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:(\d\d))?)?(?:[.,](\d+))?(Z|[+-]\d\d(?:\d\d)?)$/;

/** A GeneralizedTime (RFC 4517 §3.3.13) as ISO 8601; undefined when it is none. A fraction of hours or minutes too. */
export function generalizedTimeText(text: string): string | undefined {
  const written = GENERALIZED.exec(text);
  if (written === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute, second, fraction, zone = 'Z'] = written;
  if (fraction !== undefined && second === undefined) return undefined;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`;
  const iso = `${year}-${month}-${day}T${hour}:${minute ?? '00'}:${second ?? '00'}`;
  const isReal = fileTimeOf(`${iso}Z`) !== undefined;
  const isFraction = fraction !== undefined && !/^0+$/.test(fraction);
  return isReal ? `${iso}${isFraction ? `.${fraction}` : ''}${offset}` : undefined;
}

export const generalizedTime: ValueFormat = {
  read(value) {
    const text = value.length > 40 ? undefined : decodeUtf8(value);
    return text === undefined ? undefined : generalizedTimeText(text);
  },
  write(text) {
    const ticks = fileTimeOf(text);
    if (ticks === undefined) return undefined;
    const iso = fileTimeText(ticks);
    const [whole = '', fraction] = (iso ?? '').slice(0, -1).split('.');
    return iso === undefined
      ? undefined
      : utf8(`${whole.replaceAll(/[-:T]/g, '')}${fraction === undefined ? '' : `.${fraction}`}Z`);
  },
  example: '2026-11-22T18:28:33Z',
};
