import { syncSections } from '../../core/ldap/hybrid/syncReport.ts';
import type { Commands } from '../../manifest.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import { showReport, type ReportDeps } from './showReport.ts';

/** Says who can replicate the domains of a forest, and how the accounts of synchronization stand. */
export function checkSync(deps: ReportDeps): Commands['identity.directory.checkSync'] {
  const { translate, connections, clock } = deps;
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return;
    await showReport(deps, translate('Directory Synchronization'), directory.name, async (signal) =>
      syncSections(await connections.session(directory, signal), clock.now(), translate, signal),
    );
  };
}
