import { encodeBase64url } from '../jwt/base64url.ts';
import { IdentityError } from '../errors.ts';
import { text, type JsonObject } from '../json.ts';
import type { Clock, Fetch, Random } from '../ports.ts';
import { authorityOf } from './authority.ts';
import { refusalOf } from './availability.ts';
import { resolveClient } from './resolveClient.ts';
import type { AssertionSource, CredentialStore } from './credentialStore.ts';
import { readMetadata } from './discovery.ts';
import type {
  Engine,
  Environment,
  FlowContext,
  FlowDefinition,
  FlowInteraction,
  FlowOutcome,
  FlowRequest,
  FlowSummary,
  Grant,
  Sleep,
} from './flow.ts';
import { findFlow } from './flows.ts';
import { jwtDecode } from 'jwt-decode';
import type { Client, ClientCertificate, ServerMetadata, Tenant, TokenResponse, TokenSet } from './model.ts';
import type { RedirectStrategy } from './redirect.ts';
import { Trace } from './trace.ts';
import { traceLabels } from './traceLabels.ts';
import type { TokenStore } from './tokenStore.ts';

/** What running flows takes from outside, once. */
export interface FlowPorts {
  readonly fetch: Fetch;
  /** The same, showing a client certificate (RFC 8705). */
  readonly fetchWith?: (certificate: () => Promise<ClientCertificate>) => Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly tokens: TokenStore;
  readonly credentials: CredentialStore;
  /** The first that does not refuse is used. */
  readonly engines: readonly Engine[];
  /** Reads a federated token from a file or an environment variable. Throws `client.assertionMissing`. */
  readonly assertion: (source: AssertionSource) => Promise<string>;
  /** Environment variables of the host. */
  readonly environment?: Environment;
}

/** What one run takes besides. */
export interface FlowRun {
  readonly request: FlowRequest;
  readonly tenant: Tenant;
  readonly redirect: RedirectStrategy;
  readonly interaction: FlowInteraction;
  readonly signal: AbortSignal;
  /** Name of the application, for rows. */
  readonly clientName?: string;
  /** Record to write to; a new one when absent. */
  readonly trace?: Trace;
}

/**
 * Runs a flow from request to stored tokens: discovery, the flow over a traced fetch, verification, token store.
 * Nothing is stored unless everything went well. Throws IdentityErrors, and AbortError when cancelled.
 */
export async function runFlow(ports: FlowPorts, run: FlowRun): Promise<FlowSummary> {
  const { request, tenant, signal } = run;
  const definition = findFlow(request.flow);
  const input =
    request.tokenId === undefined ? undefined : await ports.tokens.getFor(request.tokenId, tenant);
  const trace = run.trace ?? new Trace(ports.clock);
  signal.throwIfAborted();
  const discovering = trace.traced(ports.fetch, () => ({
    step: 'discovery',
    to: 'authorizationServer',
    label: 'Discovery',
  }));
  const metadata = await readMetadata(discovering, tenant, { signal });
  const reason = refusalOf(definition, tenant, metadata);
  if (reason !== undefined)
    throw new IdentityError('flow.notOffered', { tenant: tenant.name, flow: definition.title, reason });
  const { client, credentialRef } = await resolveClient(ports, definition, run, input, metadata);
  const fetch = trace.traced(fetchOf(ports, client), traceLabels(metadata));
  const context: FlowContext = {
    tenant,
    metadata,
    client,
    fetch,
    grant: grantWith(ports.engines, { tenant, metadata, client }, request, { fetch, signal }),
    redirect: run.redirect,
    interaction: run.interaction,
    token: (parameter) => inputToken(definition, input, parameter),
    environment: ports.environment ?? {},
    trace,
    clock: ports.clock,
    random: ports.random,
    sleep: ports.sleep,
    signal,
  };
  const outcome = await definition.run(context, request);
  signal.throwIfAborted();
  // RFC 9449 §5: who asks for bound tokens discards others.
  if (client.dpopKey !== undefined && outcome.tokens?.token_type.toLowerCase() === 'bearer')
    throw new IdentityError('flow.notOffered', {
      tenant: tenant.name,
      flow: definition.title,
      reason: 'It answered a request with DPoP with a bearer token, which was thrown away.',
    });
  if (outcome.tokens === undefined) return summary(outcome, request, undefined, undefined);
  const claims = claimsOf(outcome.tokens.access_token);
  const from = { ...run, client, claims, ...(credentialRef === undefined ? {} : { credentialRef }) };
  const stored = await store(ports, definition, from, outcome.tokens, input);
  return summary(outcome, request, stored, claims);
}

/** Client certificates belong to the connection, so such a client needs connections of its own. */
function fetchOf(ports: FlowPorts, { clientId, authentication }: Client): Fetch {
  if (authentication.method !== 'tls_client_auth') return ports.fetch;
  if (ports.fetchWith !== undefined) return ports.fetchWith(authentication.certificate);
  throw new IdentityError('client.credentialMissing', {
    clientId,
    method: authentication.method,
    kind: 'connection that shows its certificate',
  });
}

