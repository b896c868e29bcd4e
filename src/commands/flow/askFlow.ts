import type { Application } from '../../core/entra/application.ts';
import { redirectChoices } from '../../core/entra/redirectChoice.ts';
import type { FlowDefinition, FlowRequest } from '../../core/oauth/flow.ts';
import { findFlow } from '../../core/oauth/flows.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import { ensureCredential } from '../credential/askCredential.ts';
import { askScopes } from './askScopes.ts';
import { flowChoices, type FlowChoice } from './flowChoices.ts';
import { pickApplication, type PickedApplication } from '../application/pickApplication.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { pickToken } from '../token/pickToken.ts';
import type { Services } from '../services.ts';

export type AskDeps = Pick<
  Services,
  | 'prompt'
  | 'translate'
  | 'workbench'
  | 'memory'
  | 'fetch'
  | 'clock'
  | 'tenants'
  | 'graph'
  | 'tokens'
  | 'credentials'
  | 'sandboxCredential'
  | 'certificates'
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

/**
 * Asks for whatever a request leaves out: the tenant, the application, then the flow, since the application decides
 * which flows there are. Undefined when the person dismisses a question.
 */
export async function askFlow(deps: AskDeps, given: Partial<FlowRequest>): Promise<AskedFlow | undefined> {
  const input = given.tokenId === undefined ? undefined : await deps.tokens.get(given.tokenId);
  const tenant = await pickTenant(deps, given.tenant ?? input?.tenantId);
  if (tenant === undefined) return undefined;
  const subject = await askSubject(deps, tenant, given);
  if (subject === undefined) return undefined;
  const { flow, application, tokenId } = subject;
  const method = given.clientAuthentication;
  const isReady =
    given.credential !== undefined || (await ensureCredential(deps, flow, tenant, application, method));
  if (!isReady) return undefined;
  const scopes = given.scopes ?? (await scopesOf(deps, flow, tenant, application.clientId));
  if (scopes === undefined) return undefined;
  const { registration } = application;
  return {
    request: {
      ...given,
      ...redirectOf(flow, given, application),
      flow: flow.id,
      tenant: tenant.id,
      clientId: application.clientId,
      scopes,
      ...(tokenId === undefined ? {} : { tokenId }),
    },
    tenant,
    flow,
    ...(registration === undefined ? {} : { registration, clientName: registration.name }),
  };
}

interface FlowSubject {
  readonly flow: FlowDefinition;
  readonly application: PickedApplication;
  readonly tokenId?: string;
}

/** Which flow, of which application, with which token. */
async function askSubject(
  deps: AskDeps,
  tenant: Tenant,
  given: Partial<FlowRequest>,
): Promise<FlowSubject | undefined> {
  if (given.flow === undefined) {
    const application = await pickApplication(deps, tenant, given.clientId);
    const flow = application && (await pickFlow(deps, tenant, application));
    if (application === undefined || flow === undefined) return undefined;
    const token = await askToken(deps, flow, tenant, given.tokenId, application.clientId);
    return token === undefined ? undefined : { flow, application, ...token };
  }
  const flow = findFlow(given.flow);
  const token = await askToken(deps, flow, tenant, given.tokenId);
  if (token === undefined) return undefined;
  const clientId = given.clientId ?? (await clientOf(deps, flow, token.tokenId));
  const application = await pickApplication(deps, tenant, clientId);
  return application === undefined ? undefined : { flow, application, ...token };
}

/** The token that goes in, none for a flow without one; undefined when dismissed. */
async function askToken(
  deps: AskDeps,
  flow: FlowDefinition,
  tenant: Tenant,
  given: string | undefined,
  clientId?: string,
): Promise<{ readonly tokenId?: string } | undefined> {
  if (!flow.needs.includes('token')) return {};
  if (given !== undefined) return { tokenId: given };
  // A refresh token serves the client it was issued to, and no other (RFC 6749 §10.4).
  return pickToken(deps, tenant, flow.id === 'refreshToken' ? clientId : undefined);
}

async function clientOf(
  { tokens }: AskDeps,
  { id }: FlowDefinition,
  tokenId: string | undefined,
): Promise<string | undefined> {
  return id === 'refreshToken' && tokenId !== undefined ? (await tokens.get(tokenId)).clientId : undefined;
}

async function scopesOf(
  deps: AskDeps,
  flow: FlowDefinition,
  tenant: Tenant,
  clientId: string,
): Promise<readonly string[] | undefined> {
  const takesScope = flow.parameters.some(({ name }) => name === 'scope');
  return flow.id === 'refreshToken' || !takesScope ? [] : askScopes(deps, flow, tenant, clientId);
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

async function pickFlow(
  deps: AskDeps,
  tenant: Tenant,
  application: PickedApplication,
): Promise<FlowDefinition | undefined> {
  const { prompt, translate } = deps;
  const choices = await prompt.progress(
    translate('Reading the discovery document of {tenant}', { tenant: tenant.name }),
    (signal) => flowChoices(deps, tenant, application, signal),
  );
  const name = application.registration?.name ?? application.clientId;
  return prompt.pick(
    choices.map((choice) => flowRow(choice, translate)),
    translate('OAuth Flow'),
    translate('How should {client} obtain its token?', { client: name }),
  );
}

function flowRow({ flow, refusal }: FlowChoice, translate: Services['translate']): Choice<FlowDefinition> {
  const status = { server: translate('not offered here'), application: translate('does not fit') };
  return {
    label: translate(flow.title),
    description: refusal === undefined ? translate(flow.status.level) : status[refusal.by],
    detail: translate(refusal?.reason ?? flow.summary),
    icon: refusal === undefined ? 'play' : 'circle-slash',
    value: flow,
  };
}
