import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { Provider, type TokenContext } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

/** A certified OpenID provider (npm oidc-provider) on loopback: the generic server of the tests. */
export interface OidcProvider {
  readonly issuer: string;
  /** Every token and code it gave out. */
  readonly issued: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Serves over TLS, and asks connections for a client certificate of `clientAuthority` (RFC 8705). PEM. */
export interface ProviderTls {
  readonly certificate: string;
  readonly privateKey: string;
  readonly clientAuthority: string;
}

/** The client of a method, with every grant: `all-client_secret_basic`. */
export const clientOf = (method: string) => `all-${method}`;
/** How a client of the server proves itself by certificate. */
export const TLS_SUBJECT = 'tls client';

export const SECRET = 'a secret of the generic server, long enough for HS256';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const METHODS = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
];
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

/** Starts the server; `publicKey` is the JWK of clients that sign. Signs in everyone as `login_hint` says. */
export async function startOidcProvider(publicKey?: JWK, tls?: ProviderTls): Promise<OidcProvider> {
  const server = tls === undefined ? createServer() : createTlsServer(tlsOptions(tls));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = tls === undefined ? `http://127.0.0.1:${address.port}` : `https://localhost:${address.port}`;
  const issued = new Set<string>();
  const provider = new Provider(issuer, configuration(publicKey, issued));
  registerTokenExchange(provider);
  if (publicKey !== undefined) registerJwtBearer(provider, publicKey, issuer);
  const callback = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') === true) void interact(provider, request, response);
    else callback(request, response);
  });
  return { issuer, issued, close: () => close(server) };
}

function tlsOptions({ certificate, privateKey, clientAuthority }: ProviderTls) {
  const asking = { requestCert: true, rejectUnauthorized: false, ca: [clientAuthority] };
  return { cert: certificate, key: privateKey, ...asking };
}

/** Everything it would otherwise warn of is said here, so that its voice in a test run means something. */
function configuration(publicKey: JWK | undefined, issued: Set<string>): unknown {
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
      ...METHODS.filter((method) => publicKey !== undefined || method !== 'private_key_jwt').map((method) =>
        wholeClient(method, publicKey),
      ),
    ],
    clientAuthMethods: METHODS,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, userCodeConfirmSource: formPage, successSource: donePage },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { enabled: true },
      dPoP: { enabled: true },
      mTLS: { enabled: true, tlsClientAuth: true, certificateBoundAccessTokens: true, ...certificates },
      rpInitiatedLogout: { enabled: true, logoutSource: logoutPage, postLogoutSuccessSource: donePage },
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
    adapter: notingAdapter(issued),
    jwks: {
      keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })],
    },
    ttl: Object.fromEntries(ARTIFACTS.map((artifact) => [artifact, LIFETIME_S])),
  };
}

/** A client that may do everything, and proves itself by one method. */
function wholeClient(method: string, publicKey: JWK | undefined) {
  const keys = publicKey === undefined ? {} : { jwks: { keys: [publicKey] } };
  const proof: Readonly<Record<string, object>> = {
    none: {},
    private_key_jwt: keys,
    tls_client_auth: {
      tls_client_auth_subject_dn: `CN=${TLS_SUBJECT}`,
      tls_client_certificate_bound_access_tokens: true,
    },
  };
  const machine = method === 'none' ? [] : ['client_credentials'];
  return {
    client_id: clientOf(method),
    token_endpoint_auth_method: method,
    application_type: 'native',
    redirect_uris: REDIRECTS,
    post_logout_redirect_uris: REDIRECTS,
    grant_types: [
      ...['authorization_code', 'implicit', 'refresh_token', DEVICE, EXCHANGE],
      ...(method === 'private_key_jwt' ? [JWT_BEARER] : []),
      ...machine,
    ],
    response_types: ['code', 'code id_token', 'id_token'],
    ...(proof[method] ?? { client_secret: SECRET }),
  };
}

/** What clients are given; the rest (sessions, grants, interactions) is between server and browser. */
const GIVEN = ['AccessToken', 'AuthorizationCode', 'ClientCredentials', 'DeviceCode', 'RefreshToken'];

/** The store, which notes what it keeps: an opaque token is the name it is kept under. */
function notingAdapter(issued: Set<string>) {
  const make = createMemoryAdapter();
  return (model: string) => {
    const store = make(model);
    const upsert = store.upsert.bind(store);
    return Object.assign(store, {
      upsert(id: string, ...rest: unknown[]) {
        if (GIVEN.includes(model)) issued.add(id);
        return upsert(id, ...rest);
      },
    });
  };
}

/** How the server sees the certificate of the connection. */
const certificates = {
  getCertificate: ({ socket }: { socket: unknown }) =>
    socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined,
  certificateAuthorized: ({ socket }: { socket: unknown }) =>
    socket instanceof TLSSocket && socket.authorized,
  certificateSubjectMatches: ({ socket }: { socket: unknown }, _: string, expected: string) =>
    socket instanceof TLSSocket && socket.getPeerX509Certificate()?.subject === expected,
};

function logoutPage(context: { body: unknown }, form: string): void {
  const yes = '<input type="hidden" name="logout" value="yes"></form>';
  context.body = `<!doctype html><title>Sign out</title>${form.replace('</form>', yes)}`;
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

/** RFC 7523 §2.1: an assertion the client signed with its registered key. */
function registerJwtBearer(provider: Provider, publicKey: JWK, issuer: string): void {
  const grant = async (context: TokenContext) => {
    const { client, params } = context.oidc;
    const key = await importJWK(publicKey, 'PS256');
    const expected = { issuer: client.clientId, audience: [issuer, `${issuer}/token`], clockTolerance: 5 };
    const { payload } = await jwtVerify(params['assertion'] ?? '', key, expected);
    const token = new provider.ClientCredentials({ client, scope: 'api:read', extra: { sub: payload.sub } });
    const access_token = await token.save();
    context.body = { access_token, token_type: 'Bearer', expires_in: 60, scope: 'api:read' };
  };
  const refusing = async (context: TokenContext) => {
    await grant(context).catch((error: unknown) => {
      context.status = 400;
      context.body = { error: 'invalid_grant', error_description: String(error) };
    });
  };
  provider.registerGrantType(JWT_BEARER, refusing, ['assertion', 'scope']);
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}
