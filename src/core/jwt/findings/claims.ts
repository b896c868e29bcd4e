import { listClaim, numberClaim, stringClaim, type Claims } from '../decode.ts';
import { FOUND, when, type Examined, type FindingRule } from '../finding.ts';
import { isObject } from '../../json.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Longer than any access token Entra ID issues, continuous access evaluation included (28 hours). */
const LONGEST_ACCESS = 29 * HOUR;
const LONGEST_ASSERTION = 15 * MINUTE;
/** Clocks differ this much at most. */
const SKEW = 5 * MINUTE;
/** Seconds beyond this are milliseconds by mistake: the year 5138. */
const MILLISECONDS_FROM = 1e11;

const isAccess = ({ kind }: Examined) => kind.id === 'accessToken' || kind.id === 'appToken';
const claimsOfToken = ({ token }: Examined): Claims => token.payload.claims;
const time = (examined: Examined, name: string) => numberClaim(claimsOfToken(examined), name);
const badTime = (claims: Claims, name: string) => claims.has(name) && numberClaim(claims, name) === undefined;

function groupsAreElsewhere(claims: Claims): boolean {
  const names = claims.get('_claim_names');
  return (
    claims.get('hasgroups') === true ||
    claims.has('groups:src1') ||
    (isObject(names) && Object.hasOwn(names, 'groups'))
  );
}

