import { checkPassword } from '../passwords.ts';
import { allowPublic } from '../clientAuthentication.ts';
import { randomId, seconds } from '../sts.ts';
import { checkOrigin, clientOfPath, type TokenRequest } from '../tokenRequest.ts';
import { userTokens, type TokenResponse } from '../userTokens.ts';

/** Resource owner password credentials (RFC 6749 §4.3). Kept to learn from; RFC 9700 §2.4 forbids it. */
export async function password(request: TokenRequest): Promise<TokenResponse> {
  const { sts, form } = request;
  checkOrigin(request, false);
  const client = clientOfPath(request);
  const authentication = await allowPublic(request);
  const user = checkPassword(sts, client.tenant, form.required('username'), form.required('password'));
  const signIn = {
    tenant: client.tenant,
    userId: user.id,
    authTime: seconds(sts),
    amr: ['pwd'],
    sid: randomId(sts.random),
  };
  const platform = authentication === 'none' ? 'native' : 'web';
  const wantsClientInfo = form.get('client_info') === '1';
  return await userTokens(
    { sts, client, authentication },
    { signIn, scope: form.required('scope'), platform, wantsClientInfo },
  );
}
