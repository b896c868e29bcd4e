import { decodeUtf8 } from '../../jwt/base64url.ts';
import { utf8 } from '../bytes.ts';

/** How values of one kind are read by people, and written back. Values are hostile: `read` never throws. */
export interface ValueFormat {
  /** The value in words, undefined when it is not of this kind. */
  read(value: Uint8Array): string | undefined;
  /** The same told line by line to those who only read, where that is clearer than `read`. */
  readonly tell?: (value: Uint8Array) => readonly string[] | undefined;
  /**
   * The value of words as `read` gives them, undefined when they are not of this kind. Absent where nobody may write.
   * `before` is the value they replace: what the words leave out stays as it is there.
   */
  readonly write?: (text: string, before?: Uint8Array) => Uint8Array | undefined;
  /** What a person may write, or what stands there. */
  readonly example: string;
}

/** An attribute, or several alike, whose values are read and written in words. */
export interface ReadableAttribute {
  readonly names: readonly string[];
  /** Syntax OIDs whose attributes are all of this kind. */
  readonly syntaxes?: readonly string[];
  /** What the attribute tells, in a sentence. */
  readonly about: string;
  readonly format: ValueFormat;
  /** Where it is specified. */
  readonly source: string;
}

/** The value as a whole number in decimal (RFC 4517 §3.3.16), undefined when it is none or not of 64 bits. */
export function readInteger(value: Uint8Array): bigint | undefined {
  if (value.length > 20) return undefined;
  const text = decodeUtf8(value);
  if (text === undefined || !/^-?\d+$/.test(text)) return undefined;
  const number = BigInt(text);
  return number === BigInt.asIntN(64, number) ? number : undefined;
}

/** A whole number as a value. */
export function writeInteger(number: bigint): Uint8Array {
  return utf8(number.toString());
}

/** Bits by name, as a value of a 32-bit integer; AD writes the highest bit as a negative number. */
export function flags(names: Readonly<Record<string, number>>): ValueFormat {
  const bits = Object.entries(names);
  return {
    read(value) {
      const number = readInteger(value);
      if (
        number === undefined ||
        (number !== BigInt.asIntN(32, number) && number !== BigInt.asUintN(32, number))
      )
        return undefined;
      let left = Number(BigInt.asUintN(32, number));
      const words = bits.flatMap(([name, bit]) => {
        if ((left & bit) === 0) return [];
        left = (left & ~bit) >>> 0;
        return name;
      });
      if (left !== 0) words.push(`0x${left.toString(16)}`);
      return words.length === 0 ? NO_FLAGS : words.join(' | ');
    },
    write(text) {
      const words = text.split(/[|,\s]+/).filter((word) => word !== '' && word.toLowerCase() !== NO_FLAGS);
      let number = 0;
      for (const word of words) {
        const named = bits.find(([name]) => name.toLowerCase() === word.toLowerCase())?.[1];
        const bit = named ?? (/^0x[\da-f]{1,8}$/i.test(word) ? Number(word) : undefined);
        if (bit === undefined) return undefined;
        number |= bit;
      }
      if (words.length === 0 && text.trim().toLowerCase() !== NO_FLAGS) return undefined;
      return writeInteger(BigInt(number | 0));
    },
    example: bits
      .slice(0, 2)
      .map(([name]) => name)
      .join(' | '),
  };
}

const NO_FLAGS = 'none';

/** One of several numbers by name. */
export function choice(names: Readonly<Record<number, string>>): ValueFormat {
  return {
    read(value) {
      const number = readInteger(value);
      return number === undefined ? undefined : names[Number(number)];
    },
    write(text) {
      const wanted = text.trim().toLowerCase();
      const found = Object.entries(names).find(([, name]) => name.toLowerCase() === wanted);
      return found && utf8(found[0]);
    },
    example: Object.values(names)[0] ?? '',
  };
}

/** Text values with a meaning, such as OIDs; they are written as what they are. */
export function meanings(words: Readonly<Record<string, string>>, example: string): ValueFormat {
  return {
    read(value) {
      const text = decodeUtf8(value);
      return text !== undefined && Object.hasOwn(words, text) ? words[text] : undefined;
    },
    example,
  };
}
