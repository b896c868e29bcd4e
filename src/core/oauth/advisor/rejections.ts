import type { Answers } from './questions.ts';

/** Why a flow is not the one, by its id; the reason may depend on the answers. Every flow but the chosen one has an entry. */
export const rejections: Readonly<Record<string, (answers: Answers) => string>> = {
  authorizationCode: ({ actor, host }) =>
    actor === 'app'
      ? 'Nobody is there to sign in.'
      : actor === 'api'
        ? 'An API has no browser; its caller has already signed the person in.'
        : host === 'device'
          ? 'The device has no browser to sign in with.'
          : 'The browser cannot come back to the program. Forward a port and it becomes the better choice.',
  clientCredentials: ({ actor, host }) =>
    actor === 'app'
      ? `${host === 'azure' ? 'Azure' : 'The platform'} vouches for the program, so it needs no credential of its own.`
      : 'It knows no person: what they may do and who they are would be lost.',
  deviceCode: ({ actor }) =>
    actor === 'user'
      ? 'There is a browser that can come back, and a typed code can be phished.'
      : 'Nobody is there to type a code.',
  refreshToken: () => 'It renews what another flow obtained; MSAL does it by itself. It begins nothing.',
  onBehalfOf: ({ actor }) =>
    actor === 'app'
      ? 'There is no token of a person to exchange.'
      : 'The program signs the person in itself; there is no API in between yet.',
  workloadIdentity: ({ actor, host }) =>
    actor !== 'app'
      ? 'It says which program is running, never which person.'
      : host === 'azure'
        ? 'On Azure the managed identity does the same with nothing to set up; federation is for what runs elsewhere.'
        : 'Nothing where it runs issues tokens that vouch for it.',
  managedIdentity: ({ actor }) =>
    actor === 'app' ? 'Only Azure hosts have it.' : 'It is the identity of a host, never of a person.',
  tokenExchange: () => 'Microsoft Entra has no RFC 8693 token exchange; on-behalf-of takes its place there.',
  jwtBearer: () => 'Microsoft Entra takes this grant (RFC 7523) for on-behalf-of only.',
  hybrid: () =>
    'It sends an id_token through the browser besides the code. With the code alone nothing is there to read.',
  implicit: () =>
    'Tokens in addresses leak through histories and logs, and cannot be bound (RFC 9700 §2.1.2).',
  password: () =>
    'Handing over the password rules out multifactor authentication and federation, and teaches people to type it anywhere (RFC 9700 §2.4).',
};
