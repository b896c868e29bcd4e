import { deviceSections } from '../../core/ldap/hybrid/deviceReport.ts';
import { compareSections, matchSections } from '../../core/ldap/hybrid/compareReport.ts';
import type { Commands } from '../../manifest.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import { pickEntry } from '../entry/pickEntry.ts';
import type { Services } from '../services.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { showReport, type ReportDeps } from './showReport.ts';

type Deps = ReportDeps & Pick<Services, 'tenants' | 'graph'>;

/** Says whom of a tenant a person of a directory matches, and by what. */
export function matchTenant(deps: Deps): Commands['identity.entry.matchTenant'] {
  const { translate, graph } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Match User with Tenant'));
    if (picked === undefined) return;
    const tenant = await pickTenant(deps, target?.tenant, (each) => each.graph !== undefined);
    if (tenant === undefined) return;
    const { session, dn } = picked;
    await showReport(deps, translate('Match with {tenant}', { tenant: tenant.name }), dn, (signal) =>
      matchSections(session, dn, graph(tenant), translate, signal),
    );
  };
}

/** Compares everybody below an entry, or in the whole directory, with the users of a tenant. */
export function compareTenant(deps: Deps): Commands['identity.directory.compareTenant'] {
  const { translate } = deps;
  return comparison(
    deps,
    (directory, tenant) => translate('{directory} and {tenant}', { directory, tenant }),
    compareSections,
  );
}

/** Compares the computers below an entry, or of the whole directory, with the devices of a tenant. */
export function compareDevices(deps: Deps): Commands['identity.directory.compareDevices'] {
  const { translate, clock } = deps;
  return comparison(
    deps,
    (directory, tenant) => translate('Computers of {directory} and {tenant}', { directory, tenant }),
    (session, base, graph, ...rest) => deviceSections(session, base, graph, clock.now(), ...rest),
  );
}

function comparison(
  deps: Deps,
  titleOf: (directory: string, tenant: string) => string,
  find: typeof compareSections,
): Commands['identity.directory.compareTenant'] {
  const { translate, graph, connections } = deps;
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return;
    const tenant = await pickTenant(deps, target?.tenant, (each) => each.graph !== undefined);
    if (tenant === undefined) return;
    const title = titleOf(directory.name, tenant.name);
    await showReport(deps, title, target?.dn ?? directory.url, async (signal, report) => {
      const session = await connections.session(directory, signal);
      const base = target?.dn ?? session.server.defaultNamingContext ?? '';
      return find(session, base, graph(tenant), translate, signal, report);
    });
  };
}
