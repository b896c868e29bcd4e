import { findingsOf } from '../../core/entra/conditionalAccess/lint.ts';
import { needs } from '../../core/entra/directory/needs.ts';
import { text } from '../../core/json.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { changeDirectory, type DirectoryChangeDeps } from './directoryChange.ts';
import { pickPolicy } from './pickPolicy.ts';

const STATES = [
  ['enabledForReportingButNotEnforced', 'Report-only', 'Sign-ins are logged with it, nothing is enforced'],
  ['enabled', 'On', 'It is enforced'],
  ['disabled', 'Off', 'It does nothing'],
] as const;

/** Switches a policy on, off or to report-only; says what is doubtful about it before it is enforced. */
export function policyChangeState(
  deps: DirectoryChangeDeps,
): Commands['identity.conditionalAccess.changeState'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const picked = await pickPolicy(deps, target);
    if (picked === undefined) return;
    const { tenant, policy } = picked;
    const [name, before] = [text(policy, 'displayName') ?? '', text(policy, 'state') ?? ''];
    const choices = STATES.filter(([state]) => state !== before).map(
      ([value, label, detail]): Choice<string> => ({
        label: translate(label),
        detail: translate(detail),
        value,
      }),
    );
    const state = await prompt.pick(choices, translate('State of {name}', { name }));
    if (state === undefined) return;
    const doubts = state === 'enabled' ? findingsOf({ ...policy, state }) : [];
    const grave = doubts.filter(({ severity }) => severity !== 'info').map(({ title }) => translate(title));
    const path = `/identity/conditionalAccess/policies/${encodeURIComponent(text(policy, 'id') ?? '')}`;
    const write = { method: 'PATCH', path, body: { state } } as const;
    await changeDirectory(deps, tenant, write, needs.changeConditionalAccess, {
      question:
        grave.length === 0
          ? translate('Change the state of {name}?', { name })
          : translate('Switch {name} on all the same? {doubts}.', { name, doubts: grave.join('; ') }),
      verb: translate('Change'),
      done: translate('{name} is changed.', { name }),
      undo: () => ({ method: 'PATCH', path, body: { state: before } }),
    });
  };
}
