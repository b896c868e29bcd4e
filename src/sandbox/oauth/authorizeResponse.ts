import { base64url } from 'jose';
import { idClaims, TOKEN_LIFETIME, tokenVersion, userAccessClaims, type TokenContext } from './claims.ts';
import { CODE_LIFETIME } from './pendingGrants.ts';
import type { AuthorizeRequest } from './authorizeRequest.ts';
import { consentFor, echoScope, onlyResource, resolveScopes } from './scopes.ts';
import type { SignIn } from './sts.ts';
import { clientInfo, enabledUser, requestedClaims } from './userTokens.ts';

/** The parameters of a successful authorization response: what `response_type` asked for. */
export async function authorizeResponse(
  context: TokenContext,
  request: AuthorizeRequest,
  signIn: SignIn,
): Promise<Record<string, string>> {
  const { responseTypes } = request;
  const code = responseTypes.has('code') ? issueCode(context, request, signIn) : undefined;
  const token = responseTypes.has('token') ? await issueToken(context, request, signIn) : undefined;
  const hashes = {
    ...(code === undefined ? {} : { c_hash: await halfHash(code) }),
    ...(token === undefined ? {} : { at_hash: await halfHash(token.access_token) }),
  };
  return {
    ...(code === undefined ? {} : { code }),
    ...token,
    ...(responseTypes.has('id_token')
      ? { id_token: await issueIdToken(context, request, signIn, hashes) }
      : {}),
    ...(request.wantsClientInfo ? { client_info: clientInfo(signIn) } : {}),
    session_state: signIn.sid,
  };
}

function issueCode({ sts, client }: TokenContext, request: AuthorizeRequest, signIn: SignIn): string {
  const { scope, nonce, challenge, claims, maxAge } = request;
  const { redirectUri, platform } = request.target;
  const code = `1.${base64url.encode(sts.random(96))}`;
  sts.pending.codes.set(code, {
    clientId: client.application.appId,
    ...{ redirectUri, platform, scope, signIn, nonce, challenge, claims },
    showAuthTime: maxAge !== undefined,
    expires: sts.clock.now() + CODE_LIFETIME,
    redeemed: false,
  });
  return code;
}

async function issueToken(context: TokenContext, request: AuthorizeRequest, signIn: SignIn) {
  const { sts, client } = context;
  const user = enabledUser(signIn);
  const scopes = resolveScopes(request.scope, client.tenant);
  const resource = onlyResource(scopes);
  const { granted } = consentFor(client.tenant, client, user, resource);
  const claims = await userAccessClaims(
    context,
    { signIn, user },
    resource,
    granted,
    requestedClaims(request.claims),
  );
  return {
    access_token: await sts.signer.sign(claims, tokenVersion(sts, resource.principal)),
    token_type: 'Bearer',
    expires_in: String(TOKEN_LIFETIME),
    scope: echoScope(resource, scopes.openid, granted),
  };
}

async function issueIdToken(
  context: TokenContext,
  { scope, nonce, maxAge }: AuthorizeRequest,
  signIn: SignIn,
  hashes: Readonly<Record<string, string>>,
): Promise<string> {
  const more = {
    nonce,
    ...hashes,
    ...(maxAge === undefined ? {} : { auth_time: signIn.authTime }),
    front: true,
  };
  const who = { signIn, user: enabledUser(signIn) };
  return await context.sts.signer.sign(await idClaims(context, who, scope.split(' '), more), 2);
}

/** Left half of the SHA-256 digest: `c_hash` and `at_hash` for RS256 (OpenID Connect Core §3.3.2.11). */
async function halfHash(value: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value));
  return base64url.encode(new Uint8Array(digest.slice(0, 16)));
}
