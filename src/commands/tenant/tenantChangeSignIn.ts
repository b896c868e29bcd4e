import {
  isSignInMethod,
  signInMethodOf,
  signInMethods,
  type SignInChoice,
  type SignInMethod,
} from '../../core/entra/signIn/methods.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { pickApplication } from '../application/pickApplication.ts';
import { askCredential } from '../credential/askCredential.ts';
import type { Services } from '../services.ts';
import { pickTenant } from './pickTenant.ts';
import { tenantSignIn, type SignInDeps } from './tenantSignIn.ts';

type Deps = SignInDeps & Pick<Services, 'credentials' | 'sandboxCredential' | 'memory' | 'certificates'>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Changes how a tenant is signed in to, keeps it with the tenant, and signs in. */
export function tenantChangeSignIn(deps: Deps): Commands['identity.tenant.changeSignIn'] {
  const { tenants } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    const method = tenant && (await askMethod(deps, tenant, target?.method));
    const choice = tenant && method && (await askDetails(deps, tenant, method, target?.clientId));
    if (tenant === undefined || choice === undefined) return;
    await tenants.changeSignIn(tenant.id, choice);
    deps.forgetSignIn(tenant.id);
    deps.refreshView('identity.tenants');
    await tenantSignIn(deps)({ tenant: tenant.id });
  };
}

type Method = (typeof signInMethods)[number];

async function askMethod(
  { prompt, translate }: Deps,
  tenant: Tenant,
  given: string | undefined,
): Promise<Method | undefined> {
  const fitting = signInMethods.filter(({ fits }) => fits(tenant));
  if (given !== undefined && isSignInMethod(given)) return fitting.find(({ id }) => id === given);
  const current = signInMethodOf(tenant).id;
  const choices = fitting.map((method): Choice<Method> => ({
    label: translate(method.title),
    detail: translate(method.detail),
    icon: method.icon,
    ...(method.id === current ? { description: translate('now') } : {}),
    value: method,
  }));
  return prompt.pick(choices, translate('Sign-in of {tenant}', { tenant: tenant.name }), translate('How?'));
}

async function askDetails(
  deps: Deps,
  tenant: Tenant,
  method: SignInMethod & { readonly id: SignInChoice['method'] },
  given: string | undefined,
): Promise<SignInChoice | undefined> {
  const [asked] = method.asks;
  if (asked === undefined) return { method: method.id };
  if (asked !== 'clientId') return askOptionalId(deps, method.id, asked, given);
  const application = await pickApplication(deps, tenant, given);
  if (application === undefined) return undefined;
  const { clientId, registration } = application;
  const { credential } = method;
  if (credential !== undefined) {
    const stored = await deps.credentials.list({ tenant, clientId });
    if (!stored.some(({ kind }) => kind === credential)) {
      const own = await deps.sandboxCredential({ tenant, clientId });
      const value = own?.kind === credential ? own : await askCredential(deps);
      if (value?.kind !== credential) return undefined;
      await deps.credentials.add({
        tenant,
        clientId,
        name: registration?.name ?? clientId,
        value,
      });
    }
  }
  return { method: method.id, clientId };
}

async function askOptionalId(
  { prompt, translate }: Deps,
  method: SignInChoice['method'],
  asked: 'optionalClientId' | 'identityId',
  given: string | undefined,
): Promise<SignInChoice | undefined> {
  const typed =
    given ??
    (await prompt.input({
      title: translate('Client ID'),
      prompt:
        asked === 'identityId'
          ? translate('Client ID of a user-assigned identity; empty for the system-assigned one')
          : translate("Client ID of an app registration of yours; empty for VS Code's own client"),
      check: (text) =>
        text.trim() === '' || UUID.test(text.trim())
          ? undefined
          : translate('A client ID here looks like 00000000-0000-0000-0000-000000000000.'),
    }));
  if (typed === undefined) return undefined;
  return { method, ...(typed.trim() === '' ? {} : { clientId: typed.trim() }) };
}
