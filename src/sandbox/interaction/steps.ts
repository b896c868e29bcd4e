import { aadsts, AadstsError } from '../oauth/aadsts.ts';
import { clientIn } from '../oauth/client.ts';
import { checkPassword } from '../oauth/passwords.ts';
import { rememberAccount, signedInAccounts } from '../oauth/session.ts';
import { randomId, seconds } from '../oauth/sts.ts';
import { accountPage } from '../pages/accountPage.ts';
import { devicePage } from '../pages/devicePage.ts';
import { passwordPage } from '../pages/passwordPage.ts';
import { advance, consentNeeded, tenantOfName, userName } from './advance.ts';
import { startInteraction, type Interaction } from './interaction.ts';
import { subjectOf, waitingDevice, type Subject } from './subject.ts';
import type { Web } from './web.ts';

/** What a form sent: the fields beside the sealed interaction. */
type Fields = Readonly<Record<string, string>>;
type Step = (web: Web, interaction: Interaction, fields: Fields) => Promise<Response>;

/** What happens when each page's form is sent. A new page is one entry. */
export const steps: Readonly<Record<string, Step>> = { code, account, password, confirm, consent };

async function code(web: Web, _: Interaction, fields: Fields): Promise<Response> {
  const userCode = (fields['user_code'] ?? '').toUpperCase().replace(/[\s-]/g, '');
  try {
    const grant = waitingDevice(web, userCode);
    return await advance(web, startInteraction('device', grant.segment, userCode));
  } catch (error) {
    if (error instanceof AadstsError && error.code === 70019)
      return await devicePage(web, { userCode, error });
    throw error;
  }
}

async function account(web: Web, interaction: Interaction, fields: Fields): Promise<Response> {
  const subject = await subjectOf(web, interaction);
  if (subject instanceof Response) return subject;
  const name = (fields['username'] ?? '').trim();
  const accounts = await signedInAccounts(web.sts, web.context);
  const tenant = tenantOfName(web, subject.segment, name);
  const signedIn = accounts.find((each) => each.tenant === tenant && userName(each) === name);
  if (signedIn) return await advance(web, { ...interaction, account: signedIn });
  if (tenant?.userNamed(name)) return await passwordPage(web, interaction, subject, { name });
  const error = aadsts(50034, { user: name, tenant: tenant?.domain ?? 'the sandbox' });
  return await accountPage(web, interaction, subject, { signedIn: [], error });
}

async function password(web: Web, interaction: Interaction, fields: Fields): Promise<Response> {
  const subject = await subjectOf(web, interaction);
  if (subject instanceof Response) return subject;
  const name = fields['username'] ?? '';
  const { sts } = web;
  try {
    const tenant = tenantOfName(web, subject.segment, name);
    if (!tenant) throw aadsts(50034, { user: name, tenant: 'the sandbox' });
    const user = checkPassword(sts, tenant, name, fields['password'] ?? '');
    const signIn = {
      tenant,
      userId: user.id,
      authTime: seconds(sts),
      amr: ['pwd'],
      sid: randomId(sts.random),
    };
    await rememberAccount(sts, web.context, signIn);
    return await advance(web, { ...interaction, account: signIn, isFresh: true });
  } catch (error) {
    if (error instanceof AadstsError) return await passwordPage(web, interaction, subject, { name, error });
    throw error;
  }
}

async function confirm(web: Web, interaction: Interaction, fields: Fields): Promise<Response> {
  if (fields['decision'] !== 'accept') return await decline(web, interaction);
  return await advance(web, { ...interaction, isConfirmed: true });
}

async function consent(web: Web, interaction: Interaction, fields: Fields): Promise<Response> {
  if (fields['decision'] !== 'accept') return await decline(web, interaction);
  const subject = await subjectOf(web, interaction);
  if (subject instanceof Response) return subject;
  if (!subject.administer) recordConsent(subject, interaction, fields['for'] === 'everyone');
  return await advance(web, { ...interaction, isConsented: true });
}

function recordConsent(subject: Subject, interaction: Interaction, isForEveryone: boolean): void {
  const { account: signIn } = interaction;
  if (!signIn) return;
  const client = clientIn(signIn.tenant, subject.application);
  const isAdmin = client.tenant.canConsentForAll(signIn.userId);
  for (const { resource, missing } of consentNeeded(client, subject, signIn, interaction)) {
    const allowed = missing.filter(({ type }) => isAdmin || type === 'User');
    client.tenant.grant(client.principal, resource, allowed, isAdmin && isForEveryone ? null : signIn.userId);
  }
}

async function decline(web: Web, interaction: Interaction): Promise<Response> {
  const subject = await subjectOf(web, interaction);
  return subject instanceof Response ? subject : await subject.refuse(aadsts(65004, {}));
}
