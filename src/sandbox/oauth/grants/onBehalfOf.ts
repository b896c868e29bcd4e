import { errors, type JWTPayload } from 'jose';
import { text } from '../../../core/json.ts';
import { aadsts } from '../aadsts.ts';
import { requireConfidential } from '../clientAuthentication.ts';
import { randomId, seconds } from '../sts.ts';
import { checkOrigin, clientOfPath, type TokenRequest } from '../tokenRequest.ts';
import { userTokens, type TokenResponse } from '../userTokens.ts';

/** On-behalf-of: an API trades its caller's token for one of another API (Microsoft: OAuth 2.0 on-behalf-of flow). */
export async function onBehalfOf(request: TokenRequest): Promise<TokenResponse> {
  const { sts, form, application } = request;
  if (form.required('requested_token_use') !== 'on_behalf_of') {
    throw aadsts(9002313, { reason: "'requested_token_use' must be on_behalf_of" });
  }
  checkOrigin(request, false);
  const client = clientOfPath(request);
  const authentication = await requireConfidential(request);
  const claims = await verifiedAssertion(request, form.required('assertion'));
  const audience = [claims.aud ?? ''].flat().join(' ');
  if (![application.appId, ...application.identifierUris].includes(audience))
    throw aadsts(500131, { audience });
  if (claims['tid'] !== client.tenant.id) throw aadsts(700005, { tenant: client.tenant.domain });
  const userId = text(claims, 'oid');
  if (userId === undefined || text(claims, 'scp') === undefined) throw aadsts(50013, {});
  const sid = text(claims, 'sid') ?? randomId(sts.random);
  const signIn = { tenant: client.tenant, userId, authTime: claims.iat ?? seconds(sts), amr: ['pwd'], sid };
  const wantsClientInfo = form.get('client_info') === '1';
  const options = {
    signIn,
    scope: form.required('scope'),
    platform: 'web' as const,
    claims: form.get('claims'),
    wantsClientInfo,
  };
  return await userTokens({ sts, client, authentication }, options);
}

async function verifiedAssertion({ sts }: TokenRequest, assertion: string): Promise<JWTPayload> {
  try {
    return await sts.signer.verify(assertion, sts.clock.now());
  } catch (error) {
    throw error instanceof errors.JWTExpired ? aadsts(500133, {}) : aadsts(50013, {});
  }
}
