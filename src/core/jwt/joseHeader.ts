import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import { isObject, parseJson, text as textOf } from '../json.ts';

/** What the first segment of a token says about how to read the rest. */
export interface JoseHeader {
  /** JWE is told by `enc` (RFC 7516 §9). */
  readonly kind: 'jws' | 'jwe';
  /** `alg`, or '' when missing or no string. */
  readonly alg: string;
  readonly hasAlgorithm: boolean;
  /** `enc`, or '' when missing or no string. */
  readonly enc: string;
}

/** How base64url of `{` followed by `"` or whitespace begins: every JSON object's first characters. */
export const HEADER_START = 'e(?:y[AIJ]|w[0ko])';
/** `{"alg":""}` in base64url: nothing shorter names an algorithm. */
const SHORTEST_HEADER = 15;
const AT_START = new RegExp(`^${HEADER_START}`);
/** A longer first segment is no header: a certificate chain in `x5c` stays far below. */
export const LONGEST_HEADER = 2 ** 16;

/** Whether a base64url text begins as a JSON object does. */
export function startsLikeHeader(text: string): boolean {
  return AT_START.test(text);
}

/** `}` and the whitespace JSON allows after it. */
const JSON_OBJECT_ENDS: ReadonlySet<number> = new Set([0x7d, 0x20, 0x09, 0x0d, 0x0a]);

/** The header in a base64url segment, or undefined when it is no JSON object in strict UTF-8. */
export function joseHeaderOf(segment: string): JoseHeader | undefined {
  if (segment.length < SHORTEST_HEADER || segment.length > LONGEST_HEADER || !startsLikeHeader(segment))
    return undefined;
  const { bytes } = decodeBase64url(segment);
  // A failing decoder throws, which is slow: what does not end as JSON is not tried.
  if (!JSON_OBJECT_ENDS.has(bytes.at(-1) ?? 0)) return undefined;
  const text = decodeUtf8(bytes);
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value)) return undefined;
  const own = (name: string) => (Object.hasOwn(value, name) ? (textOf(value, name) ?? '') : '');
  const alg = own('alg');
  const kind = Object.hasOwn(value, 'enc') ? 'jwe' : 'jws';
  return { kind, alg, hasAlgorithm: alg !== '', enc: own('enc') };
}
