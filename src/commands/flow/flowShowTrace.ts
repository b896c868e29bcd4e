import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Opens the trace of the last flow that ran in this window. */
export function flowShowTrace({
  history,
  showTrace,
  prompt,
  translate,
  workbench,
}: Pick<
  Services,
  'history' | 'showTrace' | 'prompt' | 'translate' | 'workbench'
>): Commands['identity.flow.showTrace'] {
  return async () => {
    const last = (await history()).last();
    if (last !== undefined) {
      await showTrace(last);
      return;
    }
    const run = translate('Run OAuth Flow');
    if ((await prompt.tell(translate('No flow has run in this window yet.'), run)) === run)
      await workbench.run('identity.flow.run');
  };
}
