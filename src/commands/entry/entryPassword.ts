import { rdnLabel } from '../../core/ldap/dn.ts';
import { setPassword } from '../../core/ldap/setPassword.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickEntry } from './pickEntry.ts';

/** Sets the password of an entry the way its server wants it. */
export function entrySetPassword(
  deps: Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench'>,
): Commands['identity.entry.setPassword'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Set the password of'));
    if (picked === undefined) return;
    const { session, dn } = picked;
    const name = rdnLabel(dn);
    const title = translate('Set Password of {name}', { name });
    const to = await prompt.input({
      title,
      prompt: translate('The new password'),
      secret: true,
      check: (typed) => (typed === '' ? translate('A password cannot be empty.') : undefined),
    });
    if (to === undefined) return;
    const again = await prompt.input({
      title,
      prompt: translate('The new password once more'),
      secret: true,
      check: (typed) => (typed === to ? undefined : translate('It is not the same.')),
    });
    if (again !== to) return;
    await prompt.progress(title, (signal) => setPassword(session, dn, { to }, signal));
    await prompt.tell(translate('The password of {name} is set.', { name }));
  };
}
