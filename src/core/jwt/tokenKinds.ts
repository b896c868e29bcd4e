import { listClaim, stringClaim, type Claims, type DecodedToken } from './decode.ts';
import { isObject } from '../json.ts';

/** What a token is for. */
export interface TokenKind {
  readonly id: string;
  /** Its name, as a person says it. */
  readonly name: string;
  /** What it is for, and who reads it. */
  readonly purpose: string;
  /** Where it is defined, as `sourceUrl` understands it. */
  readonly source: string;
  /** Whether one that never expires is a danger; others are dated in other ways, or not at all. */
  readonly expires?: true;
  readonly is: (seen: Seen) => boolean;
}

/** What kinds are told by. */
interface Seen {
  readonly token: DecodedToken;
  readonly claims: Claims;
  /** `typ` of the header, in lower case and without `application/`. */
  readonly typ: string;
  /** What the claims themselves say that the token is for, in lower case. */
  readonly use: string;
}

const hasAny = (claims: Claims, names: readonly string[]) => names.some((name) => claims.has(name));
/** Entra ID says so, or names the application itself as the subject and no scope; others give roles, and no user. */
const isAppOnly = (claims: Claims) => {
  if (claims.has('idtyp')) return claims.get('idtyp') === 'app';
  if (hasAny(claims, ['scp', 'scope', ...ID_ONLY]) || !claims.has('aud')) return false;
  const oid = stringClaim(claims, 'oid');
  if (oid === undefined) return claims.has('roles');
  return hasAny(claims, ['azp', 'appid']) && oid === stringClaim(claims, 'sub');
};
const hasEvent = (claims: Claims, name: string) => {
  const events = claims.get('events');
  return isObject(events) && Object.hasOwn(events, name);
};

const ACCESS_ONLY = ['scp', 'scope', 'appid', 'appidacr', 'azpacr', 'idtyp', 'client_id', 'cid'] as const;
const ID_ONLY = [
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'auth_time',
  'tfp',
  'preferred_username',
  'email',
  'sid',
  'login_hint',
] as const;
const WORKLOAD_ONLY = [
  'kubernetes.io',
  'job_workflow_ref',
  'ci_config_ref_uri',
  'terraform_run_phase',
] as const;

