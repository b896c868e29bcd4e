import type { FlowParameter } from './flow.ts';

/** Parameters several flows share. A new one is one entry here and its name in the flow's list. */

const parameter = (
  name: string,
  reference: string,
  explanation: string,
  rest: Omit<FlowParameter, 'name' | 'reference' | 'explanation'> = {},
): FlowParameter => ({ name, reference, explanation, ...rest });

export const scope = parameter(
  'scope',
  'RFC 6749 §3.3',
  'What the access token may do, space-separated; openid asks for an id_token, offline_access for a refresh token.',
);

export const redirectUri = parameter(
  'redirect_uri',
  'RFC 6749 §3.1.2',
  'Where the browser comes back to; it must be registered. http://localhost without a port takes any free one.',
  { default: 'http://localhost' },
);

export const responseMode = parameter(
  'response_mode',
  'OAuth 2.0 Multiple Response Type Encoding §2.1',
  'How the response comes back.',
  { default: 'query', choices: ['query', 'fragment', 'form_post'] },
);

export const dpop = parameter(
  'dpop',
  'RFC 9449',
  'Bind the tokens to a key of this client, where the server supports it.',
  { choices: ['true', 'false'], default: 'false' },
);

/** Options of the authorization request that go through unchanged. */
export const authorizationServerParameters: readonly FlowParameter[] = [
  parameter('prompt', 'OpenID Connect Core 1.0 §3.1.2.1', 'What the sign-in page must ask.', {
    choices: ['login', 'select_account', 'consent', 'none'],
  }),
  parameter(
    'login_hint',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'The account to sign in with, usually its UPN or email.',
  ),
  parameter(
    'domain_hint',
    'Microsoft identity platform, authorization code flow',
    'Domain that decides where the user signs in; skips home realm discovery.',
  ),
  parameter(
    'max_age',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'Seconds since the last sign-in that are allowed.',
  ),
  parameter(
    'acr_values',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'Authentication contexts asked for, space-separated.',
  ),
  parameter(
    'claims',
    'OpenID Connect Core 1.0 §5.5',
    'Claims asked for, or a claims challenge passed on, as JSON.',
  ),
  parameter(
    'ui_locales',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'Languages of the sign-in page, space-separated.',
  ),
  parameter(
    'resource',
    'RFC 8707 §2',
    'The resource server the token is for. Not for Entra: it takes scope only.',
  ),
  parameter(
    'audience',
    'RFC 8693 §2.1',
    'Logical name of the resource server, where the server asks for it.',
  ),
  parameter('authorization_details', 'RFC 9396 §2', 'Fine-grained permissions as JSON.'),
];
