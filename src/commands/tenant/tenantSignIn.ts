import { resourceOf, scopesOf, type TokenWish } from '../../core/entra/signIn/accessTokens.ts';
import { signInMethodOf, type SignInMethodId } from '../../core/entra/signIn/methods.ts';
import { adminConsentLink, isConsentMissing } from '../../core/entra/signIn/consentLink.ts';
import { pastedTokenSet } from '../../core/entra/signIn/pastedToken.ts';
import { IdentityError } from '../../core/errors.ts';
import { explainInline } from '../../core/explain.ts';
import type { FlowRequest } from '../../core/oauth/flow.ts';
import { findFlow } from '../../core/oauth/flows.ts';
import type { Commands } from '../../manifest.ts';
import { runAskedFlow, type RunDeps } from '../flow/runAskedFlow.ts';
import type { Services } from '../services.ts';
import { pickTenant } from './pickTenant.ts';

export type SignInDeps = RunDeps &
  Pick<
    Services,
    | 'tenants'
    | 'graph'
    | 'clock'
    | 'microsoftAccount'
    | 'signedIn'
    | 'forgetSignIn'
    | 'refreshView'
    | 'randomBytes'
  >;

/** What a person is asked to do for each way to sign in; false when dismissed. A new way is one entry. */
type Step = (deps: SignInDeps, wish: TokenWish) => Promise<boolean>;

const steps: Readonly<Record<SignInMethodId, Step>> = {
  sandbox: tried,
  vscode: async ({ microsoftAccount }, wish) => (await microsoftAccount(wish)) !== undefined,
  browser: (deps, wish) => flowStep(deps, wish, 'authorizationCode'),
  deviceCode: (deps, wish) => flowStep(deps, wish, 'deviceCode'),
  azureCli: (deps, wish) =>
    toolStep(
      deps,
      wish,
      (tenant, challenge) => `az login --tenant ${tenant} --claims-challenge ${challenge}`,
    ),
  azureDeveloperCli: (deps, wish) => toolStep(deps, wish, (tenant) => `azd auth login --tenant-id ${tenant}`),
  azurePowerShell: (deps, wish) =>
    toolStep(
      deps,
      wish,
      (tenant, challenge) => `Connect-AzAccount -Tenant ${tenant} -ClaimsChallenge ${challenge}`,
    ),
  clientSecret: tried,
  clientCertificate: tried,
  federatedAssertion: tried,
  managedIdentity: tried,
  token: pasteStep,
};

/** The least that says who signs in. */
const FIRST_PERMISSION = 'User.Read';

/**
 * Signs in to a tenant the way its entry says, asking for a permission or passing a claims challenge on where one is
 * given, then shows what can be read.
 */
export function tenantSignIn(deps: SignInDeps): Commands['identity.tenant.signIn'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    if (tenant?.graph === undefined) return;
    const { permission = FIRST_PERMISSION, claims } = target ?? {};
    const wish = {
      tenant,
      resource: tenant.graph,
      permissions: [permission],
      ...(claims === undefined ? {} : { claims }),
    };
    const method = signInMethodOf(tenant);
    deps.forgetSignIn(tenant.id);
    if (!(await steps[method.id](deps, wish))) return;
    deps.forgetSignIn(tenant.id);
    for (const view of ['identity.tenants', 'identity.applications'] as const) deps.refreshView(view);
    const name = deps.signedIn(tenant.id)?.name;
    void prompt.tell(
      name === undefined
        ? translate('Signed in to {tenant}: {method}.', {
            tenant: tenant.name,
            method: translate(method.title),
          })
        : translate('Signed in to {tenant} as {name}.', { tenant: tenant.name, name }),
    );
  };
}

/** A tool passes no challenge on; its own sign-in does. */
async function toolStep(
  deps: SignInDeps,
  wish: TokenWish,
  login: (tenant: string, challenge: string) => string,
): Promise<boolean> {
  const { tenant, claims } = wish;
  if (claims === undefined) return tried(deps, wish);
  const tool = deps.translate(signInMethodOf(tenant).title);
  const reason = deps.translate('Conditional Access asks for {claims}.', { claims });
  throw new IdentityError('signIn.toolFailed', { tool, reason, login: login(tenant.id, btoa(claims)) });
}

/** What needs no person now is tried once, so that what is wrong with it is said here. */
async function tried(deps: SignInDeps, { tenant }: TokenWish): Promise<boolean> {
  const { prompt, translate, graph } = deps;
  await prompt.progress(translate('Signing in to {tenant}', { tenant: tenant.name }), async (signal) => {
    try {
      await graph(tenant).list('/organization?$select=id', { permission: FIRST_PERMISSION, signal });
    } catch (error) {
      // Being signed in is not having the permission.
      if (!IdentityError.is(error, 'graph.forbidden')) throw error;
    }
  });
  return true;
}

async function flowStep(
  deps: SignInDeps,
  wish: TokenWish,
  flow: 'authorizationCode' | 'deviceCode',
): Promise<boolean> {
  const { tenant, claims } = wish;
  const clientId = tenant.signIn?.clientId;
  if (clientId === undefined) throw new IdentityError('graph.signInNeeded', { tenant: tenant.name });
  const request: FlowRequest = {
    flow,
    tenant: tenant.id,
    clientId,
    scopes: [...scopesOf(wish), 'openid', 'profile', 'offline_access'],
    platform: 'publicClient',
    clientAuthentication: 'none',
    parameters: {
      ...(flow === 'authorizationCode' ? { redirect_uri: 'http://localhost' } : {}),
      ...(claims === undefined ? {} : { claims }),
    },
  };
  try {
    await runAskedFlow(deps, { request, tenant, flow: findFlow(flow) }, 'code');
    return true;
  } catch (error) {
    if (!isConsentMissing(error)) throw error;
    throw new IdentityError(
      'signIn.noConsent',
      {
        client: clientId,
        permission: wish.permissions.join(', '),
        tenant: tenant.name,
        reason: explainInline(error, deps.translate),
        link: adminConsentLink(
          tenant,
          clientId,
          wish.permissions.map((each) => `${resourceOf(wish)}/${each}`),
        ),
      },
      { cause: error },
    );
  }
}

async function pasteStep(deps: SignInDeps, { tenant }: TokenWish): Promise<boolean> {
  const { prompt, translate, tokens, clock, randomBytes } = deps;
  const pasted = await prompt.input({
    title: translate('Access Token'),
    prompt: translate('An access token for Microsoft Graph or Azure; it is kept in secret storage'),
    secret: true,
    check: (text) => (text.trim() === '' ? translate('Paste an access token.') : undefined),
  });
  if (pasted === undefined) return false;
  await tokens.add(pastedTokenSet(pasted, tenant, clock.now(), randomBytes));
  return true;
}
