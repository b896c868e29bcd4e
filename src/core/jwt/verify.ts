import type { FlattenedJWSInput, JWK } from 'jose';
import { isObject, text } from '../json.ts';
import { decodeBase64url } from './base64url.ts';
import { decodeEach, leavesB64Unsaid, listClaim, stringClaim, type DecodedToken } from './decode.ts';
import {
  discoveryAddresses,
  issuerAddress,
  lacksUserFlow,
  vouchesFor,
  type IssuerKeys,
  type PublishedKeys,
} from './issuerKeys.ts';
import { repeatedNames } from './jsonText.ts';
import {
  jwksIn,
  jwksOf,
  keysIn,
  ofKid,
  platformKeysIn,
  type KeyCandidate,
  type PlatformCandidate,
  type PlatformKeys,
} from './keyMaterial.ts';
import { verdict, type Verdict } from './verdict.ts';

type Candidate = KeyCandidate | PlatformCandidate;

/** What a verification may use. */
export interface VerifyDeps {
  readonly keys: IssuerKeys;
  /** Asks the person whether `host` may be contacted; remembered by the caller. */
  readonly mayContact: (host: string) => Promise<boolean>;
  readonly platform: PlatformKeys;
}

/**
 * Verifies the signatures of a token with the keys its issuer publishes. Asks before the first request. Only the
 * signature: who it is for and whether it is in time is for the expectations. Throws `discovery.*` and
 * `jwt.keysUnreadable` when the issuer cannot be read.
 */
export function verifyWithIssuer(source: string, deps: VerifyDeps, signal: AbortSignal): Promise<Verdict> {
  return overall(decodeEach(source), (token) => withIssuer(token, deps, signal));
}

/** Verifies the signatures of a token with a key given as PEM, certificate, JWK, JWK set or secret. */
export function verifyWithMaterial(
  source: string,
  material: string,
  platform: PlatformKeys = () => undefined,
): Promise<Verdict> {
  return overall(decodeEach(source), (token) => withMaterial(token, material, platform));
}

/** What becomes of a token with several signatures (RFC 7515 §7.2.1): one that holds is enough to tell of. */
async function overall(
  tokens: readonly [DecodedToken, ...DecodedToken[]],
  verify: (token: DecodedToken) => Promise<Verdict>,
): Promise<Verdict> {
  const [first, ...more] = tokens;
  const verdicts: [Verdict, ...Verdict[]] = [await verify(first)];
  for (const token of more) verdicts.push(await verify(token));
  const held = verdicts.filter(({ state }) => state === 'valid');
  if (more.length === 0 || held.length === 0) return verdicts[0];
  const keys = held.map(({ data }) => `${data['alg'] ?? ''} ${data['key'] ?? ''}`).join(', ');
  return verdict('someSignatures', { held: String(held.length), total: String(tokens.length), keys });
}

async function withIssuer(
  token: DecodedToken,
  { keys, mayContact, platform }: VerifyDeps,
  signal: AbortSignal,
): Promise<Verdict> {
  const alg = stringClaim(token.header, 'alg') ?? '';
  const hopeless = withoutKey(token, alg);
  if (hopeless !== undefined) return hopeless;
  if (token.payload.kind === 'detached') return verdict('detached', {});
  if (alg.startsWith('HS')) return verdict('needsSecret', { alg });
  const issuer = stringClaim(token.payload.claims, 'iss') ?? '';
  const address = issuerAddress(token.payload.claims);
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return verdict('noIssuer', {});
  if (lacksUserFlow(address)) return verdict('noUserFlow', {});
  const { host } = new URL(discoveryAddresses(address)[0] ?? address);
  if (!(await mayContact(host))) return verdict('declined', { host });
  const published = await keys(token.payload.claims, signal);
  if (!vouchesFor(published, issuer))
    return verdict('otherIssuer', { url: published.url, issuer: published.issuer });
  const first = await withPublished(token, alg, published, platform);
  if (first.id !== 'unpublishedKey') return first;
  // The key may have been published since the set was read.
  return withPublished(token, alg, await keys(token.payload.claims, signal, true), platform);
}

async function withMaterial(token: DecodedToken, material: string, platform: PlatformKeys): Promise<Verdict> {
  const alg = stringClaim(token.header, 'alg') ?? '';
  const hopeless = withoutKey(token, alg);
  if (hopeless !== undefined) return hopeless;
  let candidates: readonly Candidate[];
  try {
    const jwks = jwksOf(material);
    const given = jwks === undefined ? material : ofKid(jwks, stringClaim(token.header, 'kid'));
    const own = platformKeysIn(given, alg, platform);
    candidates = own.length > 0 ? own : await keysIn(given, alg);
  } catch (error) {
    return verdict('unfitKey', { alg, reason: reasonOf(error) });
  }
  if (candidates.length === 0) return verdict('unreadableKey', { reason: '' });
  const result = await tryKeys(token, alg, candidates, ({ name, key }) =>
    key instanceof Uint8Array && key.length * 8 < Number(alg.slice(2))
      ? verdict('shortSecret', { alg, key: name, bits: alg.slice(2) })
      : verdict('givenKey', { alg, key: name }),
  );
  // In the compact form an empty payload is written like one that travels separately; the signature tells.
  const isDetached = token.payload.kind === 'detached' && result.id === 'wrongSignature';
  return isDetached ? verdict('detached', {}) : result;
}

