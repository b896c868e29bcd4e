import { whoAmISections } from '../../core/ldap/reports/whoAmI.ts';
import type { Commands } from '../../manifest.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import { showReport, type ReportDeps } from './showReport.ts';

/** Asks the server whom it takes this connection for. */
export function whoAmI(deps: ReportDeps): Commands['identity.directory.whoAmI'] {
  const { translate, connections } = deps;
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return;
    await showReport(deps, translate('Who Am I'), directory.name, async (signal) =>
      whoAmISections(await connections.session(directory, signal), directory, translate, signal),
    );
  };
}
