import {
  whatIfAnswers,
  whatIfReasons,
  whatIfRequest,
  type WhatIfQuestion,
} from '../../core/entra/conditionalAccess/whatIf.ts';
import { needs } from '../../core/entra/directory/needs.ts';
import { text } from '../../core/json.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import { pickApplication } from '../application/pickApplication.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench' | 'memory'>;

const CLIENTS = [
  ['browser', 'Browser'],
  ['mobileAppsAndDesktopClients', 'Mobile app or desktop client'],
  ['exchangeActiveSync', 'Exchange ActiveSync'],
  ['other', 'Legacy client'],
] as const;
const PLATFORMS = ['windows', 'macOS', 'iOS', 'android', 'linux'] as const;

/** Asks Entra which policies a sign-in would meet, and shows each with the reason (Microsoft: evaluate). */
export function policyWhatIf(deps: Deps): Commands['identity.conditionalAccess.whatIf'] {
  const { prompt, translate, graph } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, (each) => each.graph !== undefined);
    const question = tenant && (await askSignIn(deps, tenant));
    if (tenant === undefined || question === undefined) return;
    const { permission } = needs.conditionalAccess;
    const body = await prompt.progress(translate('Asking what if'), (signal) =>
      graph(tenant).write(whatIfRequest(question), { permission, signal }),
    );
    const answers = whatIfAnswers(body);
    const choices = answers.map(({ policy, applies, reasons }): Choice<string> => ({
      label: text(policy, 'displayName') ?? '',
      description: applies
        ? translate('applies')
        : translate('does not apply: {reason}', { reason: inWords(reasons, deps) }),
      icon: applies ? 'pass-filled' : 'circle-slash',
      value: `${JSON.stringify(policy, undefined, 2)}\n`,
    }));
    const count = answers.filter(({ applies }) => applies).length;
    const title = translate('{count} of {all} policies apply', { count, all: answers.length });
    const chosen = await prompt.pick(choices, title, translate('Choose one to see it whole'));
    if (chosen !== undefined) await deps.workbench.openText(chosen, 'json');
  };
}

function inWords(reasons: string, { translate }: Deps): string {
  return reasons
    .split(',')
    .map((reason) => reason.trim())
    .map((reason) => translate(whatIfReasons[reason] ?? reason))
    .join(', ');
}

async function askSignIn(deps: Deps, tenant: Tenant): Promise<WhatIfQuestion | undefined> {
  const { prompt, translate } = deps;
  const userId = await askUser(deps, tenant);
  const application = userId && (await pickApplication(deps, tenant));
  if (userId === undefined || application === undefined || application === '') return undefined;
  const clientAppType = await prompt.pick(
    CLIENTS.map(([value, label]) => ({ label: translate(label), value })),
    translate('With which kind of client?'),
  );
  if (clientAppType === undefined) return undefined;
  const devicePlatform = await prompt.pick(
    PLATFORMS.map((value) => ({ label: value, value })),
    translate('On which platform?'),
  );
  if (devicePlatform === undefined) return undefined;
  const place = await prompt.input({
    title: translate('From where?'),
    prompt: translate('Two letters of a country, an IP address, or nothing'),
    check: (typed) =>
      /^([A-Za-z]{2}|[\d.]{7,15}|[\da-fA-F:]{3,39}|)$/.test(typed.trim())
        ? undefined
        : translate('Type CH, 192.0.2.1, 2001:db8::1, or nothing.'),
  });
  if (place === undefined) return undefined;
  const where = place.trim();
  return {
    userId,
    applicationId: application.clientId,
    clientAppType,
    devicePlatform,
    ...(where === '' ? {} : where.length === 2 ? { country: where.toUpperCase() } : { ipAddress: where }),
  };
}

async function askUser({ prompt, translate, graph }: Deps, tenant: Tenant): Promise<string | undefined> {
  const { permission } = needs.users;
  const { values } = await prompt.progress(translate('Reading users'), (signal) =>
    graph(tenant).list('/users?$top=100&$select=id,displayName,userPrincipalName', { permission, signal }),
  );
  return prompt.pick(
    values.map((json) => ({
      label: text(json, 'displayName') ?? '',
      description: text(json, 'userPrincipalName') ?? '',
      icon: 'account',
      value: text(json, 'id') ?? '',
    })),
    translate('Who signs in?'),
  );
}
