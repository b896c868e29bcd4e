import {
  eligibilityKinds,
  readEligibility,
  type Eligibility,
} from '../../core/entra/directory/eligibility.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import type { EligibilityTarget } from '../../manifest/tenantDirectory.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { changeDirectory, type DirectoryChangeDeps } from './directoryChange.ts';

type Deps = DirectoryChangeDeps & { readonly clock: { now(): number } };

const DURATIONS = ['PT1H', 'PT2H', 'PT4H', 'PT8H'] as const;

/**
 * Activates a directory role, or the membership of a group, that the person is eligible for (Microsoft: PIM, activate a
 * role assignment; PIM for Groups, create assignmentScheduleRequest).
 */
export function roleActivate(deps: Deps): Commands['identity.role.activate'] {
  const { prompt, translate, clock } = deps;
  return async (target = {}) => {
    const tenant = await pickTenant(deps, target.tenant, ({ graph }) => graph !== undefined);
    const chosen = tenant && (given(target) ?? (await pickEligibility(deps, tenant)));
    if (tenant === undefined || chosen === undefined) return;
    const { name: role, kind, assignment } = chosen;
    const justification =
      target.justification ??
      (await prompt.input({
        title: translate('Activate {role}', { role }),
        prompt: translate('Why do you need it? The answer goes into the audit log.'),
        check: (typed) => (typed.trim() === '' ? translate('Say why.') : undefined),
      }));
    if (justification === undefined) return;
    const durations = DURATIONS.map((duration): Choice<string> => ({
      label: translate('{hours} hours', { hours: duration.slice(2, -1) }),
      icon: 'watch',
      value: duration,
    }));
    const duration = target.duration ?? (await prompt.pick(durations, translate('For how long?')));
    if (duration === undefined) return;
    const body = {
      action: 'selfActivate',
      ...assignment,
      justification: justification.trim(),
      scheduleInfo: {
        startDateTime: new Date(clock.now()).toISOString(),
        expiration: { type: 'AfterDuration', duration },
      },
    };
    await changeDirectory(deps, tenant, { method: 'POST', path: kind.requests, body }, kind.activation, {
      question: translate('Activate {role} in {tenant}?', { role, tenant: tenant.name }),
      verb: translate('Activate'),
      done: translate('{role} is activated. Sign in again where its permissions are needed in a token.', {
        role,
      }),
    });
  };
}

function given({ role, ...target }: Partial<EligibilityTarget>): Eligibility | undefined {
  return eligibilityKinds
    .map((kind) => readEligibility(kind, target, role))
    .find((each) => each !== undefined);
}

async function pickEligibility(
  { prompt, translate, graph }: Deps,
  tenant: Tenant,
): Promise<Eligibility | undefined> {
  const kind = await prompt.pick(
    eligibilityKinds.map((each) => ({ label: translate(each.title), icon: each.icon, value: each })),
    translate('What shall be activated?'),
  );
  if (kind === undefined) return undefined;
  const { values } = await prompt.progress(translate('Reading what you may activate'), (signal) =>
    graph(tenant).list(kind.own, { permission: kind.need.permission, signal }),
  );
  const choices = values
    .map((json) => readEligibility(kind, json))
    .filter((each) => each !== undefined)
    .map((each): Choice<Eligibility> => ({ label: each.name, icon: kind.icon, value: each }));
  if (choices.length > 0) return prompt.pick(choices, translate(kind.title), translate('Which one?'));
  await prompt.tell(
    translate('You are eligible for nothing of this kind in {tenant}.', { tenant: tenant.name }),
  );
  return undefined;
}