/** Every kind of token, most specific first; the first that fits is the token's. */
export const tokenKinds: readonly TokenKind[] = [
  {
    id: 'encrypted',
    name: 'Encrypted token',
    purpose: 'Only its recipient can read it; the header is in the clear.',
    source: 'RFC 7516',
    is: ({ token }) => token.serialization === 'jwe',
  },
  {
    id: 'sdJwt',
    name: 'SD-JWT',
    purpose: 'A credential whose holder chooses which claims to reveal.',
    source: 'RFC 9901',
    is: ({ token, claims, typ }) =>
      /(?:^|[+-])sd-jwt$/.test(typ) || token.compact.includes('~') || hasAny(claims, ['_sd_alg', '_sd']),
  },
  {
    id: 'dpopProof',
    name: 'DPoP proof',
    purpose: 'Proves, for one request, possession of the key a token is bound to.',
    source: 'RFC 9449 §4.2',
    is: ({ typ }) => typ === 'dpop+jwt',
  },
  {
    id: 'logoutToken',
    name: 'Logout token',
    purpose: 'Tells a client that a session at the issuer has ended.',
    source: 'OpenID Back-Channel Logout §2.4',
    expires: true,
    is: ({ claims, typ }) =>
      typ === 'logout+jwt' || hasEvent(claims, 'http://schemas.openid.net/event/backchannel-logout'),
  },
  {
    id: 'securityEvent',
    name: 'Security event token',
    purpose: 'Reports security events from a transmitter to a receiver.',
    source: 'RFC 8417',
    is: ({ claims, typ }) => typ === 'secevent+jwt' || claims.has('events'),
  },
  {
    id: 'requestObject',
    name: 'Request object',
    purpose: 'Carries authorization request parameters, signed by the client.',
    source: 'RFC 9101 §4',
    is: ({ claims, typ }) => typ === 'oauth-authz-req+jwt' || claims.has('response_type'),
  },
  {
    id: 'introspection',
    name: 'Introspection response',
    purpose: 'The signed answer of an introspection endpoint.',
    source: 'RFC 9701 §5',
    is: ({ typ }) => typ === 'token-introspection+jwt',
  },
  {
    id: 'clientAssertion',
    name: 'Client assertion',
    purpose: 'Authenticates a client to a token endpoint in place of a secret.',
    source: 'RFC 7523 §3',
    expires: true,
    is: ({ claims, typ }) => {
      const issuer = stringClaim(claims, 'iss');
      const bySelf = issuer !== undefined && issuer === stringClaim(claims, 'sub') && claims.has('aud');
      return typ === 'client-authentication+jwt' || (bySelf && !hasAny(claims, ACCESS_ONLY));
    },
  },
  {
    id: 'refreshToken',
    name: 'Refresh token',
    purpose: 'Goes to the token endpoint only, for new tokens. Clients treat it as opaque.',
    source: 'RFC 6749 §1.5',
    is: ({ use }) => ['refresh', 'offline'].includes(use),
  },
  {
    id: 'workload',
    name: 'Workload identity token',
    purpose: 'Identifies a pipeline or pod; exchanged for an access token by federation.',
    source: 'RFC 7523 §2.1',
    expires: true,
    is: ({ claims }) => hasAny(claims, WORKLOAD_ONLY),
  },
  {
    id: 'appToken',
    name: 'App-only access token',
    purpose: 'For the API in its audience, issued to an application without a user.',
    source: 'Entra access token',
    expires: true,
    is: ({ claims, use }) => use !== 'id' && isAppOnly(claims),
  },
  {
    id: 'accessToken',
    name: 'Access token',
    purpose: 'For the API in its audience. Clients pass it on and do not read it.',
    source: 'RFC 9068',
    expires: true,
    is: ({ claims, typ, use }) =>
      typ === 'at+jwt' || ['bearer', 'access'].includes(use) || (use !== 'id' && hasAny(claims, ACCESS_ONLY)),
  },
  {
    id: 'idToken',
    name: 'ID token',
    purpose: 'Tells the client who signed in. Never a credential for an API.',
    source: 'OpenID Connect Core §2',
    expires: true,
    is: ({ claims, use }) => use === 'id' || (hasAny(claims, ID_ONLY) && listClaim(claims, 'aud').length > 0),
  },
  {
    id: 'nested',
    name: 'Nested token',
    purpose: 'A token inside a token; the inner one carries the claims.',
    source: 'RFC 7519 §11.2',
    is: ({ token }) => token.payload.kind === 'nested',
  },
  {
    id: 'jwt',
    name: 'JWT',
    purpose: 'A set of claims; nothing in them says which kind of token this is.',
    source: 'RFC 7519',
    expires: true,
    is: ({ token }) => token.payload.kind === 'claims',
  },
  {
    id: 'jws',
    name: 'Signed data (JWS)',
    purpose: 'Signed content that is not a set of claims.',
    source: 'RFC 7515',
    is: () => true,
  },
];

/** The kind of a token, by its header type and the claims only that kind has. */
export function kindOf(token: DecodedToken): TokenKind {
  const { claims } = token.payload;
  const use = stringClaim(claims, 'typ') ?? stringClaim(claims, 'token_use') ?? '';
  const typ = stringClaim(token.header, 'typ') ?? '';
  const seen = {
    token,
    claims,
    typ: typ.toLowerCase().replace(/^application\//, ''),
    use: use.toLowerCase(),
  };
  const kind = tokenKinds.find(({ is }) => is(seen));
  if (kind === undefined) throw new Error('tokenKinds ends with a kind that fits every token');
  return kind;
}
