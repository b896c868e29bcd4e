import {
  decodeBase64url,
  decodeText,
  decodeUtf8,
  decodeUtf8Loosely,
  flawsOfBase64url,
  type Base64urlFlaw,
} from './base64url.ts';
import { isObject, parseJson } from '../json.ts';
import { jsonForms, type JsonForm } from './jsonSerialization.ts';
import { isFaithful, holdsTooMany } from './jsonText.ts';

/** The parts of the compact serializations: JWS has the first three (RFC 7515 §7.1), JWE five (RFC 7516 §7.1). */
export type SegmentRole =
  'header' | 'payload' | 'signature' | 'encryptedKey' | 'iv' | 'ciphertext' | 'tag' | 'surplus';

/** One part between two dots, as written. */
export interface Segment {
  readonly role: SegmentRole;
  readonly text: string;
}

/** Members of a JSON object by name, safe against names such as `__proto__`. */
export type Claims = ReadonlyMap<string, unknown>;

/** What a payload turned out to be. `text` is always the exact text of the bytes. */
export type Payload =
  | {
      readonly kind: 'claims';
      readonly text: string;
      readonly claims: Claims;
      /** Whether parsing lost nothing: no name is repeated, no number rounded. */
      readonly isFaithful: boolean;
    }
  | { readonly kind: 'json'; readonly text: string; readonly claims: Claims }
  | { readonly kind: 'nested'; readonly text: string; readonly claims: Claims }
  | { readonly kind: 'text'; readonly text: string; readonly claims: Claims }
  | { readonly kind: 'bytes'; readonly text: string; readonly size: number; readonly claims: Claims }
  | { readonly kind: 'detached' | 'encrypted'; readonly text: ''; readonly claims: Claims };

/** Something of the encoding that is not as the RFCs ask. */
export interface EncodingFlaw {
  readonly role: SegmentRole;
  readonly flaw: Base64urlFlaw | 'notUtf8' | 'notJson' | 'tooMany' | 'notObject' | 'missing';
}

/** A claim revealed by an SD-JWT disclosure (RFC 9901 §4.2): salt, name (absent for array elements), value. */
export interface Disclosure {
  /** Its JSON text: an array of salt, name and value, or of salt and value. */
  readonly json: string;
  readonly name?: string;
  readonly value?: unknown;
}

/** A token as far as it can be read. Nothing in it is verified. */
export interface DecodedToken {
  /** The whole token, as found. */
  readonly compact: string;
  readonly serialization: 'jws' | 'jwe';
  readonly segments: readonly Segment[];
  /** The header's exact JSON text, or what could be read of it. */
  readonly headerText: string;
  readonly header: Claims;
  /** Whether parsing the header lost nothing. */
  readonly headerIsFaithful: boolean;
  readonly payload: Payload;
  readonly disclosures: readonly Disclosure[];
  /** The key-binding JWT of an SD-JWT presentation. */
  readonly keyBinding?: string;
  /** For a token written in JSON: which of its signatures or recipients this is. */
  readonly json?: JsonForm & { readonly index: number; readonly count: number };
  readonly flaws: readonly EncodingFlaw[];
}

const JWS_ROLES: readonly SegmentRole[] = ['header', 'payload', 'signature'];
const JWE_ROLES: readonly SegmentRole[] = ['header', 'encryptedKey', 'iv', 'ciphertext', 'tag'];
const NO_CLAIMS: Claims = new Map();

/**
 * Reads a JWS, JWE or SD-JWT, compact or in JSON, without verifying it; of several signatures or recipients the first.
 * Never throws: what cannot be read is named in `flaws`, everything else is there.
 */
export function decodeToken(text: string): DecodedToken {
  const [json] = decodeJson(text);
  return json ?? decodeCompact(text);
}

/** A token once for each of its signatures or recipients: one, unless it is written in JSON. */
export function decodeEach(text: string): readonly [DecodedToken, ...DecodedToken[]] {
  const [first, ...more] = decodeJson(text);
  return first === undefined ? [decodeCompact(text)] : [first, ...more];
}

