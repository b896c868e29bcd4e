import type { PermissionScope, ServicePrincipal } from '../directory/model.ts';
import { recordRefusal } from '../governance/signInLog.ts';
import { signInName, type SandboxTenant } from '../directory/sandboxTenant.ts';
import { aadsts, AadstsError } from '../oauth/aadsts.ts';
import { clientIn, tenantOfSegment, type Client } from '../oauth/client.ts';
import { consentFor, resolveScopes } from '../oauth/scopes.ts';
import { signedInAccounts } from '../oauth/session.ts';
import { seconds, type SignIn } from '../oauth/sts.ts';
import { enabledUser } from '../oauth/userTokens.ts';
import { accountPage } from '../pages/accountPage.ts';
import { confirmPage } from '../pages/confirmPage.ts';
import { consentPage } from '../pages/consentPage.ts';
import { passwordPage } from '../pages/passwordPage.ts';
import type { Interaction } from './interaction.ts';
import { subjectOf, type Subject } from './subject.ts';
import type { Web } from './web.ts';

/** The next page an interaction needs, or its end: account, password, confirmation, consent, response. */
export async function advance(web: Web, interaction: Interaction): Promise<Response> {
  const subject = await subjectOf(web, interaction);
  if (subject instanceof Response) return subject;
  try {
    return await nextStep(web, subject, interaction);
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error;
    const { segment, request, account } = interaction;
    recordRefusal(web.sts, segment, request, error, web.trace, account?.userId);
    return await subject.refuse(error);
  }
}

async function nextStep(web: Web, subject: Subject, interaction: Interaction): Promise<Response> {
  const account = interaction.account ?? (await silentAccount(web, subject));
  if (!account) return await askForAccount(web, subject, interaction);
  const chosen = { ...interaction, account };
  if (mustRetype(web, subject, interaction, account)) {
    if (subject.request.prompt === 'none') throw aadsts(50058, {});
    return await passwordPage(web, chosen, subject, { name: userName(account) });
  }
  if (subject.administer) return await subject.administer(account, chosen);
  const client = clientIn(account.tenant, subject.application);
  checkAssignment(client, account);
  if (subject.needsConfirmation && !interaction.isConfirmed) return await confirmPage(web, chosen, subject);
  const asked = consentNeeded(client, subject, account, interaction);
  if (asked.length > 0) return await askForConsent(web, subject, chosen, client, asked);
  return await subject.finish(account);
}

/** Accounts of this browser that the request allows: its tenant's, its domain hint's. */
async function usableAccounts(web: Web, { segment, request }: Subject): Promise<readonly SignIn[]> {
  const tenant = tenantOfSegment(web.sts.directory, segment);
  const accounts = await signedInAccounts(web.sts, web.context);
  return accounts
    .filter((each) => tenant === undefined || each.tenant === tenant)
    .filter((each) => request.domainHint === undefined || each.tenant.isCalled(request.domainHint));
}

/** The account to use without asking: single sign-on, or `prompt=none`. */
async function silentAccount(web: Web, subject: Subject): Promise<SignIn | undefined> {
  const { prompt, loginHint } = subject.request;
  if (prompt === 'login' || prompt === 'select_account') return undefined;
  const accounts = await usableAccounts(web, subject);
  const hinted = accounts.find((each) => userName(each).toLowerCase() === loginHint?.toLowerCase());
  const silent = loginHint === undefined ? accounts[0] : hinted;
  if (prompt === 'none' && !silent) throw aadsts(50058, {});
  return loginHint === undefined && accounts.length > 1 && prompt !== 'none' ? undefined : silent;
}

async function askForAccount(web: Web, subject: Subject, interaction: Interaction): Promise<Response> {
  const { loginHint, prompt } = subject.request;
  if (loginHint !== undefined && prompt !== 'select_account') {
    return await passwordPage(web, interaction, subject, { name: loginHint });
  }
  return await accountPage(web, interaction, subject, { signedIn: await usableAccounts(web, subject) });
}

/** Whether single sign-on is not enough: `prompt=login`, or the sign-in is older than `max_age`. */
function mustRetype({ sts }: Web, { request }: Subject, { isFresh }: Interaction, account: SignIn): boolean {
  if (isFresh) return false;
  const isOld = request.maxAge !== undefined && seconds(sts) - account.authTime > request.maxAge;
  return request.prompt === 'login' || isOld;
}

function checkAssignment({ principal, tenant }: Client, account: SignIn): void {
  const user = enabledUser(account);
  if (!principal.appRoleAssignmentRequired || tenant.isAssigned(principal, user.id)) return;
  throw aadsts(50105, { user: user.userPrincipalName, application: principal.displayName });
}

/** Scopes of one resource that the person is asked to grant. */
export interface AskedScopes {
  readonly resource: ServicePrincipal;
  /** Shown on the page. */
  readonly scopes: readonly PermissionScope[];
  /** Those of them that are not granted yet. */
  readonly missing: readonly PermissionScope[];
}

/** What is still to be granted for the request; everything asked for under `prompt=consent`. */
export function consentNeeded(
  client: Client,
  subject: Subject,
  account: SignIn,
  { isConsented }: Interaction,
): readonly AskedScopes[] {
  const user = enabledUser(account);
  const isForced = subject.request.prompt === 'consent' && !isConsented;
  return resolveScopes(subject.scope, client.tenant)
    .resources.map((request) => {
      const { granted, missing } = consentFor(client.tenant, client, user, request);
      const all = request.principal.oauth2PermissionScopes;
      const shown = isForced ? all.filter(({ value }) => granted.includes(value)) : [];
      return { resource: request.principal, scopes: [...shown, ...missing], missing };
    })
    .filter(({ scopes }) => scopes.length > 0);
}

async function askForConsent(
  web: Web,
  subject: Subject,
  interaction: Interaction & { readonly account: SignIn },
  client: Client,
  asked: readonly AskedScopes[],
): Promise<Response> {
  const { account } = interaction;
  const application = client.application.displayName;
  const missing = asked.flatMap((each) => each.missing);
  if (subject.request.prompt === 'none') {
    throw aadsts(65001, { scope: missing.map(({ value }) => value).join(' '), application });
  }
  const isAdmin = client.tenant.canConsentForAll(account.userId);
  const adminOnly = missing.filter(({ type }) => type === 'Admin');
  if (adminOnly.length > 0 && !isAdmin) {
    throw aadsts(90094, { application, scope: adminOnly.map(({ value }) => value).join(' ') });
  }
  return await consentPage(web, interaction, subject, { asked, isAdmin, tenant: client.tenant });
}

/** The name with which the account signs in. */
export function userName({ tenant, userId }: SignIn): string {
  const user = tenant.user(userId);
  return user ? signInName(user) : userId;
}

/** The tenant in which a name signs in: the path's, else the one where the user is a member. */
export function tenantOfName(web: Web, segment: string, name: string): SandboxTenant | undefined {
  const { directory } = web.sts;
  const ofPath = tenantOfSegment(directory, segment);
  return ofPath ?? directory.tenants.find((tenant) => tenant.userNamed(name)?.userType === 'Member');
}
