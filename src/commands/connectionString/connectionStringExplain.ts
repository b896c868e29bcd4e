import { documentAddress } from '../../core/documentAddress.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { connectionTarget } from './connectionTarget.ts';

/** Opens what a connection string says, key by key, what is wrong with it, and the same in other formats. */
export function connectionStringExplain(
  deps: Pick<Services, 'workbench' | 'prompt' | 'translate' | 'connectionStrings'>,
): Commands['identity.connectionString.explain'] {
  return async (target) => {
    const found = await connectionTarget(deps, target);
    if (found === undefined) return;
    const { connection } = found;
    const id = deps.connectionStrings.add(connection);
    await deps.workbench.openPreview(
      documentAddress('connection-string', [`${connection.format.title}.md`], id),
    );
  };
}
