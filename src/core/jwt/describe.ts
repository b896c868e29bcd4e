import { listClaim, numberClaim, stringClaim, wordsClaim, type Claims, type DecodedToken } from './decode.ts';
import { examineToken } from './examine.ts';
import type { Finding } from './finding.ts';
import { knownIssuer } from './issuers.ts';
import { kindOf, type TokenKind } from './tokenKinds.ts';
import { nameOf } from './valueNames.ts';

/** A value of the token, and the name of what it stands for where that is known. */
export interface NamedValue {
  readonly value: string;
  readonly name?: string;
}

/** Whether the token is in time. All times in milliseconds since the epoch. */
export type Validity =
  | { readonly state: 'valid'; readonly until: number }
  | { readonly state: 'expired'; readonly since: number }
  | { readonly state: 'early'; readonly from: number }
  | { readonly state: 'unlimited' };

/** A token told in a few facts. All strings are from the token: show them as plain text. */
export interface TokenSummary {
  readonly kind: TokenKind;
  readonly issuer: NamedValue | undefined;
  readonly audience: readonly NamedValue[];
  readonly subject: NamedValue | undefined;
  readonly client: NamedValue | undefined;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Undefined when the payload cannot be read, and for kinds that need not expire and do not. */
  readonly validity: Validity | undefined;
  readonly findings: readonly Finding[];
}

/** Times of a token in the order they happen, with the claim that holds each; milliseconds since the epoch. */
export interface TokenTime {
  readonly claim: 'auth_time' | 'iat' | 'nbf' | 'exp';
  readonly at: number;
}

const TIME_CLAIMS = ['auth_time', 'iat', 'nbf', 'exp'] as const;
/** Claims that hold NumericDate values (RFC 7519 §2). */
export const numericDateClaims: ReadonlySet<string> = new Set([
  ...TIME_CLAIMS,
  'updated_at',
  'toe',
  'xms_tcdt',
  'pwd_exp',
]);
/** The furthest a Date reaches from 1970, in milliseconds. */
const LAST_DATE = 8.64e15;

/** Tells what a token is, from whom, for whom, until when, and what is wrong. Nothing of it is verified. */
export function describeToken(token: DecodedToken, now: number): TokenSummary {
  const { claims } = token.payload;
  const kind = kindOf(token);
  const issuer = stringClaim(claims, 'iss');
  const known = issuer === undefined ? undefined : knownIssuer(issuer);
  return {
    kind,
    issuer: issuer === undefined ? undefined : named(issuer, known?.name),
    audience: listClaim(claims, 'aud').map((value) => named(value, nameOf('aud', value))),
    subject: subjectOf(claims),
    client: clientOf(claims),
    scopes: [...wordsClaim(claims, 'scp'), ...wordsClaim(claims, 'scope')],
    roles: listClaim(claims, 'roles'),
    validity: token.payload.kind === 'claims' ? told(validityOf(claims, now), kind) : undefined,
    findings: examineToken({ token, kind, issuer: known, now: now / 1000 }),
  };
}

function told(validity: Validity, kind: TokenKind): Validity | undefined {
  return validity.state === 'unlimited' && kind.expires !== true ? undefined : validity;
}

/** The times a token holds, earliest first. */
export function timesOf(claims: Claims): readonly TokenTime[] {
  const times = TIME_CLAIMS.flatMap((claim): TokenTime[] => {
    const at = dateOf(numberClaim(claims, claim));
    return at === undefined ? [] : [{ claim, at }];
  });
  return times.toSorted((a, b) => a.at - b.at);
}

/** A NumericDate as milliseconds, if a calendar reaches that far. */
export function dateOf(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Math.abs(seconds * 1000) <= LAST_DATE ? seconds * 1000 : undefined;
}

/** Whether claims are in time at `now` (RFC 7519 §4.1.4 and §4.1.5, without clock skew). */
export function validityOf(claims: Claims, now: number): Validity {
  const exp = dateOf(claims.get('exp'));
  const nbf = dateOf(claims.get('nbf'));
  if (exp !== undefined && exp <= now) return { state: 'expired', since: exp };
  if (nbf !== undefined && nbf > now) return { state: 'early', from: nbf };
  return exp === undefined ? { state: 'unlimited' } : { state: 'valid', until: exp };
}

function named(value: string, name: string | undefined): NamedValue {
  return name === undefined ? { value } : { value, name };
}

const READABLE_SUBJECT = [
  'preferred_username',
  'upn',
  'unique_name',
  'email',
  'name',
  'app_displayname',
] as const;
const CLIENT = ['azp', 'appid', 'client_id', 'cid'] as const;

/** The first of these claims that holds text. */
function firstString(claims: Claims, names: readonly string[]): string | undefined {
  const name = names.find((each) => stringClaim(claims, each) !== undefined);
  return name === undefined ? undefined : stringClaim(claims, name);
}

/** The subject by the most readable claim; the id stays beside it. */
function subjectOf(claims: Claims): NamedValue | undefined {
  const readable = firstString(claims, READABLE_SUBJECT);
  const id = stringClaim(claims, 'oid') ?? stringClaim(claims, 'sub');
  if (id === undefined) return readable === undefined ? undefined : { value: readable };
  return named(id, readable);
}

function clientOf(claims: Claims): NamedValue | undefined {
  const client = firstString(claims, CLIENT);
  return client === undefined
    ? undefined
    : named(client, nameOf('azp', client) ?? stringClaim(claims, 'app_displayname'));
}
