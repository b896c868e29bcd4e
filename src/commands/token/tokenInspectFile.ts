import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Opens the inspector on the first token of a file: the one given, else one the person picks. */
export function tokenInspectFile({
  workbench,
  inspect,
  translate,
}: Pick<Services, 'workbench' | 'inspect' | 'translate'>): Commands['identity.token.inspectFile'] {
  return async (target) => {
    const text =
      target === undefined
        ? await workbench.readFile(translate('Inspect Token from File'), {
            [translate('Tokens')]: ['jwt', 'txt', 'json', 'har', 'log', 'env'],
            [translate('All Files')]: ['*'],
          })
        : await workbench.readText(target.uri);
    if (text !== undefined) await inspect(text);
  };
}
