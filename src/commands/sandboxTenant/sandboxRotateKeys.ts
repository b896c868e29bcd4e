import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Has the sandbox sign with a new key; verifiers must then read its keys again. */
export function sandboxRotateKeys({
  sandbox,
  prompt,
  translate,
}: Pick<Services, 'sandbox' | 'prompt' | 'translate'>): Commands['identity.sandbox.rotateKeys'] {
  return async (target) => {
    const old =
      target?.old ??
      (await prompt.pick<'keep' | 'remove'>(
        [
          {
            label: translate('Keep the old key published'),
            detail: translate('As Entra rolls over'),
            value: 'keep',
          },
          {
            label: translate('Remove the old key'),
            detail: translate('Its tokens verify no more'),
            value: 'remove',
          },
        ],
        translate('Rotate Sandbox Keys'),
      ));
    if (old !== undefined) await (await sandbox()).rotateKeys(old);
  };
}