/** What is clear without any key. */
function withoutKey(token: DecodedToken, alg: string): Verdict | undefined {
  if (token.serialization === 'jwe') return verdict('encrypted', {});
  if (alg.toLowerCase() === 'none') return verdict('unsecured', {});
  if ((token.segments[2]?.text ?? '') === '') return verdict('noSignature', {});
  const malformed = malformedPart(token);
  if (malformed !== undefined) return verdict('malformed', { part: malformed });
  if (token.header.has('nonce')) return verdict('microsoftOwn', {});
  return undefined;
}

/**
 * The part that is not as RFC 7515 §2 and §4 ask: jose and others read past padding and stray bits, so that one
 * signature would hold for many spellings of a token. What the payload says is nothing to its signature.
 */
function malformedPart({
  flaws,
  segments,
  header,
  headerText,
  headerIsFaithful,
}: DecodedToken): string | undefined {
  if (segments.length > 3) return 'end';
  if (!headerIsFaithful && repeatedNames(headerText).length > 0) return 'header';
  if (leavesB64Unsaid(header)) return 'header';
  const flawed = flaws.find(
    ({ role, flaw }) => role !== 'payload' || !['notUtf8', 'notJson', 'tooMany'].includes(flaw),
  );
  return flawed === undefined ? undefined : flawed.role;
}

async function withPublished(
  token: DecodedToken,
  alg: string,
  { keys, issuer, url }: PublishedKeys,
  platform: PlatformKeys,
): Promise<Verdict> {
  const kid = stringClaim(token.header, 'kid');
  const x5t = stringClaim(token.header, 'x5t');
  const named = keys.filter((key) =>
    kid === undefined ? x5t === undefined || key.x5t === x5t : key.kid === kid,
  );
  const usable = named.filter((key) => (key.use === undefined || key.use === 'sig') && isOf(key, token));
  if (keys.length === 0) return verdict('noKeys', { url });
  if (usable.length === 0) return verdict('unpublishedKey', { issuer, key: kid ?? x5t ?? '', alg });
  try {
    const own = platformKeysIn(usable, alg, platform);
    const candidates = own.length > 0 ? own : await jwksIn(usable, alg);
    return await tryKeys(token, alg, candidates, ({ name }) =>
      verdict('issuerKey', { alg, issuer, key: name, url }),
    );
  } catch (error) {
    return verdict('unfitKey', { alg, reason: reasonOf(error) });
  }
}

/** Whether a published key may sign for the issuer of the token: Entra ID says of each key whose it is. */
function isOf(key: JWK, token: DecodedToken): boolean {
  const issuer = text({ ...key }, 'issuer');
  return issuer === undefined || vouchesFor({ issuer }, stringClaim(token.payload.claims, 'iss') ?? '');
}

async function tryKeys(
  token: DecodedToken,
  alg: string,
  candidates: readonly Candidate[],
  valid: (candidate: Candidate) => Verdict,
): Promise<Verdict> {
  const { errors } = await import('jose');
  let failure: Verdict | undefined;
  for (const candidate of candidates) {
    try {
      if (await holds(token, alg, candidate)) return valid(candidate);
      failure = verdict('wrongSignature', { key: candidate.name });
    } catch (error) {
      if (error instanceof errors.JOSENotSupported || error instanceof errors.JOSEAlgNotAllowed)
        failure ??= verdict('unsupported', { alg, reason: error.message });
      else failure ??= verdict('unfitKey', { alg, reason: reasonOf(error) });
    }
  }
  return failure ?? verdict('unreadableKey', { reason: '' });
}

/** Whether the signature fits the key. Throws what jose throws when it cannot be told. */
async function holds(token: DecodedToken, alg: string, { key }: Candidate): Promise<boolean> {
  const { flattenedVerify, errors } = await import('jose');
  const jws = jwsOf(token);
  if ('verify' in key) {
    const unknown = listClaim(token.header, 'crit').filter((name) => name !== 'b64');
    if (unknown.length > 0) throw new errors.JOSENotSupported(`crit names ${unknown.join(', ')}`);
    const data = new TextEncoder().encode(`${jws.protected ?? ''}.${jws.payload}`);
    return key.verify(data, decodeBase64url(jws.signature).bytes);
  }
  try {
    await flattenedVerify(jws, key, { algorithms: [alg] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}

/** The signed part of the token as jose takes it: without SD-JWT disclosures. */
function jwsOf({ segments, json }: DecodedToken): FlattenedJWSInput & { readonly payload: string } {
  const [header = '', payload = '', signature = ''] = segments.map((segment) => segment.text);
  if (json === undefined) return { protected: header, payload, signature };
  const { flattened } = json;
  return {
    payload,
    signature,
    ...(text(flattened, 'protected') === undefined ? {} : { protected: header }),
    ...(isObject(flattened['header']) ? { header: flattened['header'] } : {}),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
