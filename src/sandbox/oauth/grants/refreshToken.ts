import { aadsts } from '../aadsts.ts';
import { allowPublic, requireConfidential, requirePublic } from '../clientAuthentication.ts';
import { openRefreshToken } from '../refreshToken.ts';
import { checkOrigin, clientOfGrant, type TokenRequest } from '../tokenRequest.ts';
import { userTokens, type TokenResponse } from '../userTokens.ts';

/** Refresh token (RFC 6749 §6); good for every resource the user has consented to, as on Entra. */
export async function refreshToken(request: TokenRequest): Promise<TokenResponse> {
  const { sts, form, application } = request;
  const grant = await openRefreshToken(sts, form.required('refresh_token'));
  if (grant.clientId !== application.appId) throw aadsts(70000, { grant: 'refresh token' });
  checkOrigin(request, grant.platform === 'spa');
  const authenticate = { web: requireConfidential, spa: requirePublic, native: allowPublic }[grant.platform];
  const authentication = await authenticate(request);
  const client = clientOfGrant(request, grant.signIn.tenant);
  const { signIn, platform, chainStart } = grant;
  return await userTokens(
    { sts, client, authentication },
    {
      ...{ signIn, platform, chainStart },
      scope: keepOffline(form.get('scope') ?? grant.scope, grant.scope),
      claims: form.get('claims'),
      wantsClientInfo: form.get('client_info') === '1',
    },
  );
}

/** A refresh answers with a new refresh token even if the request leaves `offline_access` out. */
function keepOffline(scope: string, original: string): string {
  const offline = 'offline_access';
  return original.split(' ').includes(offline) && !scope.split(' ').includes(offline)
    ? `${scope} ${offline}`
    : scope;
}
