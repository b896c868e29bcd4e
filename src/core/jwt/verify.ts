import { decodeToken, stringClaim, type DecodedToken } from './decode.ts';
import { issuerAddress, vouchesFor, type IssuerKeys, type PublishedKeys } from './issuerKeys.ts';
import { jwksIn, keysIn, type KeyCandidate } from './keyMaterial.ts';
import { verdict, type Verdict } from './verdict.ts';

/** What a verification may use. */
export interface VerifyDeps {
  readonly keys: IssuerKeys;
  /** Asks the person whether `host` may be contacted; remembered by the caller. */
  readonly mayContact: (host: string) => Promise<boolean>;
}

/**
 * Verifies the signature of a token with the keys its issuer publishes. Asks before the first request. Only the
 * signature: who it is for and whether it is in time is for the expectations. Throws `discovery.*` and
 * `jwt.keysUnreadable` when the issuer cannot be read.
 */
export async function verifyWithIssuer(
  compact: string,
  { keys, mayContact }: VerifyDeps,
  signal: AbortSignal,
): Promise<Verdict> {
  const token = decodeToken(compact);
  const alg = stringClaim(token.header, 'alg') ?? '';
  const hopeless = withoutKey(token, alg);
  if (hopeless !== undefined) return hopeless;
  if (alg.startsWith('HS')) return verdict('needsSecret', { alg });
  const issuer = stringClaim(token.payload.claims, 'iss') ?? '';
  const address = issuerAddress(token.payload.claims);
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return verdict('noIssuer', {});
  const { host } = new URL(address);
  if (!(await mayContact(host))) return verdict('declined', { host });
  const published = await keys(token.payload.claims, signal);
  if (!vouchesFor(published, issuer))
    return verdict('otherIssuer', { url: published.url, issuer: published.issuer });
  const first = await withPublished(token, alg, published);
  if (first.id !== 'unpublishedKey') return first;
  // The key may have been published since the set was read.
  return withPublished(token, alg, await keys(token.payload.claims, signal, true));
}

/** Verifies the signature of a token with a key given as PEM, certificate, JWK, JWK set or secret. */
export async function verifyWithMaterial(compact: string, material: string): Promise<Verdict> {
  const token = decodeToken(compact);
  const alg = stringClaim(token.header, 'alg') ?? '';
  const hopeless = withoutKey(token, alg);
  if (hopeless !== undefined) return hopeless;
  let candidates: readonly KeyCandidate[];
  try {
    candidates = ofKid(await keysIn(material, alg), stringClaim(token.header, 'kid'));
  } catch (error) {
    return verdict('unfitKey', { alg, reason: reasonOf(error) });
  }
  if (candidates.length === 0) return verdict('unreadableKey', { reason: '' });
  return tryKeys(token, alg, candidates, (key) => verdict('givenKey', { alg, key }));
}

/** What is clear without any key. */
function withoutKey(token: DecodedToken, alg: string): Verdict | undefined {
  if (token.serialization === 'jwe') return verdict('encrypted', {});
  if (alg.toLowerCase() === 'none') return verdict('unsecured', {});
  if ((token.segments[2]?.text ?? '') === '') return verdict('noSignature', {});
  if (token.payload.kind === 'detached') return verdict('detached', {});
  if (token.header.has('nonce')) return verdict('microsoftOwn', {});
  return undefined;
}

async function withPublished(
  token: DecodedToken,
  alg: string,
  { keys, issuer, url }: PublishedKeys,
): Promise<Verdict> {
  const kid = stringClaim(token.header, 'kid');
  const x5t = stringClaim(token.header, 'x5t');
  const named = keys.filter((key) =>
    kid === undefined ? x5t === undefined || key.x5t === x5t : key.kid === kid,
  );
  const usable = named.filter(({ use }) => use === undefined || use === 'sig');
  if (keys.length === 0) return verdict('noKeys', { url });
  if (usable.length === 0) return verdict('unpublishedKey', { issuer, key: kid ?? x5t ?? '', alg });
  try {
    const candidates = await jwksIn(usable, alg);
    return await tryKeys(token, alg, candidates, (key) => verdict('issuerKey', { alg, issuer, key, url }));
  } catch (error) {
    return verdict('unfitKey', { alg, reason: reasonOf(error) });
  }
}

/** With a kid in the token and keys that have names, only the one of that name counts; otherwise all. */
function ofKid(candidates: readonly KeyCandidate[], kid: string | undefined): readonly KeyCandidate[] {
  const named = candidates.filter(({ name }) => name === kid);
  return named.length > 0 ? named : candidates;
}

async function tryKeys(
  token: DecodedToken,
  alg: string,
  candidates: readonly KeyCandidate[],
  valid: (key: string) => Verdict,
): Promise<Verdict> {
  const { compactVerify, errors } = await import('jose');
  let failure: Verdict | undefined;
  for (const { name, key } of candidates) {
    try {
      await compactVerify(jwsOf(token), key, { algorithms: [alg] });
      return valid(name);
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed)
        failure = verdict('wrongSignature', { key: name });
      else if (error instanceof errors.JOSENotSupported || error instanceof errors.JOSEAlgNotAllowed)
        failure ??= verdict('unsupported', { alg, reason: error.message });
      else failure ??= verdict('unfitKey', { alg, reason: reasonOf(error) });
    }
  }
  return failure ?? verdict('unreadableKey', { reason: '' });
}

/** The signed part of the token: without SD-JWT disclosures, and without padding, which jose refuses. */
function jwsOf({ segments }: DecodedToken): string {
  return segments.map(({ text }) => text).join('.');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
