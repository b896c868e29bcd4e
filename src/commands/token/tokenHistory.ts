import { decodeToken } from '../../core/jwt/decode.ts';
import { describeToken } from '../../core/jwt/describe.ts';
import type { InspectedToken } from '../../core/jwt/tokenHistory.ts';
import { timeText } from '../../core/jwt/timeText.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'tokenHistory' | 'prompt' | 'workbench' | 'translate' | 'clock' | 'setting' | 'inspect' | 'locale'
>;
const SETTING = 'identity.history.enabled';

/** Opens a token that was inspected before; says how to keep a history while there is none. */
export function inspectFromHistory(deps: Deps): Commands['identity.token.history'] {
  const { tokenHistory, prompt, workbench, translate, setting, inspect } = deps;
  return async () => {
    if (!setting(SETTING)) {
      const open = translate('Open Setting');
      const told = translate('No history of inspected tokens is kept. A setting turns it on.');
      if ((await prompt.tell(told, open)) === open)
        await workbench.run('workbench.action.openSettings', SETTING);
      return;
    }
    const kept = await tokenHistory.list();
    if (kept.length === 0) {
      await prompt.tell(translate('The history is empty: no token was inspected since it was turned on.'));
      return;
    }
    const clear: Choice<InspectedToken | 'clear'> = {
      label: translate('Clear History'),
      icon: 'trash',
      value: 'clear',
    };
    const picked = await prompt.pick<InspectedToken | 'clear'>(
      [...kept.map((each) => choice(each, deps)), clear],
      translate('Inspected Tokens'),
    );
    if (picked === 'clear') await tokenHistory.forgetAll();
    else if (picked !== undefined) await inspect(picked.token);
  };
}

/** Forgets the tokens that were inspected. */
export function clearHistory({ tokenHistory }: Deps): Commands['identity.token.clearHistory'] {
  return () => tokenHistory.forgetAll();
}

function choice({ token, at }: InspectedToken, { translate, clock, locale }: Deps): Choice<InspectedToken> {
  const { kind, subject, issuer } = describeToken(decodeToken(token), clock.now());
  const who = subject?.name ?? subject?.value;
  const from = issuer?.name ?? issuer?.value;
  return {
    label: visibleLine([translate(kind.name), who].filter(Boolean).join(' · ').slice(0, 200)),
    description: timeText(locale).relative(at, clock.now()),
    icon: 'key',
    value: { token, at },
    ...(from === undefined ? {} : { detail: visibleLine(from.slice(0, 200)) }),
  };
}
