import { needs } from '../../core/entra/directory/needs.ts';
import type { Commands } from '../../manifest.ts';
import { changeDirectory, type DirectoryChangeDeps } from './directoryChange.ts';

/** Dismisses the risk of a user, or confirms that the account is compromised (Microsoft: riskyUser). */
export function riskSettle(
  deps: DirectoryChangeDeps,
  action: 'dismiss' | 'confirmCompromised',
): Commands['identity.risk.dismiss'] {
  const { translate, tenants } = deps;
  const isDismissal = action === 'dismiss';
  return async (target) => {
    if (target?.id === undefined) return;
    const name = target.name ?? target.id;
    const path = `/identityProtection/riskyUsers/${action}`;
    const write = { method: 'POST', path, body: { userIds: [target.id] } } as const;
    await changeDirectory(deps, await tenants.find(target.tenant), write, needs.changeRiskyUsers, {
      question: isDismissal
        ? translate('Dismiss all risk of {name}? Detections so far no longer count.', { name })
        : translate('Confirm that {name} is compromised? The risk becomes high, and policies act on it.', {
            name,
          }),
      verb: isDismissal ? translate('Dismiss') : translate('Confirm'),
      done: isDismissal
        ? translate('The risk of {name} is dismissed.', { name })
        : translate('{name} is confirmed as compromised.', { name }),
    });
  };
}
