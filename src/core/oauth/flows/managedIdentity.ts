import { IdentityError } from '../../errors.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import { optionalParameter } from '../requestParameters.ts';
import { rawAnswer, readAnswer, readTokens } from '../serverAnswer.ts';
import type { TokenResponse } from '../model.ts';
import { text, type JsonObject } from '../../json.ts';
import * as steps from './steps.ts';

const IMDS = 'http://169.254.169.254';
const APP_SERVICE_VERSION = '2019-08-01';
const IMDS_VERSION = '2018-02-01';

/** Managed identity: App Service and Instance Metadata Service shapes. */
export const managedIdentity: FlowDefinition = {
  id: 'managedIdentity',
  title: 'Managed Identity',
  kind: 'flow',
  references: [
    {
      title: 'Managed identities: how to get a token',
      url: 'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token',
    },
    {
      title: 'App Service: REST endpoint',
      url: 'https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference',
    },
  ],
  summary: 'An Azure host gives the program on it a token; nobody keeps a credential.',
  audience: 'Programs on virtual machines, App Service, Functions, Container Apps.',
  status: { level: 'recommended', why: 'Azure makes, keeps and rotates the credential.' },
  parameters: [
    scope,
    {
      name: 'client_id',
      reference: 'Managed identities',
      explanation: 'Client id of a user-assigned identity.',
    },
    {
      name: 'object_id',
      reference: 'Managed identities',
      explanation: 'Object id of a user-assigned identity.',
    },
    {
      name: 'mi_res_id',
      reference: 'Managed identities',
      explanation: 'Resource id of a user-assigned identity.',
    },
  ],
  clientAuthentication: [],
  needs: ['azureHost'],
  steps: [
    {
      id: 'tokenRequest',
      from: 'client',
      to: 'identityProvider',
      label: 'Token request to the endpoint of the host',
      channel: 'back',
    },
    {
      id: 'tokenResponse',
      from: 'identityProvider',
      to: 'client',
      label: 'Token response: access_token',
      channel: 'back',
      answer: true,
    },
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'Takes a resource, not scopes; the endpoint is on the host, not at the authority.',
  },
  warnings: ['Every process on the host can obtain the token.'],
  requires: [],
  offeredBy: ['entra', 'sandbox'],
  run,
};

/** The request of a host: App Service when it sets IDENTITY_ENDPOINT, else the Instance Metadata Service. */
function hostRequest(
  { environment }: FlowContext,
  query: URLSearchParams,
): { url: string; headers: Record<string, string> } {
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = environment;
  if (endpoint !== undefined && header !== undefined) {
    query.set('api-version', APP_SERVICE_VERSION);
    return { url: `${endpoint}?${query.toString()}`, headers: { 'x-identity-header': header } };
  }
  query.set('api-version', IMDS_VERSION);
  const host = environment['AZURE_POD_IDENTITY_AUTHORITY_HOST'] ?? IMDS;
  return {
    url: `${host.replace(/\/$/, '')}/metadata/identity/oauth2/token?${query.toString()}`,
    headers: { metadata: 'true' },
  };
}

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const resource = (request.scopes[0] ?? '').replace(/\/\.default$/, '');
  const query = new URLSearchParams({ resource });
  for (const name of ['client_id', 'object_id', 'mi_res_id']) {
    const value = optionalParameter(request, managedIdentity, name);
    if (value !== undefined) query.set(name, value);
  }
  const { url, headers } = hostRequest(context, query);
  const response = await send(context, url, headers);
  const body = readAnswer(await rawAnswer(url, response));
  const tokens = readHostToken(body, context.clock.now() / 1000);
  if (tokens.access_token === undefined)
    throw new IdentityError('server.incomplete', { url: new URL(url).origin, members: 'access_token' });
  return { tokens };
}

async function send(context: FlowContext, url: string, headers: Record<string, string>): Promise<Response> {
  try {
    return await context.fetch(url, { headers, signal: context.signal });
  } catch (cause) {
    const isAbsent =
      IdentityError.is(cause, 'transport.refused') ||
      IdentityError.is(cause, 'transport.timedOut') ||
      IdentityError.is(cause, 'transport.dns');
    if (!isAbsent) throw cause;
    const reason = `Nothing answers at ${new URL(url).host}.`;
    throw new IdentityError('flow.noManagedIdentity', { reason }, { cause });
  }
}

/** Hosts write numbers as strings, and App Service says when the token ends rather than how long it lasts. */
function readHostToken(body: JsonObject, now: number): TokenResponse {
  const endsAt = Number(body['expires_on']);
  const tokens = readTokens(body);
  const seconds =
    tokens.expires_in ?? (Number.isFinite(endsAt) ? Math.max(0, Math.round(endsAt - now)) : undefined);
  return {
    token_type: text(body, 'token_type') ?? 'Bearer',
    ...tokens,
    ...(seconds === undefined ? {} : { expires_in: seconds }),
  };
}
