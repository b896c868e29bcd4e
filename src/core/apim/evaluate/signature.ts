import { decodeBase64url } from '../../jwt/base64url.ts';
import { stringClaim, type DecodedToken } from '../../jwt/decode.ts';
import { jwksIn, keysIn, type KeyCandidate } from '../../jwt/keyMaterial.ts';
import { childrenNamed, type Element } from '../markup.ts';
import type { Check, IssuerDocument, Presented, Subject } from './model.ts';
import { resolve, resolveAttribute } from './values.ts';

/** Algorithms the documentation of validate-jwt names. */
const DOCUMENTED: ReadonlySet<string> = new Set(['HS256', 'RS256', 'RS512', 'PS256']);
const NAME = 'Signature';

interface Keys {
  readonly candidates: readonly (KeyCandidate & { readonly kid?: string })[];
  /** Whether a key the policy names could not be had. */
  readonly isIncomplete: boolean;
}

/** The signature, by the keys of the policy and of its issuers. */
export async function signatureCheck({
  element,
  presented,
  token,
  issuer,
  isIssuerMissing,
}: Subject): Promise<Check> {
  const alg = stringClaim(token.header, 'alg') ?? '';
  if (alg === '' || alg.toLowerCase() === 'none' || (token.segments[2]?.text ?? '') === '')
    return unsigned(element, presented);
  const own = await policyKeys(element, alg, presented);
  const published = await publishedKeys(issuer, alg);
  const keys = [...own.candidates, ...published];
  const kid = stringClaim(token.header, 'kid') ?? stringClaim(token.header, 'x5t');
  const verified = await firstThatVerifies(token, alg, keys, kid);
  if (verified !== undefined) {
    if (DOCUMENTED.has(alg))
      return {
        name: NAME,
        state: 'pass',
        detail: 'Signed with {alg}, key {key}.',
        data: { alg, key: verified },
      };
    const detail = 'The signature holds, but the documentation of the policy does not list {alg}.';
    return { name: NAME, state: 'unknown', detail, data: { alg } };
  }
  if (own.isIncomplete || isIssuerMissing)
    return { name: NAME, state: 'unknown', detail: 'Not all keys of the policy could be read.' };
  if (token.header.has('nonce'))
    return {
      name: NAME,
      state: 'fail',
      reason: 'TokenSignatureInvalid',
      detail:
        "The token is for one of Microsoft's own APIs: its nonce was hashed before signing, and nobody else can verify it.",
    };
  const isKnown = kid === undefined || keys.some((key) => key.kid === kid);
  return isKnown
    ? {
        name: NAME,
        state: 'fail',
        reason: 'TokenSignatureInvalid',
        detail: 'No key fits: the token was altered, or signed by someone else.',
      }
    : {
        name: NAME,
        state: 'fail',
        reason: 'TokenSignatureKeyNotFound',
        detail: 'There is no key {kid} among those of the policy and its issuers.',
        data: { kid },
      };
}

function unsigned(element: Element, presented: Presented): Check {
  const required = resolveAttribute(element, 'require-signed-tokens', presented);
  if (required?.text?.toLowerCase() === 'false')
    return {
      name: NAME,
      state: 'skipped',
      detail: 'There is none, and require-signed-tokens is false.',
      range: required.range,
    };
  if (required !== undefined && required.text === undefined)
    return {
      name: NAME,
      state: 'unknown',
      detail: 'There is none, and require-signed-tokens is not known.',
      range: required.range,
    };
  return { name: NAME, state: 'fail', reason: 'TokenSignatureInvalid', detail: 'There is none.' };
}

/** Keys written into the policy: base64, RSA modulus and exponent, or a certificate of the service. */
async function policyKeys(element: Element, alg: string, presented: Presented): Promise<Keys> {
  const candidates: (KeyCandidate & { readonly kid?: string })[] = [];
  let isIncomplete = false;
  for (const key of childrenNamed(element, 'issuer-signing-keys').flatMap((each) =>
    childrenNamed(each, 'key'),
  )) {
    const kid = resolveAttribute(key, 'id', presented)?.text;
    const found = await keyOf(key, alg, presented);
    if (found === undefined) isIncomplete = true;
    else
      candidates.push(
        ...found.map((each) => ({ ...each, ...(kid === undefined ? {} : { kid, name: kid }) })),
      );
  }
  return { candidates, isIncomplete };
}

async function keyOf(
  key: Element,
  alg: string,
  presented: Presented,
): Promise<readonly KeyCandidate[] | undefined> {
  const certificate = resolveAttribute(key, 'certificate-id', presented);
  const [n, e] = [resolveAttribute(key, 'n', presented), resolveAttribute(key, 'e', presented)];
  try {
    if (certificate !== undefined) {
      const id = certificate.text;
      const material = id === undefined ? undefined : await presented.keys.certificate(id);
      return material === undefined ? undefined : await keysIn(material, alg);
    }
    if (n !== undefined && e !== undefined) {
      if (n.text === undefined || e.text === undefined) return undefined;
      return alg.startsWith('HS') ? [] : await jwksIn([{ kty: 'RSA', n: n.text, e: e.text }], alg);
    }
    const secret = resolve(key.text, key.content, presented).text;
    if (secret === undefined) return undefined;
    return alg.startsWith('HS') ? [{ name: 'key', key: decodeBase64url(secret).bytes }] : [];
  } catch {
    // A key of another type than the algorithm asks for verifies nothing.
    return [];
  }
}

async function publishedKeys(
  issuer: IssuerDocument | undefined,
  alg: string,
): Promise<readonly (KeyCandidate & { readonly kid?: string })[]> {
  // A symmetric algorithm never takes a published key: whoever reads it could sign.
  if (issuer === undefined || alg.startsWith('HS')) return [];
  const usable = issuer.keys.filter(({ use, kty }) => (use === undefined || use === 'sig') && kty !== 'oct');
  const keys = await Promise.all(
    usable.map(async (jwk) => {
      const candidates = await jwksIn([jwk], alg).catch(() => []);
      return candidates.map((each) => ({ ...each, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) }));
    }),
  );
  return keys.flat();
}

/** The name of the first key that verifies; those named by the token are tried first, then all, as the gateway does. */
async function firstThatVerifies(
  { segments }: DecodedToken,
  alg: string,
  keys: Keys['candidates'],
  kid: string | undefined,
): Promise<string | undefined> {
  const { compactVerify } = await import('jose');
  const compact = segments.map(({ text }) => text).join('.');
  const ordered = keys.toSorted((a, b) => Number(b.kid === kid) - Number(a.kid === kid));
  for (const { name, key } of ordered) {
    try {
      await compactVerify(compact, key, { algorithms: [alg] });
      return name;
    } catch {
      // The next one may fit.
    }
  }
  return undefined;
}
