import type {
  ConfidentialClientApplication,
  INetworkModule,
  NetworkResponse,
  NodeAuthOptions,
} from '@azure/msal-node';
import { certificateThumbprint } from '../../core/oauth/clientAuth.ts';
import type { Engine, EngineUse } from '../../core/oauth/flow.ts';
import type { ClientAuthentication } from '../../core/oauth/model.ts';
import { rawAnswer, readAnswer, readTokenResponse, type RawAnswer } from '../../core/oauth/serverAnswer.ts';
import type { Fetch } from '../../core/ports.ts';
import { isObject, parseJson } from '../../core/json.ts';

const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** What MSAL carries on the wire for each grant; other parameters it would drop in silence. */
const CARRIED: Readonly<Record<string, readonly string[]>> = {
  client_credentials: ['scope', 'claims'],
  [ON_BEHALF_OF]: ['scope', 'claims', 'assertion', 'requested_token_use'],
};
const METHODS: readonly ClientAuthentication['method'][] = [
  'client_secret_post',
  'private_key_jwt',
  'federated',
];
const KINDS = ['entra', 'externalId', 'sandbox'];

/**
 * MSAL Node as engine, for what Entra documents MSAL for: confidential clients with secret, certificate or
 * federated credential, for themselves or on behalf of a user. The trace then shows what an application
 * built on MSAL sends. It refuses all it would change silently (docs/FLOWS.md).
 */
export const msalEngine: Engine = {
  id: 'msal',
  refusal,
  async grant(use, { fetch, signal }) {
    const wire: Wire = { answer: undefined };
    const application = await confidentialClient(use, networkModule(fetch, signal, wire));
    try {
      await acquire(application, use);
    } catch (error) {
      signal.throwIfAborted();
      if (wire.failure !== undefined) throw wire.failure;
      if (wire.answer === undefined) throw error;
      readAnswer(wire.answer);
      throw error;
    }
    if (wire.answer === undefined) throw new Error('MSAL answered from its cache');
    // MSAL keeps refresh tokens to itself; what came over the wire is whole.
    return readTokenResponse(wire.answer);
  },
};

interface Wire {
  answer: RawAnswer | undefined;
  failure?: Error;
}

function refusal({ tenant, metadata, client, grantType, parameters }: EngineUse): string | undefined {
  const carried = CARRIED[grantType];
  const { authentication } = client;
  if (!KINDS.includes(tenant.kind)) return 'MSAL speaks to Microsoft Entra only.';
  if (metadata.token_endpoint?.startsWith('https:') !== true) return 'MSAL takes https: authorities only.';
  if (carried === undefined) return 'MSAL has no such grant, or hides its steps.';
  const dropped = Object.keys(parameters).filter((name) => !carried.includes(name));
  if (dropped.length > 0) return `MSAL would drop ${dropped.join(', ')}.`;
  if (client.dpopKey !== undefined) return 'MSAL ignores DPoP and returns a plain bearer token.';
  if (!METHODS.includes(authentication.method)) return `MSAL has no ${authentication.method}.`;
  if (authentication.method === 'private_key_jwt' && authentication.thumbprint === 'x5t')
    return 'MSAL signs with x5t#S256; the older x5t is deprecated there.';
  return undefined;
}

function acquire(
  application: ConfidentialClientApplication,
  { grantType, parameters }: EngineUse,
): Promise<unknown> {
  const { scope = '', claims, assertion = '' } = parameters;
  const request = { scopes: scope.split(' ').filter(Boolean), ...(claims === undefined ? {} : { claims }) };
  return grantType === 'client_credentials'
    ? application.acquireTokenByClientCredential({ ...request, skipCache: true })
    : application.acquireTokenOnBehalfOf({ ...request, oboAssertion: assertion, skipCache: true });
}

async function confidentialClient(
  { metadata, client, tenant }: EngineUse,
  networkClient: INetworkModule,
): Promise<ConfidentialClientApplication> {
  const { ConfidentialClientApplication: Application } = await import('@azure/msal-node');
  const authority = tenant.authority.replace(/\/v2\.0$/, '');
  return new Application({
    auth: {
      clientId: client.clientId,
      authority,
      // Our own discovery was done and checked; MSAL need not ask Microsoft's public cloud about a host.
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify(metadata),
      ...(await credential(client.authentication)),
    },
    system: { networkClient, disableInternalRetries: true },
  });
}

async function credential(authentication: ClientAuthentication): Promise<Partial<NodeAuthOptions>> {
  switch (authentication.method) {
    case 'client_secret_post':
      return { clientSecret: await authentication.secret() };
    case 'federated':
      return { clientAssertion: await authentication.assertion() };
    case 'private_key_jwt': {
      const { privateKey, certificate = '' } = await authentication.certificate();
      const thumbprint = await certificateThumbprint(certificate, 'x5t#S256');
      return {
        clientCertificate: {
          privateKey,
          thumbprintSha256: Buffer.from(thumbprint, 'base64url').toString('hex'),
        },
      };
    }
    default:
      return {};
  }
}

/** MSAL's HTTP over our traced fetch; keeps the last answer, which MSAL shows only in part. */
function networkModule(fetch: Fetch, signal: AbortSignal, wire: Wire): INetworkModule {
  async function send(url: string, init: RequestInit): Promise<NetworkResponse<never>> {
    try {
      const response = await fetch(url, { ...init, signal, redirect: 'manual' });
      wire.answer = await rawAnswer(url, response);
      const body = parseJson(wire.answer.body);
      if (!isBody(body)) throw new Error('The answer is no JSON object.');
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch (error) {
      if (wire.answer === undefined && error instanceof Error) wire.failure = error;
      throw error;
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  };
}

/** MSAL alone knows the shape it expects and checks it: to us the body is of no type, so it fits any. */
function isBody(json: unknown): json is never {
  return isObject(json);
}
