import { listClaim, numberClaim, stringClaim } from '../../jwt/decode.ts';
import { attribute, childrenNamed, type Element } from '../markup.ts';
import type { Check, Subject } from './model.ts';
import { signatureCheck } from './signature.ts';
import { anyOf, items, resolve, resolveAttribute, type Resolved } from './values.ts';

type CheckFunction = (subject: Subject) => Promise<readonly Check[]> | readonly Check[];

/**
 * The checks of a token that could be read, in the order Microsoft's library makes them. A new one is one entry.
 * Semantics: https://learn.microsoft.com/azure/api-management/validate-jwt-policy and validate-azure-ad-token-policy.
 */
export const tokenChecks: readonly CheckFunction[] = [
  async (subject) => [await signatureCheck(subject)],
  lifetimeChecks,
  audienceCheck,
  issuerCheck,
  clientCheck,
  claimChecks,
];

const listed = (values: readonly Resolved[]) => values.map(({ text, written }) => text ?? written).join(', ');

function lifetimeChecks({ element, presented, token }: Subject): readonly Check[] {
  const { claims } = token.payload;
  const skew = resolveAttribute(element, 'clock-skew', presented);
  const seconds = skew === undefined ? 0 : Number(skew.text);
  if (Number.isNaN(seconds))
    return [
      {
        name: 'Lifetime',
        state: 'unknown',
        detail: 'clock-skew is not known.',
        ...(skew && { range: skew.range }),
      },
    ];
  const now = presented.now / 1000;
  const [exp, nbf] = [numberClaim(claims, 'exp'), numberClaim(claims, 'nbf')];
  return [expiryCheck(), ...(nbf === undefined ? [] : [startCheck(nbf)])];

  function expiryCheck(): Check {
    const name = 'Expiry (exp)';
    if (exp === undefined) {
      const required = resolveAttribute(element, 'require-expiration-time', presented);
      if (required?.text?.toLowerCase() === 'false')
        return {
          name,
          state: 'skipped',
          detail: 'There is none, and require-expiration-time is false.',
          range: required.range,
        };
      return { name, state: 'fail', reason: 'TokenExpired', detail: 'There is no exp, and it is required.' };
    }
    const at = timeOf(exp);
    return now > exp + seconds
      ? { name, state: 'fail', reason: 'TokenExpired', detail: 'Expired at {at}.', data: { at } }
      : { name, state: 'pass', detail: 'Good until {at}.', data: { at } };
  }

  function startCheck(from: number): Check {
    const name = 'Begin (nbf)';
    const data = { at: timeOf(from) };
    return from > now + seconds
      ? { name, state: 'fail', reason: 'TokenExpired', detail: 'Not valid before {at}.', data }
      : { name, state: 'pass', detail: 'Valid since {at}.', data };
  }
}

function timeOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

function audienceCheck({ element, presented, token }: Subject): readonly Check[] {
  const allowed = [
    ...items(element, 'audiences', 'audience', presented),
    ...items(element, 'backend-application-ids', 'application-id', presented),
  ];
  const given = listClaim(token.payload.claims, 'aud');
  const name = 'Audience (aud)';
  const range = allowed[0]?.range;
  if (allowed.length === 0)
    return [{ name, state: 'skipped', detail: 'The policy lists none: every audience is accepted.' }];
  const data = { given: given.join(', '), allowed: listed(allowed) };
  return [
    outcome(
      { name, range, data, reason: 'TokenAudienceNotAllowed' },
      anyOf(given, allowed),
      audienceHint(given, allowed),
    ),
  ];
}

