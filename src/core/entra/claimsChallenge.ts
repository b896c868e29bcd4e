import { isObject, parseJson } from '../json.ts';

/**
 * The claims an API asks for with its 401, as JSON: the `claims` of `WWW-Authenticate: Bearer
 * error="insufficient_claims"` (Microsoft: claims challenges). Undefined when it asks for none that can be read.
 */
export function claimsChallenge(headers: Headers): string | undefined {
  const header = headers.get('www-authenticate') ?? '';
  if (!/\berror="?insufficient_claims\b/i.test(header)) return undefined;
  const encoded = /\bclaims="([^"]+)"/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const claims = isObject(parseJson(encoded)) ? encoded : decoded(encoded);
  return isObject(parseJson(claims)) ? claims : undefined;
}

/** Base64, with either alphabet. */
function decoded(text: string): string {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
