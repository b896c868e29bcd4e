import type { TokenRequest } from '../tokenRequest.ts';
import type { TokenResponse } from '../userTokens.ts';
import { authorizationCode } from './authorizationCode.ts';
import { clientCredentials } from './clientCredentials.ts';
import { deviceCode } from './deviceCode.ts';
import { onBehalfOf } from './onBehalfOf.ts';
import { password } from './password.ts';
import { refreshToken } from './refreshToken.ts';

type Grant = (request: TokenRequest) => Promise<TokenResponse>;

/** Every grant type of the token endpoint. A new grant is one entry. */
export const grants: Readonly<Record<string, Grant>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  // MSAL sends the short name that Entra took before RFC 8628.
  device_code: deviceCode,
  password,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
};