function decodeJson(text: string): readonly DecodedToken[] {
  return jsonForms(text).map((form, index, { length }) => {
    const token = decodeParts(text, form.parts, form);
    return { ...token, json: { ...form, index, count: length } };
  });
}

function decodeCompact(compact: string): DecodedToken {
  if (!compact.includes('~')) return decodeParts(compact, compact.split('.'));
  const [token = '', ...tildes] = compact.split('~');
  const decoded = decodeParts(compact, token.split('.'));
  const keyBinding = tildes.at(-1)?.includes('.') === true ? tildes.at(-1) : undefined;
  return {
    ...decoded,
    disclosures: tildes.filter((text) => text !== '' && text !== keyBinding).map(readDisclosure),
    ...(keyBinding === undefined ? {} : { keyBinding }),
  };
}

function decodeParts(compact: string, parts: readonly string[], json?: JsonForm): DecodedToken {
  const flaws: EncodingFlaw[] = [];
  const head = readHeader(parts[0] ?? '', json, flaws);
  const isEncrypted = json === undefined ? head.claims.has('enc') || parts.length === 5 : json.kind === 'jwe';
  const serialization = isEncrypted ? 'jwe' : 'jws';
  const roles = isEncrypted ? JWE_ROLES : JWS_ROLES;
  const segments = parts.map((text, index): Segment => ({ role: roles[index] ?? 'surplus', text }));
  const payload: Payload = isEncrypted
    ? { kind: 'encrypted', text: '', claims: NO_CLAIMS }
    : readPayload(json?.isDetached === false ? parts[1] : parts[1] || undefined, head.claims, flaws);
  for (const { role, text } of segments.slice(isEncrypted ? 1 : 2))
    addFlaws(role, flawsOfBase64url(text), flaws);
  for (const role of roles.slice(parts.length)) flaws.push({ role, flaw: 'missing' });
  return {
    compact,
    serialization,
    segments,
    headerText: head.text,
    header: head.claims,
    headerIsFaithful: head.isFaithful,
    payload,
    disclosures: [],
    flaws,
  };
}

/** The header, and for a token in JSON what stands beside the protected one. */
function readHeader(encoded: string, json: JsonForm | undefined, flaws: EncodingFlaw[]): ReadObject {
  if (json === undefined) return readObject('header', encoded, flaws);
  const unprotected = claimsOf(json.unprotected);
  if (encoded === '')
    return { text: JSON.stringify(json.unprotected), claims: unprotected, isFaithful: true };
  const { text, claims, isFaithful } = readObject('header', encoded, flaws);
  return { text, claims: new Map([...unprotected, ...claims]), isFaithful };
}

function readPayload(text: string | undefined, header: Claims, flaws: EncodingFlaw[]): Payload {
  if (text === undefined) return { kind: 'detached', text: '', claims: NO_CLAIMS };
  // RFC 7797 §3: with `b64: false` the payload is written as it is.
  if (header.get('b64') === false) return classify(text);
  const read = readText('payload', text, flaws);
  if (read.isExact) {
    const payload = classify(read.text);
    const flaw = payload.kind === 'text' ? jsonFlaw(read.text) : undefined;
    if (flaw === 'tooMany' || (flaw !== undefined && header.get('typ') !== undefined))
      flaws.push({ role: 'payload', flaw });
    return payload;
  }
  return read.isCut || read.text.startsWith('{')
    ? { kind: 'text', text: read.text, claims: NO_CLAIMS }
    : { kind: 'bytes', text: read.text, size: read.size, claims: NO_CLAIMS };
}

type ReadText =
  | { readonly isExact: true; readonly text: string }
  | { readonly isExact: false; readonly text: string; readonly size: number; readonly isCut: boolean };

