import { explainAdAccount } from '../../core/ldap/ad/explainAccount.ts';
import { explainStandardAccount } from '../../core/ldap/openLdap/explainAccount.ts';
import { groupSections } from '../../core/ldap/reports/effectiveGroups.ts';
import { permissionSections } from '../../core/ldap/reports/permissionsReport.ts';
import { replicationSections } from '../../core/ldap/reports/replicationReport.ts';
import type { ReportSection } from '../../core/ldap/reports/report.ts';
import type { Commands } from '../../manifest.ts';
import type { EntryTarget } from '../../manifest/directory.ts';
import { pickEntry, type PickedEntry } from '../entry/pickEntry.ts';
import { showReport, type ReportDeps } from './showReport.ts';

/** Says what an account is and may do: flags, password, locks, Kerberos, or its password policy state. */
export function explainAccount(deps: ReportDeps): Commands['identity.entry.explainAccount'] {
  const { translate, clock } = deps;
  return entryReport(deps, translate('Explain Account'), ({ session, dn }, signal) =>
    session.server.kind === 'activeDirectory'
      ? explainAdAccount(session, dn, clock.now(), translate, signal)
      : explainStandardAccount(session, dn, translate, signal),
  );
}

/** Shows the groups an entry is in, directly, through others, and in a token. */
export function showGroups(deps: ReportDeps): Commands['identity.entry.showGroups'] {
  const { translate } = deps;
  return entryReport(deps, translate('Effective Groups'), ({ session, dn }, signal) =>
    groupSections(session, dn, translate, signal),
  );
}

/** Shows who may do what to an entry of Active Directory. */
export function showPermissions(deps: ReportDeps): Commands['identity.entry.showPermissions'] {
  const { translate } = deps;
  return entryReport(deps, translate('Who May Do What'), ({ session, dn }, signal) =>
    permissionSections(session, dn, translate, signal),
  );
}

/** Shows when and where each attribute of an entry was written last. */
export function showReplication(deps: ReportDeps): Commands['identity.entry.showReplication'] {
  const { translate } = deps;
  return entryReport(deps, translate('Replication Metadata'), ({ session, dn }, signal) =>
    replicationSections(session, dn, translate, signal),
  );
}

function entryReport(
  deps: ReportDeps,
  title: string,
  find: (entry: PickedEntry, signal: AbortSignal) => Promise<readonly ReportSection[]>,
): (target?: EntryTarget) => Promise<void> {
  return async (target) => {
    const picked = await pickEntry(deps, target, title);
    if (picked === undefined) return;
    await showReport(deps, title, picked.dn, (signal) => find(picked, signal));
  };
}
