import { applicationPath, listApplications } from '../../core/entra/application.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import type { DeletedApplicationTarget } from '../../manifest/targets.ts';
import { askApplication, makeChange, pickGraphTenant, type ChangeDeps } from './changeApplication.ts';

/** Gives a registration another name. */
export function applicationRename(deps: ChangeDeps): Commands['identity.application.rename'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { clientId, name } = asked.application;
    const typed = await prompt.input({
      title: translate('Rename {name}', { name }),
      prompt: translate('Shown to users when they consent'),
      value: name,
      check: (text) =>
        text.trim() === '' || text.length > 120 ? translate('A name has 1 to 120 characters.') : undefined,
    });
    const displayName = typed?.trim();
    if (displayName === undefined || displayName === name) return;
    const rename = (to: string) =>
      ({ method: 'PATCH', path: applicationPath(clientId), body: { displayName: to } }) as const;
    await makeChange(
      deps,
      asked.graph,
      { writes: [rename(displayName)], undo: [rename(name)], permission: WRITE_APPLICATIONS },
      {
        question: translate('Rename {name} to {displayName}?', { name, displayName }),
        verb: translate('Rename'),
        done: translate('{name} is now {displayName}.', { name, displayName }),
      },
    );
  };
}

/** Deletes a registration after its name was typed; it can be restored for 30 days. */
export function applicationDelete(deps: ChangeDeps): Commands['identity.application.delete'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { clientId, objectId, name } = asked.application;
    await makeChange(
      deps,
      asked.graph,
      {
        writes: [{ method: 'DELETE', path: applicationPath(clientId) }],
        undo: [{ method: 'POST', path: `/directory/deletedItems/${objectId}/restore` }],
        permission: WRITE_APPLICATIONS,
      },
      {
        question: translate('Delete the app registration {name}', { name }),
        verb: translate('Delete'),
        done: translate('{name} deleted. It can be restored for 30 days.', { name }),
        nameToType: name,
      },
    );
  };
}

/** Brings a deleted registration back. */
export function applicationRestore(deps: ChangeDeps): Commands['identity.application.restore'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askDeleted(deps, target);
    if (asked === undefined) return;
    const { tenant, objectId, name } = asked;
    await makeChange(
      deps,
      deps.graph(tenant),
      {
        writes: [{ method: 'POST', path: `/directory/deletedItems/${objectId}/restore` }],
        permission: WRITE_APPLICATIONS,
      },
      {
        question: translate('Restore the app registration {name}?', { name }),
        verb: translate('Restore'),
        done: translate('{name} restored.', { name }),
      },
    );
  };
}

/** Deletes a deleted registration for good, after its name was typed. */
export function applicationDeletePermanently(
  deps: ChangeDeps,
): Commands['identity.application.deletePermanently'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askDeleted(deps, target);
    if (asked === undefined) return;
    const { tenant, objectId, name } = asked;
    await makeChange(
      deps,
      deps.graph(tenant),
      {
        writes: [{ method: 'DELETE', path: `/directory/deletedItems/${objectId}` }],
        permission: WRITE_APPLICATIONS,
      },
      {
        question: translate('Delete {name} for good', { name }),
        verb: translate('Delete'),
        done: translate('{name} is gone for good.', { name }),
        nameToType: name,
      },
    );
  };
}

interface DeletedApplication {
  readonly tenant: Tenant;
  readonly objectId: string;
  readonly name: string;
}

async function askDeleted(
  deps: ChangeDeps,
  target: DeletedApplicationTarget | undefined,
): Promise<DeletedApplication | undefined> {
  const { prompt, translate } = deps;
  const tenant = await pickGraphTenant(deps, target?.tenant);
  if (tenant === undefined) return undefined;
  if (target?.objectId !== undefined)
    return { tenant, objectId: target.objectId, name: target.name ?? target.objectId };
  const { applications } = await prompt.progress(
    translate('Reading deleted app registrations of {tenant}', { tenant: tenant.name }),
    (signal) => listApplications(deps.graph(tenant), { signal, query: { list: 'deleted' } }),
  );
  const choices = applications.map(({ objectId, name, clientId }) => ({
    label: name,
    description: clientId,
    icon: 'trash',
    value: { tenant, objectId, name },
  }));
  if (choices.length === 0) {
    await prompt.tell(translate('{tenant} has no deleted app registrations.', { tenant: tenant.name }));
    return undefined;
  }
  return prompt.pick(choices, translate('Deleted App Registrations'));
}
