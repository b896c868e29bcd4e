import { readInteger, writeInteger, type ValueFormat } from './format.ts';

const SHIFT = 32n;
const LOW = 0xffff_ffffn;

/** Relative identifiers from the first, in the low half, to the last, in the high one ([MS-ADTS] 6.1.5.3). */
export const ridPool: ValueFormat = {
  read(value) {
    const number = readInteger(value);
    if (number === undefined || number < 0n) return undefined;
    return `${(number & LOW).toString()} to ${(number >> SHIFT).toString()}`;
  },
  write(text) {
    const [, first, last] = /^\s*(\d{1,10}) to (\d{1,10})\s*$/.exec(text) ?? [];
    if (first === undefined || last === undefined) return undefined;
    const [from, until] = [BigInt(first), BigInt(last)];
    return from > LOW || until > 0x7fff_ffffn ? undefined : writeInteger((until << SHIFT) | from);
  },
  example: '1100 to 1599',
};