/** Uses the engine that was asked for, or the first that does not refuse. Throws `flow.engineRefused`. */
function grantWith(
  engines: readonly Engine[],
  use: { readonly tenant: Tenant; readonly metadata: ServerMetadata; readonly client: Client },
  request: FlowRequest,
  transport: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Grant {
  return async (grantType, parameters) => {
    const wanted = { ...use, grantType, parameters };
    const among = engines.filter(({ id }) => request.engine === undefined || id === request.engine);
    const engine = among.find((each) => each.refusal(wanted) === undefined);
    if (engine !== undefined) return engine.grant(wanted, transport);
    throw new IdentityError('flow.engineRefused', {
      engine: request.engine ?? 'No engine',
      reason: among[0]?.refusal(wanted) ?? 'It is not available here.',
    });
  };
}

function inputToken(
  definition: FlowDefinition,
  input: TokenSet | undefined,
  parameter: 'refresh_token' | 'access_token' | 'id_token' | 'assertion',
): Promise<string> {
  const tokens = {
    refresh_token: input?.refreshToken,
    access_token: input?.accessToken,
    id_token: input?.idToken,
    assertion: input?.accessToken ?? input?.idToken,
  };
  const value = tokens[parameter];
  if (value !== undefined) return Promise.resolve(value);
  const kind = parameter === 'assertion' ? 'an access_token' : `a ${parameter}`;
  return Promise.reject(new IdentityError('flow.tokenMissing', { flow: definition.title, kind }));
}

async function store(
  { tokens, clock, random }: FlowPorts,
  definition: FlowDefinition,
  {
    request,
    tenant,
    client,
    clientName,
    credentialRef,
    claims,
  }: FlowRun & { client: Client; claims: JsonObject | undefined; credentialRef?: string },
  response: TokenResponse,
  input: TokenSet | undefined,
): Promise<TokenSet> {
  const refreshed = definition.id === 'refreshToken' ? input : undefined;
  const now = clock.now();
  const name = clientName ?? input?.clientName;
  const subject = subjectOf(response, claims) ?? refreshed?.subject;
  const idToken = response.id_token ?? refreshed?.idToken;
  const expiresAt = expiryOf(response, now);
  const set: TokenSet = {
    id: refreshed?.id ?? encodeBase64url(random(12)),
    tenantId: tenant.id,
    authority: authorityOf(tenant),
    clientId: client.clientId,
    flow: refreshed?.flow ?? definition.id,
    scope: response.scope ?? (request.scopes.join(' ') || (refreshed?.scope ?? '')),
    obtainedAt: now,
    tokenType: response.token_type,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(response.access_token === undefined ? {} : { accessToken: response.access_token }),
    ...(idToken === undefined ? {} : { idToken }),
    ...(response.refresh_token === undefined ? {} : { refreshToken: response.refresh_token }),
    ...(subject === undefined ? {} : { subject }),
    ...(name === undefined ? {} : { clientName: name }),
    ...(credentialRef === undefined ? {} : { credentialRef }),
    ...(client.origin === undefined ? {} : { origin: client.origin }),
    ...(client.dpopKey === undefined ? {} : { dpopKey: client.dpopKey }),
  };
  if (refreshed === undefined) await tokens.add(set);
  else if (!(await tokens.replace(set))) throw new IdentityError('tokens.unknown', { tokenId: set.id });
  return set;
}

/** Claims of a token this extension obtained itself; undefined when it is opaque. Not verified. */
function claimsOf(token: string | undefined): JsonObject | undefined {
  if (token === undefined) return undefined;
  try {
    return jwtDecode<JsonObject>(token);
  } catch {
    return undefined;
  }
}

function subjectOf(response: TokenResponse, accessToken: JsonObject | undefined): string | undefined {
  const claims = claimsOf(response.id_token) ?? accessToken ?? {};
  const names = ['preferred_username', 'upn', 'unique_name', 'email', 'name', 'app_displayname', 'sub'];
  return names.map((name) => text(claims, name)).find((value) => value !== undefined);
}

/** When the access token expires, in milliseconds: by the server's word, or the token's own where it says nothing. */
function expiryOf({ expires_in, access_token }: TokenResponse, now: number): number | undefined {
  if (expires_in !== undefined) return now + expires_in * 1000;
  const exp = claimsOf(access_token)?.['exp'];
  return typeof exp === 'number' ? exp * 1000 : undefined;
}

function summary(
  outcome: FlowOutcome,
  request: FlowRequest,
  stored: TokenSet | undefined,
  accessTokenClaims: JsonObject | undefined,
): FlowSummary {
  const { accessToken, idToken, refreshToken } = stored ?? {};
  return {
    scope: stored?.scope ?? '',
    ...(stored === undefined ? {} : { tokenId: stored.id }),
    ...(stored?.expiresAt === undefined ? {} : { expiresAt: stored.expiresAt }),
    ...(accessTokenClaims === undefined ? {} : { accessTokenClaims }),
    ...(outcome.idTokenClaims === undefined ? {} : { idTokenClaims: outcome.idTokenClaims }),
    ...(outcome.idTokenChecks === undefined ? {} : { idTokenChecks: outcome.idTokenChecks }),
    ...(outcome.result === undefined ? {} : { result: outcome.result }),
    ...(request.reveal !== true
      ? {}
      : {
          ...(accessToken === undefined ? {} : { accessToken }),
          ...(idToken === undefined ? {} : { idToken }),
          ...(refreshToken === undefined ? {} : { refreshToken }),
        }),
  };
}
