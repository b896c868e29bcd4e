import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

/** A certified OpenID provider (npm oidc-provider) on loopback: the generic server of the tests. */
export interface OidcProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

export const SECRET = 'a secret of the generic server, long enough for HS256';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
/** What it issues, each of which wants a lifetime. */
const ARTIFACTS = [
  'AccessToken',
  'AuthorizationCode',
  'ClientCredentials',
  'DeviceCode',
  'Grant',
  'IdToken',
  'Interaction',
  'RefreshToken',
  'Session',
];
const LIFETIME_S = 3600;
const REDIRECTS = ['http://127.0.0.1/callback', 'http://localhost/callback'];

/** Starts the server; `publicKey` is the JWK of the client `key-client`. Signs in everyone as `login_hint` says. */
export async function startOidcProvider(publicKey?: JWK): Promise<OidcProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, configuration(publicKey));
  registerTokenExchange(provider);
  const callback = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') === true) void interact(provider, request, response);
    else callback(request, response);
  });
  return { issuer, close: () => close(server) };
}

/** Everything it would otherwise warn of is said here, so that its voice in a test run means something. */
function configuration(publicKey: JWK | undefined): unknown {
  const native = { application_type: 'native', redirect_uris: REDIRECTS };
  const all = { grant_types: ['authorization_code', 'refresh_token', DEVICE], response_types: ['code'] };
  const service = { redirect_uris: [], response_types: [], client_secret: SECRET };
  const hybrid = {
    redirect_uris: ['https://app.example/callback'],
    grant_types: ['implicit', 'authorization_code'],
    response_types: ['code id_token', 'id_token', 'code'],
  };
  return {
    clients: [
      { client_id: 'public', token_endpoint_auth_method: 'none', ...native, ...all },
      { client_id: 'hybrid', token_endpoint_auth_method: 'none', ...hybrid },
      { client_id: 'service', grant_types: ['client_credentials', EXCHANGE], ...service },
      {
        client_id: 'service-post',
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['client_credentials'],
        ...service,
      },
      {
        client_id: 'service-jwt',
        token_endpoint_auth_method: 'client_secret_jwt',
        grant_types: ['client_credentials'],
        ...service,
      },
      ...(publicKey === undefined
        ? []
        : [
            {
              client_id: 'key-client',
              token_endpoint_auth_method: 'private_key_jwt',
              ...native,
              application_type: 'web',
              redirect_uris: ['https://app.example/callback'],
              grant_types: ['client_credentials', 'authorization_code'],
              response_types: ['code'],
              jwks: { keys: [publicKey] },
            },
          ]),
    ],
    clientAuthMethods: [
      'none',
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, userCodeConfirmSource: formPage, successSource: donePage },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { enabled: true },
      dPoP: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    scopes: ['openid', 'offline_access', 'profile', 'email', 'api:read'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    pkce: { required: () => false },
    issueRefreshToken: (_: unknown, __: unknown, code: { scopes: Set<string> }) =>
      code.scopes.has('offline_access'),
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, name: 'Alice Adams', email: 'alice@example.com' }),
    }),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ['test'] },
    adapter: createMemoryAdapter(),
    jwks: {
      keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })],
    },
    ttl: Object.fromEntries(ARTIFACTS.map((artifact) => [artifact, LIFETIME_S])),
  };
}

function formPage(context: { body: unknown }, form: string): void {
  context.body = `<!doctype html><title>Confirm</title>${form}<button form="op.deviceConfirmForm">Continue</button>`;
}

function donePage(context: { body: unknown }): void {
  context.body = '<!doctype html><title>Done</title>Sign-in Success';
}

/** The person: signs in as `login_hint`, consents, and refuses when called `nobody`. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (params['login_hint'] === 'nobody') {
    await provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: 'No.',
    });
    return;
  }
  if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, { login: { accountId: 'alice' } });
    return;
  }
  const grant = new provider.Grant({
    accountId: session?.accountId ?? 'alice',
    clientId: String(params['client_id']),
  });
  grant.addOIDCScope(typeof params['scope'] === 'string' ? params['scope'] : 'openid');
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

/** RFC 8693: an access token of a person for one of the service, enough to be answered correctly. */
function registerTokenExchange(provider: Provider): void {
  provider.registerGrantType(
    EXCHANGE,
    async (context) => {
      const subject = await provider.AccessToken.find(context.oidc.params['subject_token'] ?? '');
      const token = new provider.ClientCredentials({ client: context.oidc.client, scope: 'api:read' });
      context.body =
        subject === undefined
          ? { error: 'invalid_grant' }
          : {
              access_token: await token.save(),
              issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
              token_type: 'Bearer',
              expires_in: 60,
            };
    },
    [
      'subject_token',
      'subject_token_type',
      'actor_token',
      'actor_token_type',
      'audience',
      'resource',
      'scope',
      'requested_token_type',
    ],
  );
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}