/** What can be wrong with the claims of a token, without knowing what a receiver expects. */
export const claimRules: readonly FindingRule[] = [
  {
    id: 'expired',
    severity: 'error',
    claim: 'exp',
    what: 'The token has expired.',
    why: 'Receivers refuse it. Get a new one with the refresh token or by running the flow again.',
    find: (examined) => when((time(examined, 'exp') ?? Infinity) <= examined.now),
  },
  {
    id: 'notYetValid',
    severity: 'error',
    claim: 'nbf',
    what: 'The token is not valid yet.',
    why: 'Receivers refuse it until nbf. If that is seconds away, the clocks differ.',
    find: (examined) => when((time(examined, 'nbf') ?? -Infinity) > examined.now),
  },
  {
    id: 'issuedLater',
    severity: 'warning',
    claim: 'iat',
    what: 'The token says that it was issued in the future.',
    why: "Your clock or the issuer's is wrong.",
    find: (examined) => when((time(examined, 'iat') ?? -Infinity) > examined.now + SKEW),
  },
  {
    id: 'noExpiry',
    severity: 'warning',
    claim: 'exp',
    what: 'The token never expires.',
    why: 'It has no exp. Once leaked it stays good; many receivers refuse it.',
    find: (examined) =>
      when(
        examined.kind.expires === true &&
          examined.token.payload.kind === 'claims' &&
          !claimsOfToken(examined).has('exp'),
      ),
  },
  {
    id: 'timeNotNumber',
    severity: 'error',
    what: '{names} must be a number of seconds since 1970.',
    why: 'RFC 7519 §2 allows nothing else; strict receivers refuse the token.',
    find: (examined) => {
      const names = ['exp', 'nbf', 'iat', 'auth_time'].filter((name) =>
        badTime(claimsOfToken(examined), name),
      );
      return names.length === 0 ? undefined : { names: names.join(', ') };
    },
  },
  {
    id: 'timeInMilliseconds',
    severity: 'error',
    what: '{names} is in milliseconds.',
    why: 'Times in tokens are seconds; receivers will read a date thousands of years from now.',
    find: (examined) => {
      const names = ['exp', 'nbf', 'iat', 'auth_time'].filter(
        (name) => (time(examined, name) ?? 0) > MILLISECONDS_FROM,
      );
      return names.length === 0 ? undefined : { names: names.join(', ') };
    },
  },
  {
    id: 'timesReversed',
    severity: 'error',
    claim: 'exp',
    what: 'The token expires before it becomes valid.',
    why: 'It was never valid.',
    find: (examined) => when((time(examined, 'exp') ?? Infinity) <= (time(examined, 'nbf') ?? -Infinity)),
  },
  {
    id: 'longLife',
    severity: 'warning',
    claim: 'exp',
    what: 'The token lives for {hours} hours.',
    why: 'Longer than access tokens and assertions should: whoever finds it can use it all that time.',
    find: (examined) => {
      const life = (time(examined, 'exp') ?? NaN) - (time(examined, 'iat') ?? time(examined, 'nbf') ?? NaN);
      const longest = examined.kind.id === 'clientAssertion' ? LONGEST_ASSERTION : LONGEST_ACCESS;
      const limited = isAccess(examined) || examined.kind.id === 'clientAssertion';
      return limited && life > longest ? { hours: Math.round((life / HOUR) * 10) / 10 } : undefined;
    },
  },
  {
    id: 'noAudience',
    severity: 'warning',
    claim: 'aud',
    what: 'The token names no audience.',
    why: 'A receiver cannot tell whether it is meant: a token for one API would be good at every other.',
    find: (examined) =>
      when(
        (isAccess(examined) || ['idToken', 'clientAssertion'].includes(examined.kind.id)) &&
          listClaim(claimsOfToken(examined), 'aud').length === 0,
      ),
  },
  {
    id: 'groupOverage',
    severity: 'warning',
    claim: '_claim_names',
    what: 'The groups are not in the token: there are too many.',
    why: 'Code that reads groups sees none. Ask Microsoft Graph (/me/getMemberObjects), or let Entra send only the groups assigned to the application.',
    find: (examined) => when(groupsAreElsewhere(claimsOfToken(examined))),
  },
  {
    id: 'tenantMismatch',
    severity: 'error',
    claim: 'tid',
    what: 'The issuer names tenant {issuerTenant}, but tid is {tid}.',
    why: 'Entra ID never issues that.',
    find: (examined) => {
      const issuerTenant = examined.issuer?.tenant;
      const tid = stringClaim(claimsOfToken(examined), 'tid');
      if (issuerTenant === undefined || tid === undefined) return undefined;
      const isSame = issuerTenant.toLowerCase() === tid.toLowerCase();
      return isSame || !/^[\da-f-]{36}$/i.test(issuerTenant) ? undefined : { issuerTenant, tid };
    },
  },
  {
    id: 'versionMismatch',
    severity: 'error',
    claim: 'ver',
    what: 'The issuer is that of v{issuerVersion} tokens, but ver is {ver}.',
    why: 'Entra ID never issues that.',
    find: (examined) => {
      const issuerVersion = examined.issuer?.version;
      const ver = stringClaim(claimsOfToken(examined), 'ver');
      return issuerVersion === undefined || ver === undefined || ver === issuerVersion
        ? undefined
        : { issuerVersion, ver };
    },
  },
  {
    id: 'versionOne',
    severity: 'info',
    claim: 'ver',
    what: 'This is a v1 token.',
    why: "The API's registration asks for v1 (requestedAccessTokenVersion is null or 1): the issuer is sts.windows.net, the client stands in appid, the audience may be a URI.",
    find: (examined) => when(claimsOfToken(examined).get('ver') === '1.0' && isAccess(examined)),
  },
  {
    id: 'appWithoutRoles',
    severity: 'warning',
    claim: 'roles',
    what: 'The application has no permission in this token.',
    why: 'It was issued without a user, and roles is missing: grant an application permission and give admin consent. The API will answer 403.',
    find: (examined) => {
      const claims = claimsOfToken(examined);
      return when(claims.get('idtyp') === 'app' && listClaim(claims, 'roles').length === 0);
    },
  },
  {
    id: 'mailUnverified',
    severity: 'warning',
    claim: 'email',
    what: 'The mail address is not verified.',
    why: 'Anyone could have entered it. Never match accounts by it.',
    find: (examined) => {
      const claims = claimsOfToken(examined);
      const unverified = [claims.get('email_verified'), claims.get('xms_edov')].some(
        (value) => value === false || value === 'false' || value === '0' || value === 0,
      );
      return claims.has('email') && unverified ? FOUND : undefined;
    },
  },
];
