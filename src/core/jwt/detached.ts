import { isObject, parseJson } from '../json.ts';
import { encodeTextBase64url } from './base64url.ts';
import { decodeToken } from './decode.ts';

/**
 * A token whose payload travels separately (RFC 7515 appendix F, RFC 7797) put together with it again, in JSON. A
 * second one has line ends as HTTP and Windows write them, which text that was pasted has lost.
 */
export function withPayload(source: string, payload: string): readonly [string, ...string[]] {
  const { header, segments } = decodeToken(source);
  const json = parseJson(source);
  const [protectedHeader, , signature] = segments.map(({ text }) => text);
  const shell = isObject(json) ? json : { protected: protectedHeader, signature };
  const whole = (text: string) =>
    JSON.stringify({ ...shell, payload: header.get('b64') === false ? text : encodeTextBase64url(text) });
  const withReturns = payload.replaceAll(/\r?\n/g, '\r\n');
  return withReturns === payload ? [whole(payload)] : [whole(payload), whole(withReturns)];
}
