import { redirectChoices } from '../../core/entra/redirectChoice.ts';
import { explainInline } from '../../core/explain.ts';
import { isFor } from '../../core/oauth/authority.ts';
import { methodsOf } from '../../core/oauth/credentialStore.ts';
import type { FlowDefinition } from '../../core/oauth/flow.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import { isReadable } from '../../core/oauth/tokenStore.ts';
import type { FlowForm, FormOption, FormSelection } from '../../protocol/flowPanel.ts';
import { firstScopes } from './askScopes.ts';
import { flowChoices, type FlowChoice } from './flowChoices.ts';
import {
  findRegistration,
  readableApplications,
  type PickedApplication,
} from '../application/pickApplication.ts';
import type { Services } from '../services.ts';

export type FormDeps = Pick<
  Services,
  'tenants' | 'graph' | 'fetch' | 'credentials' | 'tokens' | 'clock' | 'memory' | 'translate'
>;

const EMPTY = {
  tenants: [],
  applications: [],
  flows: [],
  parameters: [],
  redirects: [],
  authentication: [],
  tokens: [],
  needsToken: false,
  scopes: '',
  warnings: [],
} as const satisfies FlowForm;

/** The form of the flow panel for a selection. What cannot be read is said in it; it never rejects but by abort. */
export async function flowForm(
  deps: FormDeps,
  selection: FormSelection,
  signal: AbortSignal,
): Promise<FlowForm> {
  const { tenants: all } = await deps.tenants.list();
  const tenants = all.map(({ id, name }): FormOption => ({ value: id, label: name }));
  const tenant = all.find(({ id }) => id === selection.tenant) ?? all[0];
  if (tenant === undefined)
    return { ...EMPTY, problem: deps.translate('There is no tenant yet. Add one first.') };
  const chosen = { ...EMPTY, ...selection, tenants, tenant: tenant.id };
  try {
    return { ...chosen, ...(await tenantForm(deps, tenant, selection, signal)) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...chosen, problem: explainInline(error, deps.translate) };
  }
}

async function tenantForm(
  deps: FormDeps,
  tenant: Tenant,
  { clientId, flow }: FormSelection,
  signal: AbortSignal,
): Promise<Partial<FlowForm>> {
  const registered = await readableApplications(deps, tenant, signal);
  const applications = registered.map((each): FormOption => ({ value: each.clientId, label: each.name }));
  const named = clientId ?? applications[0]?.value;
  if (named === undefined) return { applications };
  const registration =
    registered.find((each) => each.clientId === named) ?? (await findRegistration(deps, tenant, named));
  const application = { clientId: named, ...(registration === undefined ? {} : { registration }) };
  const choices = await flowChoices(deps, tenant, application, signal);
  const definition = (choices.find((each) => each.flow.id === flow) ?? choices[0])?.flow;
  return {
    applications,
    clientId: named,
    flows: choices.map((choice) => card(choice, deps.translate)),
    ...(definition === undefined ? {} : await parameterForm(deps, tenant, application, definition)),
  };
}

function card({ flow, refusal }: FlowChoice, translate: Services['translate']): FlowForm['flows'][number] {
  const { id, title, summary, status } = flow;
  return {
    id,
    title,
    summary,
    level: translate(status.level),
    why: status.why,
    ...(refusal === undefined ? {} : { refusal: refusal.reason }),
  };
}

async function parameterForm(
  deps: FormDeps,
  tenant: Tenant,
  { clientId, registration }: PickedApplication,
  flow: FlowDefinition,
): Promise<Partial<FlowForm>> {
  const needsToken = flow.needs.includes('token');
  const isEntra = ['entra', 'externalId', 'sandbox'].includes(tenant.kind);
  return {
    flow: flow.id,
    parameters: flow.parameters,
    redirects:
      registration !== undefined && flow.needs.includes('redirect') ? redirectChoices(registration) : [],
    authentication: await authenticationOptions(deps, tenant, clientId, flow),
    needsToken,
    tokens: needsToken
      ? await tokenOptions(deps, tenant, flow.id === 'refreshToken' ? clientId : undefined)
      : [],
    scopes: firstScopes(deps.memory, flow, tenant, clientId),
    warnings: [...flow.warnings, ...(isEntra && flow.entra.note !== '' ? [flow.entra.note] : [])],
  };
}

/** Every stored credential with each method the flow takes it for, and none where the flow is for public clients. */
async function authenticationOptions(
  { credentials, translate }: FormDeps,
  tenant: Tenant,
  clientId: string,
  flow: FlowDefinition,
): Promise<readonly FormOption[]> {
  const rows = await credentials.list({ tenant, clientId });
  const stored = rows.flatMap(({ id, name, kind }) =>
    methodsOf[kind]
      .filter((method) => flow.clientAuthentication.includes(method))
      .map((method): FormOption => ({ value: `${method} ${id}`, label: `${method} · ${name}` })),
  );
  const none: readonly FormOption[] = flow.clientAuthentication.includes('none')
    ? [{ value: 'none', label: translate('none (public client)') }]
    : [];
  return [...stored, ...none];
}

async function tokenOptions(
  { tokens }: FormDeps,
  tenant: Tenant,
  clientId: string | undefined,
): Promise<readonly FormOption[]> {
  const rows = (await tokens.list()).filter(isReadable);
  return rows
    .filter((row) => isFor(row, tenant) && (clientId === undefined || row.clientId === clientId))
    .map((row) => ({
      value: row.id,
      label: [row.subject, row.clientName ?? row.clientId, row.scope].filter(Boolean).join(' · '),
    }));
}
