import { IdentityError } from '../errors.ts';
import { list } from '../json.ts';
import { isNamedById, otherAuthority } from './authority.ts';
import { authenticationWith, methodsOf, type AssertionSource, type Credential } from './credentialStore.ts';
import { makeDpopKey } from './dpopKey.ts';
import type { FlowDefinition, FlowRequest } from './flow.ts';
import type { Client, ClientAuthenticationMethod, ServerMetadata, TokenSet } from './model.ts';
import { isOn } from './requestParameters.ts';
import type { FlowPorts, FlowRun } from './runFlow.ts';

/** A client ready to authenticate, and the credential it does so with. */
export interface ResolvedClient {
  readonly client: Client;
  readonly credentialRef?: string;
}

/**
 * Decides how the client of a request authenticates: with the credential that is named, the one its tokens
 * were obtained with, or its only stored one; without any, as a public client. Throws
 * `client.credentialMissing` when the method that was asked needs one that is not there.
 */
export async function resolveClient(
  ports: FlowPorts,
  definition: FlowDefinition,
  run: Pick<FlowRun, 'request' | 'tenant'>,
  input: TokenSet | undefined,
  metadata: ServerMetadata,
): Promise<ResolvedClient> {
  const { request } = run;
  const { clientId } = request;
  const sender = await senderParts(request, input);
  const asked = request.clientAuthentication;
  const credential = asked === 'none' ? undefined : await findCredential(ports, definition, run, input);
  if (credential === undefined && isFederatedOnly(definition)) {
    // The token of a platform is for Microsoft, and nothing is stored that would say whom else it is for.
    if (!isNamedById(run.tenant)) throw otherAuthority(run.tenant, "Microsoft's clouds");
    const assertion = () => ports.assertion(projectedToken(request));
    return { client: { clientId, authentication: { method: 'federated', assertion }, ...sender } };
  }
  if (credential === undefined) {
    if (asked !== undefined && asked !== 'none') throw missing(clientId, asked);
    const only = definition.clientAuthentication;
    if (asked === undefined && only.length > 0 && !only.includes('none'))
      throw missing(clientId, only[0] ?? 'client_secret_post');
    return { client: { clientId, authentication: { method: 'none' }, ...sender } };
  }
  const method = asked ?? preferredMethod(credential, definition, metadata);
  if (method === undefined) return { client: { clientId, authentication: { method: 'none' }, ...sender } };
  const thumbprint = request.parameters?.['thumbprint'] === 'x5t' ? 'x5t' : 'x5t#S256';
  const authentication = authenticationWith(credential, method, thumbprint, ports.assertion);
  return { client: { clientId, authentication, ...sender }, credentialRef: credential.id };
}

/** A flow whose token a platform projects; nothing is stored for it. */
function isFederatedOnly({ clientAuthentication }: FlowDefinition): boolean {
  return clientAuthentication.length === 1 && clientAuthentication[0] === 'federated';
}

function projectedToken(request: FlowRequest): AssertionSource {
  const path = request.parameters?.['federated_token_file'];
  return path === undefined || path === ''
    ? { kind: 'environmentFile', variable: 'AZURE_FEDERATED_TOKEN_FILE' }
    : { kind: 'file', path };
}

/** The first method the credential, the flow and the server have in common. */
function preferredMethod(
  { value }: Credential,
  definition: FlowDefinition,
  metadata: ServerMetadata,
): ClientAuthenticationMethod | undefined {
  const usable = methodsOf[value.kind].filter((method) => definition.clientAuthentication.includes(method));
  // Servers list what they prefer first; without a list it is client_secret_basic (RFC 8414 §2).
  const supported = list(metadata, 'token_endpoint_auth_methods_supported');
  const common = supported.flatMap((name) => usable.filter((method) => method === name));
  return common[0] ?? usable[0];
}

async function findCredential(
  { credentials }: FlowPorts,
  definition: FlowDefinition,
  { request, tenant }: Pick<FlowRun, 'request' | 'tenant'>,
  input: TokenSet | undefined,
): Promise<Credential | undefined> {
  const obtainedWith = input?.clientId === request.clientId ? input.credentialRef : undefined;
  const named = request.credential ?? obtainedWith;
  if (named !== undefined) return credentials.get(named, tenant);
  // A public client that sends a secret is refused (AADSTS700025), so a redirect decides before the store does.
  if (request.platform === 'publicClient' || request.platform === 'spa') return undefined;
  if (request.clientAuthentication === undefined && input !== undefined && definition.id === 'refreshToken')
    return undefined;
  const rows = await credentials.list({ tenant, clientId: request.clientId });
  const usable = rows.find(({ kind }) => {
    const methods = methodsOf[kind];
    return request.clientAuthentication === undefined
      ? methods.some((method) => definition.clientAuthentication.includes(method))
      : methods.includes(request.clientAuthentication);
  });
  return usable === undefined ? undefined : credentials.get(usable.id, tenant);
}

/** What ties the client to browser and key: Origin of a SPA redirect, DPoP key. */
async function senderParts(
  request: FlowRequest,
  input: TokenSet | undefined,
): Promise<Pick<Client, 'origin' | 'dpopKey'>> {
  const uri = request.parameters?.['redirect_uri'] ?? 'http://localhost';
  const origin = request.platform === 'spa' && URL.canParse(uri) ? new URL(uri).origin : input?.origin;
  const dpopKey = input?.dpopKey ?? (isOn(request, 'dpop') ? await makeDpopKey() : undefined);
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(dpopKey === undefined ? {} : { dpopKey }),
  };
}

const KINDS: Readonly<Record<ClientAuthenticationMethod, string>> = {
  none: 'credential',
  client_secret_basic: 'client secret',
  client_secret_post: 'client secret',
  client_secret_jwt: 'client secret',
  private_key_jwt: 'certificate',
  federated: 'federated credential',
  tls_client_auth: 'certificate',
};

function missing(
  clientId: string,
  method: ClientAuthenticationMethod,
): IdentityError<'client.credentialMissing'> {
  return new IdentityError('client.credentialMissing', { clientId, method, kind: KINDS[method] });
}
