import { aadsts } from '../aadsts.ts';
import { allowPublic } from '../clientAuthentication.ts';
import { checkOrigin, clientOfGrant, type TokenRequest } from '../tokenRequest.ts';
import { userTokens, type TokenResponse } from '../userTokens.ts';

/** Device code: the polling half (RFC 8628 §3.4, §3.5). */
export async function deviceCode(request: TokenRequest): Promise<TokenResponse> {
  const { sts, form, application } = request;
  checkOrigin(request, false);
  const grant = sts.pending.devices.get(form.get('device_code') ?? form.required('code'));
  if (!grant || grant.state === 'redeemed') throw aadsts(70018, {});
  if (grant.clientId !== application.appId) throw aadsts(70000, { grant: 'device code' });
  const authentication = await allowPublic(request);
  const now = sts.clock.now();
  if (grant.expires < now) throw aadsts(70020, {});
  if (grant.state === 'declined') throw aadsts(65004, {});
  if (grant.state === 'pending') {
    const early = now < grant.lastPoll + grant.interval * 1000 - 500;
    grant.lastPoll = now;
    if (!early) throw aadsts(70016, {});
    grant.interval += 5;
    throw aadsts(50196, { interval: grant.interval });
  }
  const signIn = grant.state;
  const client = clientOfGrant(request, signIn.tenant);
  grant.state = 'redeemed';
  const wantsClientInfo = form.get('client_info') === '1';
  return await userTokens(
    { sts, client, authentication },
    { signIn, scope: grant.scope, platform: authentication === 'none' ? 'native' : 'web', wantsClientInfo },
  );
}
