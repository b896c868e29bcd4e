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
  readonly is: (token: DecodedToken) => boolean;
}

const typ = ({ header }: DecodedToken) =>
  (stringClaim(header, 'typ') ?? '').toLowerCase().replace(/^application\//, '');
const use = ({ payload: { claims } }: DecodedToken) =>
  (stringClaim(claims, 'typ') ?? stringClaim(claims, 'token_use') ?? '').toLowerCase();
const hasAny = (claims: Claims, ...names: readonly string[]) => names.some((name) => claims.has(name));
const event = ({ payload: { claims } }: DecodedToken, name: string) => {
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

/** Every kind of token, most specific first; the first that fits is the token's. */
export const tokenKinds: readonly TokenKind[] = [
  {
    id: 'encrypted',
    name: 'Encrypted token',
    purpose: 'Only its recipient can read it; the header is in the clear.',
    source: 'RFC 7516',
    is: ({ serialization }) => serialization === 'jwe',
  },
  {
    id: 'sdJwt',
    name: 'SD-JWT',
    purpose: 'A credential whose holder chooses which claims to reveal.',
    source: 'RFC 9901',
    is: (token) =>
      /(?:^|[+-])sd-jwt$/.test(typ(token)) ||
      token.compact.includes('~') ||
      hasAny(token.payload.claims, '_sd_alg', '_sd'),
  },
  {
    id: 'dpopProof',
    name: 'DPoP proof',
    purpose: 'Proves, for one request, possession of the key a token is bound to.',
    source: 'RFC 9449 §4.2',
    is: (token) => typ(token) === 'dpop+jwt',
  },
  {
    id: 'logoutToken',
    name: 'Logout token',
    purpose: 'Tells a client that a session at the issuer has ended.',
    source: 'OpenID Back-Channel Logout §2.4',
    is: (token) =>
      typ(token) === 'logout+jwt' || event(token, 'http://schemas.openid.net/event/backchannel-logout'),
  },
  {
    id: 'securityEvent',
    name: 'Security event token',
    purpose: 'Reports security events from a transmitter to a receiver.',
    source: 'RFC 8417',
    is: (token) => typ(token) === 'secevent+jwt' || token.payload.claims.has('events'),
  },
  {
    id: 'requestObject',
    name: 'Request object',
    purpose: 'Carries authorization request parameters, signed by the client.',
    source: 'RFC 9101 §4',
    is: (token) => typ(token) === 'oauth-authz-req+jwt' || token.payload.claims.has('response_type'),
  },
  {
    id: 'introspection',
    name: 'Introspection response',
    purpose: 'The signed answer of an introspection endpoint.',
    source: 'RFC 9701 §5',
    is: (token) => typ(token) === 'token-introspection+jwt',
  },
  {
    id: 'clientAssertion',
    name: 'Client assertion',
    purpose: 'Authenticates a client to a token endpoint in place of a secret.',
    source: 'RFC 7523 §3',
    is: (token) => {
      const { claims } = token.payload;
      const issuer = stringClaim(claims, 'iss');
      const bySelf = issuer !== undefined && issuer === stringClaim(claims, 'sub') && claims.has('aud');
      return typ(token) === 'client-authentication+jwt' || (bySelf && !hasAny(claims, ...ACCESS_ONLY));
    },
  },
  {
    id: 'refreshToken',
    name: 'Refresh token',
    purpose: 'Goes to the token endpoint only, for new tokens. Clients treat it as opaque.',
    source: 'RFC 6749 §1.5',
    is: (token) => ['refresh', 'offline'].includes(use(token)),
  },
  {
    id: 'workload',
    name: 'Workload identity token',
    purpose: 'Identifies a pipeline or pod; exchanged for an access token by federation.',
    source: 'RFC 7523 §2.1',
    is: ({ payload: { claims } }) =>
      hasAny(claims, 'kubernetes.io', 'job_workflow_ref', 'ci_config_ref_uri', 'terraform_run_phase'),
  },
  {
    id: 'accessToken',
    name: 'Access token',
    purpose: 'For the API in its audience. Clients pass it on and do not read it.',
    source: 'RFC 9068',
    is: (token) =>
      typ(token) === 'at+jwt' ||
      ['bearer', 'access'].includes(use(token)) ||
      (use(token) !== 'id' && hasAny(token.payload.claims, ...ACCESS_ONLY)),
  },
  {
    id: 'idToken',
    name: 'ID token',
    purpose: 'Tells the client who signed in. Never a credential for an API.',
    source: 'OpenID Connect Core §2',
    is: (token) =>
      use(token) === 'id' ||
      (hasAny(token.payload.claims, ...ID_ONLY) && listClaim(token.payload.claims, 'aud').length > 0),
  },
  {
    id: 'appToken',
    name: 'Access token',
    purpose: 'For the API in its audience, issued to an application without a user.',
    source: 'Entra access token',
    is: ({ payload: { claims } }) => hasAny(claims, 'roles', 'azp') && claims.has('aud'),
  },
  {
    id: 'nested',
    name: 'Nested token',
    purpose: 'A token inside a token; the inner one carries the claims.',
    source: 'RFC 7519 §11.2',
    is: ({ payload }) => payload.kind === 'nested',
  },
  {
    id: 'jwt',
    name: 'JWT',
    purpose: 'A set of claims; nothing in them says which kind of token this is.',
    source: 'RFC 7519',
    is: ({ payload }) => payload.kind === 'claims',
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
  const kind = tokenKinds.find(({ is }) => is(token));
  if (kind === undefined) throw new Error('tokenKinds ends with a kind that fits every token');
  return kind;
}
