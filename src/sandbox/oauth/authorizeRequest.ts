import type { Application } from '../directory/model.ts';
import { aadsts } from './aadsts.ts';
import { registration } from './client.ts';
import type { Form } from './form.ts';
import { platformOf, redirectUris, type Platform } from './redirectUri.ts';
import type { CodeGrant } from './pendingGrants.ts';
import type { Sts } from './sts.ts';
import { requestedClaims } from './userTokens.ts';

/** Where the answer to an authorization request goes. Known before the rest of the request is looked at. */
export interface AuthorizeTarget {
  readonly application: Application;
  readonly redirectUri: string;
  readonly platform: Platform;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
}

export type ResponseMode = 'query' | 'fragment' | 'form_post';
type ResponseType = 'code' | 'id_token' | 'token';
type Prompt = 'none' | 'login' | 'select_account' | 'consent';

/** A valid authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1). */
export interface AuthorizeRequest {
  readonly target: AuthorizeTarget;
  readonly responseTypes: ReadonlySet<ResponseType>;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly prompt: Prompt | undefined;
  readonly loginHint: string | undefined;
  readonly domainHint: string | undefined;
  /** Seconds. */
  readonly maxAge: number | undefined;
  readonly claims: string | undefined;
  readonly challenge: CodeGrant['challenge'];
  readonly wantsClientInfo: boolean;
}

/**
 * Finds the client and its redirect URI. Errors here must be shown, never redirected (RFC 6749 §4.1.2.1):
 * AADSTS 90014, 90002, 700016, 50194, 50011.
 */
export function authorizeTarget(sts: Sts, segment: string, form: Form): AuthorizeTarget {
  const clientId = form.get('client_id');
  if (clientId === undefined) throw aadsts(90014, { field: 'client_id' });
  const application = registration(sts.directory, segment, clientId);
  const redirectUri = form.get('redirect_uri') ?? redirectUris(application)[0] ?? '';
  const platform = platformOf(application, redirectUri);
  if (!platform) throw aadsts(50011, { redirectUri, clientId });
  const mode = form.get('response_mode');
  const types = form.get('response_type') ?? 'code';
  const fallback = types === 'code' ? 'query' : 'fragment';
  const responseMode = isResponseMode(mode) && !(mode === 'query' && types !== 'code') ? mode : fallback;
  return { application, redirectUri, platform, responseMode, state: form.get('state') };
}

/** Checks the rest of the request. Its errors go to the redirect URI. */
export function readAuthorizeRequest(target: AuthorizeTarget, form: Form): AuthorizeRequest {
  const responseTypes = readResponseTypes(target, form);
  const scope = form.required('scope');
  const nonce = form.get('nonce');
  if (responseTypes.has('id_token')) {
    if (nonce === undefined) throw aadsts(900144, { parameter: 'nonce' });
    if (!scope.split(' ').includes('openid'))
      throw aadsts(70011, { scope, reason: 'an ID token needs the scope openid' });
  }
  const claims = form.get('claims');
  requestedClaims(claims);
  return {
    target,
    responseTypes,
    scope,
    nonce,
    prompt: readPrompt(form),
    loginHint: form.get('login_hint'),
    domainHint: form.get('domain_hint'),
    maxAge: readMaxAge(form),
    claims,
    challenge: readChallenge(form, target.platform, responseTypes),
    wantsClientInfo: form.get('client_info') === '1',
  };
}

function readResponseTypes({ application }: AuthorizeTarget, form: Form): ReadonlySet<ResponseType> {
  const type = form.required('response_type');
  const types = type.split(' ');
  if (!types.every(isResponseType)) throw aadsts(9002313, { reason: `response_type '${type}' is not known` });
  const set = new Set(types);
  const { enableIdTokenIssuance, enableAccessTokenIssuance } = application.web.implicitGrantSettings;
  if (set.has('id_token') && !enableIdTokenIssuance) throw aadsts(700054, {});
  if (set.has('token') && !enableAccessTokenIssuance) throw aadsts(700051, {});
  const mode = form.get('response_mode');
  const valid = mode === undefined || (isResponseMode(mode) && !(mode === 'query' && type !== 'code'));
  if (!valid) throw aadsts(70007, { mode, type });
  return set;
}

function readPrompt(form: Form): Prompt | undefined {
  const prompt = form.get('prompt');
  if (prompt === undefined || isPrompt(prompt)) return prompt;
  throw aadsts(90023, {
    reason: `The prompt '${prompt}' is not one of none, login, select_account, consent`,
  });
}

function readMaxAge(form: Form): number | undefined {
  const text = form.get('max_age');
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw aadsts(90023, { reason: `max_age '${text}' is not a number of seconds` });
  return Number(text);
}

/** PKCE (RFC 7636 §4.3); single-page applications must use it, as on Entra. */
function readChallenge(
  form: Form,
  platform: Platform,
  types: ReadonlySet<ResponseType>,
): CodeGrant['challenge'] {
  const value = form.get('code_challenge');
  if (value === undefined) {
    if (platform === 'spa' && types.has('code')) throw aadsts(9002325, {});
    return undefined;
  }
  const method = form.get('code_challenge_method') ?? 'plain';
  if (method !== 'S256' && method !== 'plain')
    throw aadsts(90023, { reason: `code_challenge_method '${method}' is not S256 or plain` });
  const valid = method === 'S256' ? /^[\w-]{43}$/ : /^[\w.~-]{43,128}$/;
  if (!valid.test(value)) throw aadsts(50147, {});
  return { value, method };
}

function isResponseMode(value: string | undefined): value is ResponseMode {
  return value === 'query' || value === 'fragment' || value === 'form_post';
}

function isResponseType(value: string): value is ResponseType {
  return value === 'code' || value === 'id_token' || value === 'token';
}

function isPrompt(value: string): value is Prompt {
  return ['none', 'login', 'select_account', 'consent'].includes(value);
}
