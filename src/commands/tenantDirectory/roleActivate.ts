import { needs } from '../../core/entra/directory/needs.ts';
import { child, text } from '../../core/json.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import type { EligibilityTarget } from '../../manifest/tenantDirectory.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { changeDirectory, type DirectoryChangeDeps } from './directoryChange.ts';

type Deps = DirectoryChangeDeps & { readonly clock: { now(): number } };

interface Eligibility {
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly directoryScopeId: string;
  readonly role: string;
}

const OWN =
  "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')?$expand=roleDefinition";
const DURATIONS = ['PT1H', 'PT2H', 'PT4H', 'PT8H'] as const;

/** Activates a directory role that the person is eligible for (Microsoft: PIM, activate a role assignment). */
export function roleActivate(deps: Deps): Commands['identity.role.activate'] {
  const { prompt, translate, clock } = deps;
  return async (target = {}) => {
    const tenant = await pickTenant(deps, target.tenant, ({ graph }) => graph !== undefined);
    const chosen = tenant && (given(target) ?? (await pickRole(deps, tenant)));
    if (tenant === undefined || chosen === undefined) return;
    const { role, ...assignment } = chosen;
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
    const path = '/roleManagement/directory/roleAssignmentScheduleRequests';
    await changeDirectory(deps, tenant, { method: 'POST', path, body }, needs.activateRole, {
      question: translate('Activate {role} in {tenant}?', { role, tenant: tenant.name }),
      verb: translate('Activate'),
      done: translate('{role} is activated. Sign in again where its permissions are needed in a token.', {
        role,
      }),
    });
  };
}

function given(target: Partial<EligibilityTarget>): Eligibility | undefined {
  const { roleDefinitionId, principalId, directoryScopeId = '/', role = roleDefinitionId } = target;
  return roleDefinitionId === undefined || principalId === undefined || role === undefined
    ? undefined
    : { roleDefinitionId, principalId, directoryScopeId, role };
}

async function pickRole(
  { prompt, translate, graph }: Deps,
  tenant: Tenant,
): Promise<Eligibility | undefined> {
  const { permission } = needs.ownEligibleRoles;
  const { values } = await prompt.progress(translate('Reading your roles'), (signal) =>
    graph(tenant).list(OWN, { permission, signal }),
  );
  const choices = values.map((json): Choice<Eligibility> => {
    const role = text(child(json, 'roleDefinition'), 'displayName') ?? text(json, 'roleDefinitionId') ?? '';
    return {
      label: role,
      icon: 'shield',
      value: {
        roleDefinitionId: text(json, 'roleDefinitionId') ?? '',
        principalId: text(json, 'principalId') ?? '',
        directoryScopeId: text(json, 'directoryScopeId') ?? '/',
        role,
      },
    };
  });
  if (choices.length > 0) return prompt.pick(choices, translate('Which role?'));
  await prompt.tell(
    translate('You are eligible for no directory role in {tenant}.', { tenant: tenant.name }),
  );
  return undefined;
}