/** The two mistakes that look right: a slash too many, and the other form of the same audience. */
function audienceHint(given: readonly string[], allowed: readonly Resolved[]): string {
  const plain = (text: string) =>
    text
      .replace(/^api:\/\//, '')
      .replace(/\/$/, '')
      .toLowerCase();
  const isNear = allowed.some(
    ({ text }) => text !== undefined && given.some((each) => plain(each) === plain(text)),
  );
  return isNear
    ? '{given} is not {allowed}: the two are compared character by character.'
    : '{given} is none of {allowed}.';
}

function issuerCheck({ element, presented, token, issuer, isIssuerMissing }: Subject): readonly Check[] {
  const own = items(element, 'issuers', 'issuer', presented);
  const given = stringClaim(token.payload.claims, 'iss') ?? '';
  const name = 'Issuer (iss)';
  const published = (issuer?.issuers ?? []).map((text) =>
    tenantIssuer(text, token.payload.claims.get('tid'), element),
  );
  const range = own[0]?.range;
  const isUnlimited = own.length === 0 && issuer === undefined && !isIssuerMissing;
  if (isUnlimited)
    return [{ name, state: 'skipped', detail: 'The policy names none: every issuer is accepted.' }];
  const allowed = [...own, ...published.map((text) => ({ text, written: text, range: element.range }))];
  const data = { given, allowed: listed(allowed) };
  const isTemplate = published.some((text) => text.includes('{tenantid}'));
  const known = anyOf([given], allowed);
  const decided = known === false && (isIssuerMissing || isTemplate) ? undefined : known;
  return [
    outcome({ name, range, data, reason: 'TokenIssuerNotAllowed' }, decided, '{given} is none of {allowed}.'),
  ];
}

/** validate-azure-ad-token fills the tenant of the token into the issuer of organizations; validate-jwt has no such rule in its documentation. */
function tenantIssuer(issuer: string, tid: unknown, { name }: Element): string {
  return name === 'validate-azure-ad-token' && typeof tid === 'string'
    ? issuer.replace('{tenantid}', tid)
    : issuer;
}

function clientCheck({ element, presented, token }: Subject): readonly Check[] {
  const allowed = items(element, 'client-application-ids', 'application-id', presented);
  if (allowed.length === 0) return [];
  const { claims } = token.payload;
  const claim = claims.has('azp') ? 'azp' : 'appid';
  const given = stringClaim(claims, claim) ?? '';
  const data = { given, allowed: listed(allowed) };
  const check = {
    name: `Client (${claim})`,
    range: allowed[0]?.range,
    data,
    reason: 'TokenClaimValueNotAllowed' as const,
    message: `Claim ${claim} value of ${given} is not allowed. Access denied.`,
  };
  return [outcome(check, anyOf([given], allowed), '{given} is none of {allowed}.')];
}

function claimChecks({ element, presented, token }: Subject): readonly Check[] {
  const claims = childrenNamed(element, 'required-claims').flatMap((each) => childrenNamed(each, 'claim'));
  return claims.map((claim): Check => {
    const name = resolveAttribute(claim, 'name', presented)?.text;
    if (name === undefined)
      return {
        name: 'Claim',
        state: 'unknown',
        detail: 'The name of the claim is not known.',
        range: claim.nameRange,
      };
    const separator = attribute(claim, 'separator')?.value;
    const title = `Claim ${name}`;
    const value = token.payload.claims.get(name);
    if (value === undefined || value === null)
      return {
        name: title,
        state: 'fail',
        reason: 'TokenClaimNotFound',
        message: `JWT token is missing the following claims: ${name}. Access denied.`,
        detail: 'The token does not have it.',
        range: claim.nameRange,
      };
    const given = valuesOf(value, separator);
    const resolved = childrenNamed(claim, 'value').map(({ text, content }) =>
      resolve(text, content, presented),
    );
    if (resolved.length === 0)
      return {
        name: title,
        state: 'pass',
        detail: 'It is there, and no value is asked for.',
        range: claim.nameRange,
      };
    const isAny = attribute(claim, 'match')?.value === 'any';
    const data = { given: given.join(', '), allowed: listed(resolved), match: isAny ? 'any' : 'all' };
    const check = {
      name: title,
      range: claim.nameRange,
      data,
      reason: 'TokenClaimValueNotAllowed' as const,
      message: `Claim ${name} value of ${given.join(',')} is not allowed. Access denied.`,
    };
    const decided = isAny ? anyOf(given, resolved) : allOf(given, resolved);
    return outcome(check, decided, claimHint(value, separator, isAny));
  });
}

/** A claim as the list the policy compares: an array, one value, or a string split by the separator. */
function valuesOf(value: unknown, separator: string | undefined): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  return separator === undefined || separator === '' ? texts : texts.flatMap((text) => text.split(separator));
}

function allOf(given: readonly string[], wanted: readonly Resolved[]): boolean | undefined {
  if (wanted.some(({ text }) => text !== undefined && !given.includes(text))) return false;
  return wanted.some(({ text }) => text === undefined) ? undefined : true;
}

function claimHint(value: unknown, separator: string | undefined, isAny: boolean): string {
  if (typeof value === 'string' && value.includes(' ') && separator === undefined)
    return '{given} is one string and is compared as a whole: the policy needs separator=" ".';
  return isAny ? '{given} has none of {allowed}.' : '{given} does not have all of {allowed}.';
}

interface Undecided extends Pick<Check, 'name' | 'data' | 'reason' | 'message'> {
  readonly range: Check['range'] | undefined;
}

/** A check that passed, failed, or cannot be said. */
function outcome(
  { data, range, reason, message, name }: Undecided,
  decided: boolean | undefined,
  failure: string,
): Check {
  const common = { name, ...(data && { data }), ...(range && { range }) };
  if (decided === true) return { ...common, state: 'pass', detail: '{given} is accepted.' };
  if (decided === undefined)
    return {
      ...common,
      state: 'unknown',
      detail: '{given} may be accepted: not everything of {allowed} is known.',
    };
  return {
    ...common,
    state: 'fail',
    detail: failure,
    ...(reason && { reason }),
    ...(message && { message }),
  };
}
