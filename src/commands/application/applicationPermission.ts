import { readProperties } from '../../core/entra/applicationProperties.ts';
import { consentWrites, readConsent, readResource } from '../../core/entra/consent.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import { changePermissions } from '../../core/entra/parts/permissions.ts';
import { text } from '../../core/json.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Graph } from '../../core/entra/graph.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type AskedApplication, type ChangeDeps } from './changeApplication.ts';

const GRAPH = '00000003-0000-0000-c000-000000000000';

/** Has a registration ask for one more permission of Microsoft Graph or another API. */
export function applicationAddPermission(deps: ChangeDeps): Commands['identity.application.addPermission'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { name } = application;
    const appId = await prompt.pick(apis(graph), translate('API'), translate('Whose permission?'));
    if (appId === undefined) return;
    const { requested } = readProperties(application.resource);
    const choices = readResource(graph, appId).then((resource) =>
      (resource?.permissions ?? [])
        .filter(({ id, type }) => !requested.some((each) => each.id === id && each.type === type))
        .map((permission) => ({
          label: permission.value,
          description: permission.type === 'Role' ? translate('application') : translate('delegated'),
          detail: permission.needsAdmin
            ? `${permission.title} · ${translate('needs admin consent')}`
            : permission.title,
          icon: permission.type === 'Role' ? 'server-process' : 'account',
          value: permission,
        })),
    );
    const permission = await prompt.pick(
      choices,
      translate('Permission'),
      translate('What may {name} do?', { name }),
    );
    if (permission === undefined) return;
    const { id, type, value } = permission;
    const change = changePermissions(application, (all) => [...all, { resourceAppId: appId, id, type }]);
    await makeChange(deps, graph, change, {
      question: translate('Have {name} ask for {value}?', { name, value }),
      verb: translate('Add'),
      done: translate('{name} asks for {value}. It is not granted yet.', { name, value }),
    });
  };
}

/** Grants all that a registration asks for, for everybody in the tenant. */
export function applicationGrantConsent(deps: ChangeDeps): Commands['identity.application.grantConsent'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined || !(await hasPrincipal(deps, asked))) return;
    const { application, graph } = asked;
    const { clientId, name } = application;
    const { requested } = readProperties(application.resource);
    const [writes, consent] = await prompt.progress(
      translate('Reading what is granted to {name}', { name }),
      (signal) =>
        Promise.all([
          consentWrites(graph, clientId, requested, signal),
          readConsent(graph, clientId, requested, signal),
        ]),
    );
    const missing = consent.filter(({ state }) => state !== 'granted').map(({ value }) => value);
    if (writes.length === 0) {
      await prompt.tell(translate('All that {name} asks for is granted.', { name }));
      return;
    }
    const permission = 'DelegatedPermissionGrant.ReadWrite.All, AppRoleAssignment.ReadWrite.All';
    await makeChange(
      deps,
      graph,
      { writes, permission },
      {
        question: translate('Grant {permissions} to {name} for everybody in {tenant}?', {
          permissions: missing.join(', '),
          name,
          tenant: asked.tenant.name,
        }),
        verb: translate('Grant'),
        done: translate('Granted to {name}: {permissions}.', { name, permissions: missing.join(', ') }),
      },
    );
  };
}

/** The APIs with permissions, Microsoft Graph first. */
async function apis(graph: Graph) {
  const page = await graph.list('/servicePrincipals?$select=id,appId,displayName&$top=100', {
    permission: 'Application.Read.All',
  });
  const others = page.values.map((json) => ({
    label: text(json, 'displayName') ?? '',
    description: text(json, 'appId') ?? '',
    icon: 'symbol-interface',
    value: text(json, 'appId') ?? '',
  }));
  return [
    { label: 'Microsoft Graph', description: GRAPH, icon: 'symbol-interface', value: GRAPH },
    ...others.filter(({ value }) => value !== GRAPH && value !== ''),
  ];
}

/** Consent is given to the service principal, so it is made first where there is none. */
async function hasPrincipal(deps: ChangeDeps, { application, graph }: AskedApplication): Promise<boolean> {
  const { clientId, name } = application;
  try {
    await consentWrites(graph, clientId, []);
    return true;
  } catch (error) {
    if (!IdentityError.is(error, 'application.noPrincipal')) throw error;
  }
  const change = {
    writes: [{ method: 'POST', path: '/servicePrincipals', body: { appId: clientId } }],
    permission: WRITE_APPLICATIONS,
  } as const;
  const made = await makeChange(deps, graph, change, {
    question: deps.translate('{name} has no service principal in this tenant. Create it?', { name }),
    verb: deps.translate('Create'),
    done: deps.translate('Service principal of {name} created.', { name }),
  });
  return made !== undefined;
}
