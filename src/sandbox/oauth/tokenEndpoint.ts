import { aadsts } from './aadsts.ts';
import { grants } from './grants/grants.ts';
import { readTokenRequest } from './tokenRequest.ts';
import type { Sts } from './sts.ts';
import type { TokenResponse } from './userTokens.ts';

/** Answers `POST /{tenant}/oauth2/v2.0/token`. Throws `AadstsError` for every refusal. */
export async function tokenEndpoint(sts: Sts, segment: string, request: Request): Promise<TokenResponse> {
  const tokenRequest = await readTokenRequest(sts, segment, request);
  const { form } = tokenRequest;
  const type = form.required('grant_type');
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
  if (!grant) throw aadsts(70003, { grant: type });
  if (form.get('resource') !== undefined) throw aadsts(901002, {});
  return await grant(tokenRequest);
}
