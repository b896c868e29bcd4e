import type { Application } from '../core/entra/application.ts';
import { redirectChoices } from '../core/entra/redirectChoice.ts';
import { availableFlows } from '../core/oauth/availability.ts';
import { readMetadata } from '../core/oauth/discovery.ts';
import type { FlowDefinition, FlowRequest } from '../core/oauth/flow.ts';
import { findFlow } from '../core/oauth/flows.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { Choice } from '../core/prompt.ts';
import { ensureCredential } from './askCredential.ts';
import { askScopes } from './askScopes.ts';
import { pickApplication, type PickedApplication } from './pickApplication.ts';
import { pickTenant } from './pickTenant.ts';
import { pickToken } from './pickToken.ts';
import type { Services } from './services.ts';

export type AskDeps = Pick<
  Services,
  | 'prompt'
  | 'translate'
  | 'workbench'
  | 'memory'
  | 'fetch'
  | 'tenants'
  | 'graph'
  | 'tokens'
  | 'credentials'
  | 'sandboxCredential'
>;

/** A request with nothing missing, and whom it is about. */
export interface AskedFlow {
  readonly request: FlowRequest;
  readonly tenant: Tenant;
  readonly flow: FlowDefinition;
  readonly clientName?: string;
  /** The app registration, where Graph could be read. */
  readonly registration?: Application;
}

/** Asks for whatever a request leaves out; undefined when the person dismisses a question. */
export async function askFlow(deps: AskDeps, given: Partial<FlowRequest>): Promise<AskedFlow | undefined> {
  const input = given.tokenId === undefined ? undefined : await deps.tokens.get(given.tokenId);
  const tenant = await pickTenant(deps, given.tenant ?? input?.tenantId);
  if (tenant === undefined) return undefined;
  const flow = given.flow === undefined ? await pickFlow(deps, tenant) : findFlow(given.flow);
  if (flow === undefined) return undefined;
  const tokenId = flow.needs.includes('token')
    ? (given.tokenId ?? (await pickToken(deps, tenant.id))?.tokenId)
    : undefined;
  if (flow.needs.includes('token') && tokenId === undefined) return undefined;
  const source = tokenId === undefined ? undefined : await deps.tokens.get(tokenId);
  const application = await pickApplication(
    deps,
    tenant,
    given.clientId ?? (flow.id === 'refreshToken' ? source?.clientId : undefined),
  );
  if (application === undefined) return undefined;
  if (given.credential === undefined && !(await ensureCredential(deps, flow, tenant, application)))
    return undefined;
  const scopes =
    given.scopes ??
    (flow.id === 'refreshToken' ? [] : await askScopes(deps, flow, tenant, application.clientId));
  if (scopes === undefined) return undefined;
  const request: FlowRequest = {
    ...given,
    ...redirectOf(flow, given, application),
    flow: flow.id,
    tenant: tenant.id,
    clientId: application.clientId,
    scopes,
    ...(tokenId === undefined ? {} : { tokenId }),
  };
  const { registration } = application;
  return {
    request,
    tenant,
    flow,
    ...(registration === undefined ? {} : { registration, clientName: registration.name }),
  };
}

/** The redirect URI and its platform: as given, else the best the registration has. */
function redirectOf(
  flow: FlowDefinition,
  given: Partial<FlowRequest>,
  { registration }: PickedApplication,
): Partial<FlowRequest> {
  if (!flow.needs.includes('redirect') || registration === undefined) return {};
  const choices = redirectChoices(registration);
  const wanted = given.parameters?.['redirect_uri'];
  const choice =
    wanted === undefined ? choices[0] : choices.find(({ redirectUri }) => redirectUri === wanted);
  if (choice === undefined) return {};
  return {
    platform: given.platform ?? choice.platform,
    parameters: { ...given.parameters, redirect_uri: choice.redirectUri },
  };
}

/** The flows of the tenant, each one it does not offer with the reason why. */
async function pickFlow(
  { prompt, translate, fetch }: AskDeps,
  tenant: Tenant,
): Promise<FlowDefinition | undefined> {
  const metadata = await prompt.progress(
    translate('Reading the discovery document of {tenant}', { tenant: tenant.name }),
    (signal) => readMetadata(fetch, tenant, { signal }),
  );
  const choices = availableFlows(tenant, metadata).map(({ flow, refusal }): Choice<FlowDefinition> => ({
    label: flow.title,
    description: refusal === undefined ? flow.status.level : translate('not offered here'),
    detail: refusal ?? flow.summary,
    icon: refusal === undefined ? 'play' : 'circle-slash',
    value: flow,
  }));
  return prompt.pick(
    choices,
    translate('OAuth Flow'),
    translate('How should the token be obtained from {tenant}?', { tenant: tenant.name }),
  );
}
