import { decodeUtf8 } from '../../jwt/base64url.ts';
import { isObject, parseJson, text } from '../../json.ts';
import type { ValueFormat } from './format.ts';
import { fileTimeText } from './time.ts';

/** Whose password Windows LAPS keeps and since when ([MS-ADA2] msLAPS-Password); the password itself stays unsaid. */
export const lapsPassword: ValueFormat = {
  read(value) {
    const json = value.length > 4096 ? undefined : parseJson(decodeUtf8(value) ?? '');
    if (!isObject(json)) return undefined;
    const [name, ticks] = [text(json, 'n'), text(json, 't')];
    if (name === undefined || ticks === undefined || !/^[\da-f]{1,16}$/i.test(ticks)) return undefined;
    const set = fileTimeText(BigInt(`0x${ticks}`));
    return set === undefined ? undefined : `password of ${name}, set ${set}`;
  },
  example: 'password of Administrator, set 2026-11-22T18:28:33Z',
};
