import { isObject, strings, text } from '../../json.ts';
import { dateOf } from '../describe.ts';
import {
  listClaim,
  numberClaim,
  stringClaim,
  wordsClaim,
  type Claims,
  type DecodedToken,
} from '../decode.ts';

/** What a receiver of tokens expects of them. What is absent is not checked, apart from times and algorithm. */
export interface Expectations {
  readonly issuer?: string;
  readonly audience?: string;
  readonly tenant?: string;
  readonly client?: string;
  /** Delegated permissions, all of which must be there. */
  readonly scopes?: readonly string[];
  /** App roles or application permissions, one of which must be there. */
  readonly roles?: readonly string[];
  readonly nonce?: string;
  /** Seconds since the token was issued. */
  readonly maxAge?: number;
  /** Seconds by which clocks may differ. */
  readonly clockSkew: number;
}

/** How one rule came out. `expected` and `actual` are text for a person; `actual` is from the token. */
export interface RuleResult {
  readonly id: string;
  /** Whether the token meets the rule; `unasked` when nothing is expected. */
  readonly outcome: 'met' | 'failed' | 'unasked';
  /** What is checked; a template that doubles as l10n key. */
  readonly label: string;
  readonly claim: string;
  readonly expected: string;
  readonly actual: string;
}

interface Checked {
  readonly token: DecodedToken;
  readonly claims: Claims;
  readonly expectations: Expectations;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** One thing a receiver checks. A new rule is one entry. */
interface ExpectationRule {
  readonly id: string;
  readonly label: string;
  readonly claim: string;
  /** What is expected, or undefined when nothing is. */
  readonly expected: (expectations: Expectations) => string | undefined;
  readonly actual: (checked: Checked) => string;
  readonly isMet: (checked: Checked) => boolean;
}

const clientOf = (claims: Claims) =>
  stringClaim(claims, 'azp') ?? stringClaim(claims, 'appid') ?? stringClaim(claims, 'client_id') ?? '';
const scopesOf = (claims: Claims) => [...wordsClaim(claims, 'scp'), ...wordsClaim(claims, 'scope')];
const algOf = ({ token }: Checked) => stringClaim(token.header, 'alg') ?? '';
const timeText = (claims: Claims, name: string) => {
  const at = dateOf(claims.get(name));
  return at === undefined ? JSON.stringify(claims.get(name) ?? '') : new Date(at).toISOString();
};
const asked = (list: readonly string[] | undefined) =>
  list === undefined || list.length === 0 ? undefined : list;

/** The rules in the order a receiver applies them. */
export const expectationRules: readonly ExpectationRule[] = [
  {
    id: 'algorithm',
    label: 'Signed with a key pair',
    claim: 'alg',
    expected: () => 'RS256, PS256, ES256, EdDSA …',
    actual: algOf,
    isMet: (checked) => /^(?:[RPE]S(?:256|384|512)|EdDSA|Ed25519|ML-DSA-\d+)$/.test(algOf(checked)),
  },
  {
    id: 'issuer',
    label: 'Issuer',
    claim: 'iss',
    expected: ({ issuer }) => issuer,
    actual: ({ claims }) => stringClaim(claims, 'iss') ?? '',
    isMet: ({ claims, expectations }) => stringClaim(claims, 'iss') === expectations.issuer,
  },
  {
    id: 'audience',
    label: 'Audience',
    claim: 'aud',
    expected: ({ audience }) => audience,
    actual: ({ claims }) => listClaim(claims, 'aud').join(', '),
    isMet: ({ claims, expectations }) => listClaim(claims, 'aud').includes(expectations.audience ?? ''),
  },
  {
    id: 'expiry',
    label: 'Not expired',
    claim: 'exp',
    expected: ({ clockSkew }) => `± ${clockSkew} s`,
    actual: ({ claims }) => timeText(claims, 'exp'),
    isMet: ({ claims, expectations, now }) =>
      (numberClaim(claims, 'exp') ?? -Infinity) + expectations.clockSkew > now,
  },
  {
    id: 'notBefore',
    label: 'Valid already',
    claim: 'nbf',
    expected: ({ clockSkew }) => `± ${clockSkew} s`,
    actual: ({ claims }) => timeText(claims, 'nbf'),
    isMet: ({ claims, expectations, now }) =>
      !claims.has('nbf') || (numberClaim(claims, 'nbf') ?? Infinity) - expectations.clockSkew <= now,
  },
  {
    id: 'age',
    label: 'Issued recently',
    claim: 'iat',
    expected: ({ maxAge }) => (maxAge === undefined ? undefined : `≤ ${maxAge} s`),
    actual: ({ claims }) => timeText(claims, 'iat'),
    isMet: ({ claims, expectations, now }) =>
      now - (numberClaim(claims, 'iat') ?? -Infinity) <=
      (expectations.maxAge ?? Infinity) + expectations.clockSkew,
  },
  {
    id: 'tenant',
    label: 'Tenant',
    claim: 'tid',
    expected: ({ tenant }) => tenant,
    actual: ({ claims }) => stringClaim(claims, 'tid') ?? '',
    isMet: ({ claims, expectations }) => stringClaim(claims, 'tid') === expectations.tenant,
  },
  {
    id: 'client',
    label: 'Client',
    claim: 'azp',
    expected: ({ client }) => client,
    actual: ({ claims }) => clientOf(claims),
    isMet: ({ claims, expectations }) => clientOf(claims) === expectations.client,
  },
  {
    id: 'scopes',
    label: 'All of these scopes',
    claim: 'scp',
    expected: ({ scopes }) => asked(scopes)?.join(' '),
    actual: ({ claims }) => scopesOf(claims).join(' '),
    isMet: ({ claims, expectations }) =>
      (expectations.scopes ?? []).every((scope) => scopesOf(claims).includes(scope)),
  },
  {
    id: 'roles',
    label: 'One of these roles',
    claim: 'roles',
    expected: ({ roles }) => asked(roles)?.join(' '),
    actual: ({ claims }) => listClaim(claims, 'roles').join(' '),
    isMet: ({ claims, expectations }) =>
      (expectations.roles ?? []).some((role) => listClaim(claims, 'roles').includes(role)),
  },
  {
    id: 'nonce',
    label: 'Nonce',
    claim: 'nonce',
    expected: ({ nonce }) => nonce,
    actual: ({ claims }) => stringClaim(claims, 'nonce') ?? '',
    isMet: ({ claims, expectations }) => stringClaim(claims, 'nonce') === expectations.nonce,
  },
];

/** Holds a token against expectations, rule by rule. The signature is another matter. `now` in milliseconds. */
export function checkExpectations(
  token: DecodedToken,
  expectations: Expectations,
  now: number,
): readonly RuleResult[] {
  const checked: Checked = { token, claims: token.payload.claims, expectations, now: now / 1000 };
  return expectationRules.map(({ id, label, claim, expected, actual, isMet }) => {
    const wanted = expected(expectations);
    const outcome = wanted === undefined ? 'unasked' : isMet(checked) ? 'met' : 'failed';
    return { id, outcome, label, claim, expected: wanted ?? '', actual: actual(checked) };
  });
}

/** Expectations that an API would have which this token is meant for: a start to change. */
export function expectationsFrom({ payload: { claims } }: DecodedToken): Expectations {
  const take = (name: keyof Expectations, value: string | undefined) =>
    value === undefined || value === '' ? {} : { [name]: value };
  return {
    ...take('issuer', stringClaim(claims, 'iss')),
    ...take('audience', listClaim(claims, 'aud')[0]),
    ...take('tenant', stringClaim(claims, 'tid')),
    ...(scopesOf(claims).length === 0 ? {} : { scopes: scopesOf(claims) }),
    ...(listClaim(claims, 'roles').length === 0 ? {} : { roles: listClaim(claims, 'roles') }),
    clockSkew: 60,
  };
}

/** Reads expectations from settings or a message; members of the wrong type are left out. */
export function readExpectations(value: unknown): Expectations | undefined {
  if (!isObject(value)) return undefined;
  const take = (name: 'issuer' | 'audience' | 'tenant' | 'client' | 'nonce') => {
    const found = text(value, name)?.trim();
    return found === undefined || found === '' ? {} : { [name]: found };
  };
  const seconds = (name: 'maxAge' | 'clockSkew') => {
    const found = value[name];
    return typeof found === 'number' && found >= 0 && Number.isFinite(found) ? found : undefined;
  };
  const maxAge = seconds('maxAge');
  const [scopes, roles] = [strings(value, 'scopes'), strings(value, 'roles')];
  return {
    ...take('issuer'),
    ...take('audience'),
    ...take('tenant'),
    ...take('client'),
    ...take('nonce'),
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(maxAge === undefined ? {} : { maxAge }),
    clockSkew: seconds('clockSkew') ?? 60,
  };
}
