import type * as OpenidClient from 'openid-client';
import type { ClientAuth, Configuration, DPoPHandle, ServerMetadata as LibraryMetadata } from 'openid-client';
import { IdentityError } from '../errors.ts';
import { child, text } from '../json.ts';
import type { Fetch } from '../ports.ts';
import { clientAuth } from './clientAuth.ts';
import type { Engine } from './flow.ts';
import type { Client, ServerMetadata } from './model.ts';
import { rawAnswer, readAnswer, readTokenResponse, type RawAnswer } from './serverAnswer.ts';

/** What openid-client needs to talk to one server as one client. */
export interface OpenidUse {
  readonly metadata: ServerMetadata;
  readonly client: Client;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/** openid-client made ready, and what the server last answered it. */
export interface Openid {
  readonly library: typeof OpenidClient;
  readonly configuration: Configuration;
  readonly dpop: { readonly DPoP?: DPoPHandle };
  readonly lastAnswer: () => RawAnswer | undefined;
}

/**
 * openid-client as engine: every grant, every client authentication, DPoP. It builds and authenticates the
 * request; the answer is read by `serverAnswer.ts` and an id_token verified by `verifyIdToken.ts`, the same
 * for every engine.
 */
export const openidEngine: Engine = {
  id: 'openid-client',
  refusal: () => undefined,
  async grant({ metadata, client, grantType, parameters }, { fetch, signal }) {
    const openid = await configureOpenid({ metadata, client, fetch, signal });
    const { library, configuration, dpop } = openid;
    return readTokenResponse(
      await answered(openid, () => library.genericGrantRequest(configuration, grantType, parameters, dpop)),
    );
  },
};

/** Makes openid-client ready. Throws `client.*` errors when the credential is missing or broken. */
export async function configureOpenid(use: OpenidUse): Promise<Openid> {
  const library = await import('openid-client');
  const { metadata, client } = use;
  let last: RawAnswer | undefined;
  const authentication: ClientAuth = await clientAuth(client, library);
  const configuration = new library.Configuration(
    serverMetadata(metadata, client),
    client.clientId,
    {},
    authentication,
  );
  if (metadata.issuer.startsWith('http:') || metadata.token_endpoint?.startsWith('http:') === true)
    library.allowInsecureRequests(configuration);
  configuration.timeout = 0;
  configuration[library.customFetch] = async (url, { body, headers, method, signal }) => {
    last = undefined;
    const response = await use.fetch(url, {
      method,
      headers: { ...headers, ...(client.origin === undefined ? {} : { origin: client.origin }) },
      ...(body === undefined || body === null
        ? {}
        : { body: body instanceof Uint8Array ? new Uint8Array(body) : body }),
      redirect: 'manual',
      signal: signal === undefined ? use.signal : AbortSignal.any([signal, use.signal]),
    });
    last = await rawAnswer(url, response);
    return withoutIdToken(response, last);
  };
  return {
    library,
    configuration,
    dpop: await dpopOption(library, configuration, client),
    lastAnswer: () => last,
  };
}

/**
 * Runs one request of the library and returns what the server said to it, whether the library liked it or
 * not. Errors that happened before an answer (network, credential, cancel) come through as they are.
 */
export async function answered(openid: Openid, request: () => Promise<unknown>): Promise<RawAnswer> {
  try {
    await request();
  } catch (error) {
    const answer = openid.lastAnswer();
    // The library refuses good answers only for members it misses; our reader says which.
    if (answer === undefined) throw rootCause(error);
    readAnswer(answer);
    return answer;
  }
  const answer = openid.lastAnswer();
  if (answer === undefined) throw new Error('openid-client sent no request');
  return answer;
}

/** Transport errors and cancellations arrive wrapped in the library's ClientError. */
export function rootCause(error: unknown): unknown {
  if (!(error instanceof Error) || IdentityError.is(error) || error.name === 'AbortError') return error;
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}

/**
 * The library would hold an id_token's issuer against the metadata as it stands, and knows Entra's
 * `{tenantid}` template at one host only; verification is ours, with its template and at_hash.
 */
function withoutIdToken(response: Response, answer: RawAnswer): Response {
  const isJson = answer.contentType.includes('json');
  const body = !isJson
    ? answer.body
    : answer.body.replace(/"id_token"\s*:\s*"[^"]*"/, '"id_token_withheld":""');
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(response.status === 204 ? null : body, { status: response.status, headers });
}

const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'device_authorization_endpoint',
  'end_session_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'pushed_authorization_request_endpoint',
] as const;

/** The members the library uses; with client certificates, the endpoints that take them (RFC 8705 §5). */
function serverMetadata(metadata: ServerMetadata, { authentication }: Client): LibraryMetadata {
  const aliases = authentication.method === 'tls_client_auth' ? child(metadata, 'mtls_endpoint_aliases') : {};
  const endpoints: Partial<Record<(typeof ENDPOINTS)[number], string>> = {};
  for (const name of ENDPOINTS) {
    const address = text(aliases, name) ?? text(metadata, name);
    if (address !== undefined) endpoints[name] = address;
  }
  return { issuer: metadata.issuer, ...endpoints };
}

async function dpopOption(
  library: typeof OpenidClient,
  configuration: Configuration,
  { dpopKey }: Client,
): Promise<{ DPoP?: DPoPHandle }> {
  if (dpopKey === undefined) return {};
  const { importDpopKey } = await import('./dpopKey.ts');
  return { DPoP: library.getDPoPHandle(configuration, await importDpopKey(dpopKey)) };
}