/** The text of a part; what is not UTF-8 is replaced and named in `flaws`, like all that is wrong with its base64url. */
function readText(role: SegmentRole, encoded: string, flaws: EncodingFlaw[]): ReadText {
  const clean = decodeText(encoded);
  if (clean !== undefined) return { isExact: true, text: clean };
  const { bytes, flaws: found } = decodeBase64url(encoded);
  addFlaws(role, found, flaws);
  const exact = decodeUtf8(bytes);
  if (exact !== undefined) return { isExact: true, text: exact };
  flaws.push({ role, flaw: 'notUtf8' });
  return { isExact: false, text: decodeUtf8Loosely(bytes), size: bytes.length, isCut: found.length > 0 };
}

function classify(text: string): Payload {
  const value = parseBounded(text);
  if (value === undefined) return { kind: COMPACT.test(text) ? 'nested' : 'text', text, claims: NO_CLAIMS };
  if (isObject(value))
    return { kind: 'claims', text, claims: claimsOf(value), isFaithful: isFaithful(text, value) };
  return { kind: 'json', text, claims: NO_CLAIMS };
}

const COMPACT = /^e[yw][\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]+\.[\w-]+)?$/;

/** Parses JSON; undefined when the text is none or one with too many values, which `jsonFlaw` tells apart. */
function parseBounded(text: string): unknown {
  return holdsTooMany(text) ? undefined : parseJson(text);
}

function jsonFlaw(text: string): 'tooMany' | 'notJson' {
  return holdsTooMany(text) ? 'tooMany' : 'notJson';
}

interface ReadObject {
  readonly text: string;
  readonly claims: Claims;
  readonly isFaithful: boolean;
}

function readObject(role: SegmentRole, encoded: string, flaws: EncodingFlaw[]): ReadObject {
  const { text, isExact } = readText(role, encoded, flaws);
  const value = isExact ? parseBounded(text) : undefined;
  if (isObject(value)) return { text, claims: claimsOf(value), isFaithful: isFaithful(text, value) };
  if (isExact) flaws.push({ role, flaw: value === undefined ? jsonFlaw(text) : 'notObject' });
  return { text, claims: NO_CLAIMS, isFaithful: false };
}

function readDisclosure(encoded: string): Disclosure {
  const json = decodeUtf8Loosely(decodeBase64url(encoded).bytes);
  const parsed = parseBounded(json);
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const [, second, third] = list;
  if (list.length === 2) return { json, value: second };
  return typeof second === 'string' && list.length === 3 ? { json, name: second, value: third } : { json };
}

/** An object's members as a map. */
export function claimsOf(object: Readonly<Record<string, unknown>>): Claims {
  const claims = new Map<string, unknown>();
  for (const name of Object.keys(object)) claims.set(name, object[name]);
  return claims;
}

function addFlaws(role: SegmentRole, found: readonly Base64urlFlaw[], flaws: EncodingFlaw[]): void {
  for (const flaw of found) flaws.push({ role, flaw });
}

/**
 * Whether a header says that the payload is not encoded but does not make receivers look (RFC 7797 §6): those that do
 * not know `b64` sign and read something else than those that do.
 */
export function leavesB64Unsaid(header: Claims): boolean {
  return header.get('b64') === false && !listClaim(header, 'crit').includes('b64');
}

/** A claim's value if it is a non-empty string. */
export function stringClaim(claims: Claims, name: string): string | undefined {
  const value = claims.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A claim's value if it is a finite number; numeric strings are no NumericDate (RFC 7519 §2). */
export function numberClaim(claims: Claims, name: string): number | undefined {
  const value = claims.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A claim that is a string or an array of them (such as `aud`), as a list. */
export function listClaim(claims: Claims, name: string): readonly string[] {
  const value = claims.get(name);
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A space-separated claim (`scp`, `scope`), or the array some servers send, as a list. */
export function wordsClaim(claims: Claims, name: string): readonly string[] {
  return listClaim(claims, name).join(' ').split(' ').filter(Boolean);
}
