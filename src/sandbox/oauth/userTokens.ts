import { base64url } from 'jose';
import { child, isObject, list, parseJson, strings } from '../../core/json.ts';
import type { User } from '../directory/model.ts';
import { aadsts } from './aadsts.ts';
import { idClaims, TOKEN_LIFETIME, tokenVersion, userAccessClaims, type TokenContext } from './claims.ts';
import { sealRefreshToken } from './refreshToken.ts';
import type { Platform } from './redirectUri.ts';
import { consentFor, echoScope, onlyResource, resolveScopes } from './scopes.ts';
import type { SignIn } from './sts.ts';

/** Body of a token response (RFC 6749 §5.1 with Entra's members). */
export type TokenResponse = Readonly<Record<string, unknown>>;

/** What decides the tokens of a user's request. */
export interface UserTokenOptions {
  readonly signIn: SignIn;
  readonly scope: string;
  readonly platform: Platform;
  readonly nonce?: string | undefined;
  /** The `claims` parameter (OpenID Connect Core §5.5). */
  readonly claims?: string | undefined;
  readonly showAuthTime?: boolean;
  readonly wantsClientInfo: boolean;
  /** When the first refresh token of the chain was issued, in seconds; now when absent. */
  readonly chainStart?: number;
}

/** The user of a sign-in, who must still exist and be enabled. Throws AADSTS 50034 and 50057. */
export function enabledUser({ tenant, userId }: SignIn): User {
  const user = tenant.user(userId);
  if (!user) throw aadsts(50034, { user: userId, tenant: tenant.domain });
  if (!user.accountEnabled) throw aadsts(50057, { user: user.userPrincipalName });
  return user;
}

/**
 * Access, ID and refresh token for a user, as the scopes ask. Throws AADSTS 65001 when consent is missing, and
 * what `resolveScopes` and `onlyResource` throw.
 */
export async function userTokens(context: TokenContext, options: UserTokenOptions): Promise<TokenResponse> {
  const { sts, client } = context;
  const user = enabledUser(options.signIn);
  const who = { signIn: options.signIn, user };
  const scopes = resolveScopes(options.scope, client.tenant);
  const request = onlyResource(scopes);
  const { granted, missing } = consentFor(client.tenant, client, user, request);
  if (missing.length > 0) {
    const scope = missing.map((each) => request.prefix + each.value).join(' ');
    throw aadsts(65001, { scope, application: client.application.displayName });
  }
  const scp = [...new Set([...granted, ...graphOpenid(request.prefix, scopes.openid)])];
  const claims = await userAccessClaims(context, who, request, scp, requestedClaims(options.claims));
  const accessToken = await sts.signer.sign(claims, tokenVersion(sts, request.principal));
  return {
    token_type: 'Bearer',
    scope: echoScope(request, scopes.openid, granted),
    expires_in: TOKEN_LIFETIME,
    ext_expires_in: TOKEN_LIFETIME,
    access_token: accessToken,
    ...(scopes.openid.includes('offline_access')
      ? { refresh_token: await sealRefreshToken(context, options) }
      : {}),
    ...(scopes.openid.includes('openid')
      ? { id_token: await idToken(context, who, scopes.openid, options) }
      : {}),
    ...(options.wantsClientInfo ? { client_info: clientInfo(options.signIn) } : {}),
  };
}

/** `client_info`: the account's id and tenant for MSAL's cache. */
export function clientInfo({ userId, tenant }: SignIn): string {
  return base64url.encode(JSON.stringify({ uid: userId, utid: tenant.id }));
}

/** Claims that the `claims` parameter asks for in the access token: authentication contexts and capabilities. */
export function requestedClaims(parameter: string | undefined): Readonly<Record<string, unknown>> {
  if (parameter === undefined) return {};
  const value = parseJson(parameter);
  if (!isObject(value)) throw aadsts(9002313, { reason: "the 'claims' parameter is not a JSON object" });
  const asked = child(value, 'access_token');
  const valuesOf = (name: string): readonly string[] => {
    const claim = child(asked, name);
    return list(claim, 'values').length > 0
      ? strings(claim, 'values')
      : strings({ one: [claim['value']] }, 'one');
  };
  const [acrs, capabilities] = [valuesOf('acrs'), valuesOf('xms_cc')];
  return {
    ...(acrs.length > 0 ? { acrs } : {}),
    ...(capabilities.length > 0 ? { xms_cc: capabilities } : {}),
  };
}

async function idToken(
  context: TokenContext,
  who: { readonly signIn: SignIn; readonly user: User },
  openid: readonly string[],
  { nonce, showAuthTime, signIn }: UserTokenOptions,
): Promise<string> {
  const more = {
    ...(nonce === undefined ? {} : { nonce }),
    ...(showAuthTime ? { auth_time: signIn.authTime } : {}),
  };
  return await context.sts.signer.sign(await idClaims(context, who, openid, more), 2);
}

/** The OpenID scopes are Graph's own, so they show in `scp` of a Graph token only. */
function graphOpenid(prefix: string, openid: readonly string[]): readonly string[] {
  const isGraph = prefix === '' || prefix.startsWith('https://graph.microsoft.com');
  return isGraph ? openid.filter((each) => each !== 'offline_access') : [];
}
