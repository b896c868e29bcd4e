import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;

/** Moves the sandbox's clock, so that tokens, codes and secrets expire while you watch. */
export function sandboxSetClock({
  sandbox,
  prompt,
  translate,
}: Pick<Services, 'sandbox' | 'prompt' | 'translate'>): Commands['identity.sandbox.setClock'] {
  return async (target) => {
    const title = translate('Set Sandbox Clock');
    const offset =
      target?.offset ??
      (await prompt.pick<number | 'other'>(
        [
          { label: translate('The right time'), value: 0 },
          {
            label: translate('2 hours ahead'),
            detail: translate('Access tokens have expired'),
            value: 2 * HOUR,
          },
          {
            label: translate('2 days ahead'),
            detail: translate('Refresh tokens of pages have expired'),
            value: 2 * DAY,
          },
          {
            label: translate('100 days ahead'),
            detail: translate('Refresh tokens have expired'),
            value: 100 * DAY,
          },
          {
            label: translate('2 years ahead'),
            detail: translate('Client secrets have expired'),
            value: 730 * DAY,
          },
          {
            label: translate('1 hour behind'),
            detail: translate('Tokens are not valid yet elsewhere'),
            value: -HOUR,
          },
          { label: translate('Other…'), value: 'other' },
        ],
        title,
      ));
    if (offset === undefined) return;
    if (offset !== 'other') {
      (await sandbox()).setClock(offset);
      return;
    }
    const typed = await prompt.input({
      title,
      prompt: translate('Minutes from the right time; negative for the past'),
      check: (text) =>
        /^-?\d{1,8}$/.test(text.trim()) ? undefined : translate('This is not a whole number.'),
    });
    if (typed !== undefined) (await sandbox()).setClock(Number(typed) * 60_000);
  };
}
