import { base64url } from 'jose';
import { aadsts } from '../aadsts.ts';
import { requireConfidential, requirePublic } from '../clientAuthentication.ts';
import type { CodeGrant } from '../pendingGrants.ts';
import { isSameUri } from '../redirectUri.ts';
import { checkOrigin, clientOfGrant, type TokenRequest } from '../tokenRequest.ts';
import { userTokens, type TokenResponse } from '../userTokens.ts';

/** Authorization code with PKCE (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export async function authorizationCode(request: TokenRequest): Promise<TokenResponse> {
  const { sts, form } = request;
  const code = form.required('code');
  const grant = sts.pending.codes.get(code);
  if (!grant) throw aadsts(70000, { grant: 'authorization code' });
  await checkGrant(request, grant);
  const authentication =
    grant.platform === 'web' ? await requireConfidential(request) : requirePublic(request);
  const client = clientOfGrant(request, grant.signIn.tenant);
  grant.redeemed = true;
  return await userTokens(
    { sts, client, authentication },
    { ...grant, scope: form.get('scope') ?? grant.scope, wantsClientInfo: form.get('client_info') === '1' },
  );
}

async function checkGrant(request: TokenRequest, grant: CodeGrant): Promise<void> {
  const { sts, form, application } = request;
  if (grant.clientId !== application.appId) throw aadsts(70000, { grant: 'authorization code' });
  if (grant.redeemed) throw aadsts(54005, {});
  if (grant.expires < sts.clock.now()) throw aadsts(70008, {});
  checkOrigin(request, grant.platform === 'spa');
  const redirectUri = form.required('redirect_uri');
  if (!isSameUri(redirectUri, grant.redirectUri)) throw aadsts(500112, { redirectUri });
  if (!grant.challenge) {
    if (grant.platform === 'spa') throw aadsts(9002325, {});
    return;
  }
  const verifier = form.required('code_verifier');
  const expected = grant.challenge.method === 'plain' ? verifier : await s256(verifier);
  if (expected !== grant.challenge.value) throw aadsts(501481, {});
}

async function s256(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64url.encode(new Uint8Array(digest));
}
