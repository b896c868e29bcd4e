import { AadstsError } from '../oauth/aadsts.ts';
import { appAccessClaims, TOKEN_LIFETIME, tokenVersion } from '../oauth/claims.ts';
import { onlyResource, resolveScopes } from '../oauth/scopes.ts';
import { seconds, type Sts } from '../oauth/sts.ts';
import type { ManagedIdentity } from './workloadSeed.ts';

/** How a host gives out tokens: which header proves the caller, how an identity is named, what answers look like. */
interface HostShape {
  /** What is wrong with the request, if anything. */
  refusal(sts: Sts, request: Request): { readonly status: number; readonly text: string } | undefined;
  /** Parameters that name a user-assigned identity by client id, object id and resource id. */
  readonly names: Readonly<Record<string, keyof ManagedIdentity>>;
  readonly success: (now: number) => Readonly<Record<string, unknown>>;
  failure(status: number, error: string, text: string): unknown;
}

const NAMES = { client_id: 'clientId', object_id: 'objectId', msi_res_id: 'resourceId' } as const;

/** Azure Instance Metadata Service (Microsoft: how to use managed identities to acquire a token). */
export const instanceMetadata: HostShape = {
  refusal(_, request) {
    if (request.headers.get('metadata')?.toLowerCase() !== 'true')
      return { status: 400, text: 'Required metadata header not specified' };
    if (request.headers.has('x-forwarded-for'))
      return { status: 400, text: 'A forwarded request is not answered: the header X-Forwarded-For is set' };
    return undefined;
  },
  names: NAMES,
  success: (now) => ({
    expires_in: String(TOKEN_LIFETIME),
    ext_expires_in: String(TOKEN_LIFETIME),
    not_before: String(now),
  }),
  failure: (_, error, text) => ({ error, error_description: text }),
};

/** App Service and Azure Functions (Microsoft: App Service managed identity, REST endpoint reference). */
export const appService: HostShape = {
  refusal: ({ workload }, request) =>
    request.headers.get('x-identity-header') === workload.secrets.identityHeader
      ? undefined
      : { status: 401, text: 'X-IDENTITY-HEADER is missing or is not the value of IDENTITY_HEADER' },
  names: { ...NAMES, principal_id: 'objectId', mi_res_id: 'resourceId' },
  success: () => ({}),
  failure: (status, _, text) => ({ statusCode: status, message: text }),
};

/** Answers a token request of a program on the sandbox's host. */
export async function hostToken(sts: Sts, shape: HostShape, request: Request): Promise<Response> {
  const refuse = (status: number, error: string, text: string): Response =>
    Response.json(shape.failure(status, error, text), { status });
  const refusal = shape.refusal(sts, request);
  if (refusal) return refuse(refusal.status, 'invalid_request', refusal.text);
  const query = new URL(request.url).searchParams;
  for (const name of ['api-version', 'resource'])
    if (!query.get(name)) return refuse(400, 'invalid_request', `The query parameter '${name}' is missing`);
  const identity = identityNamed(sts, shape, query);
  if (!identity) return refuse(400, 'invalid_request', 'Identity not found');
  try {
    const body = await tokenFor(sts, identity, query.get('resource') ?? '');
    return Response.json(
      { ...body, ...shape.success(seconds(sts)) },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error;
    return refuse(400, 'invalid_resource', `AADSTS${error.code}: ${error.message}`);
  }
}

/** The user-assigned identity the query names; the host's own when it names none. */
function identityNamed(
  { workload }: Sts,
  { names }: HostShape,
  query: URLSearchParams,
): ManagedIdentity | undefined {
  const named = Object.entries(names).find(([parameter]) => query.has(parameter));
  if (!named) return workload.identities[0];
  const [parameter, member] = named;
  const wanted = query.get(parameter)?.toLowerCase();
  return workload.identities.find((each) => each[member].toLowerCase() === wanted);
}

async function tokenFor(sts: Sts, identity: ManagedIdentity, resource: string) {
  const { tenant } = sts.workload;
  const principal = tenant.servicePrincipal(identity.clientId);
  if (!principal) throw new TypeError(`${identity.name} has no service principal`);
  const asked = onlyResource(resolveScopes(`${resource}/.default`, tenant));
  const context = { sts, client: { tenant, principal }, authentication: 'certificate' } as const;
  const claims = { ...appAccessClaims(context, asked), xms_mirid: identity.resourceId };
  return {
    access_token: await sts.signer.sign(claims, tokenVersion(sts, asked.principal)),
    client_id: identity.clientId,
    expires_on: String(seconds(sts) + TOKEN_LIFETIME),
    resource,
    token_type: 'Bearer',
  };
}
