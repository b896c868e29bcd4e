import { aadsts } from '../aadsts.ts';
import { appAccessClaims, TOKEN_LIFETIME, tokenVersion } from '../claims.ts';
import { requireConfidential } from '../clientAuthentication.ts';
import { onlyResource, resolveScopes } from '../scopes.ts';
import { checkOrigin, clientOfPath, type TokenRequest } from '../tokenRequest.ts';
import type { TokenResponse } from '../userTokens.ts';

/** Client credentials by secret or certificate assertion (RFC 6749 §4.4, RFC 7523 §2.2). */
export async function clientCredentials(request: TokenRequest): Promise<TokenResponse> {
  const { sts, form } = request;
  checkOrigin(request, false);
  const client = clientOfPath(request);
  const authentication = await requireConfidential(request);
  // MSAL for Go sends the scopes of OpenID Connect along; there is nobody they could be about, and Entra passes over them.
  const scope = form
    .required('scope')
    .split(/\s+/)
    .filter((each) => !['openid', 'profile', 'offline_access'].includes(each))
    .join(' ');
  if (!scope.split(' ').every((each) => each.endsWith('/.default'))) throw aadsts(1002012, { scope });
  const resource = onlyResource(resolveScopes(scope, client.tenant));
  const version = tokenVersion(sts, resource.principal);
  const claims = appAccessClaims({ sts, client, authentication }, resource);
  return {
    token_type: 'Bearer',
    expires_in: TOKEN_LIFETIME,
    ext_expires_in: TOKEN_LIFETIME,
    access_token: await sts.signer.sign(claims, version),
  };
}
