import { readProperties, type RequestedPermission } from '../../core/entra/applicationProperties.ts';
import { consentUndo, consentWrites, GRANT_CONSENT, revocation } from '../../core/entra/consentChange.ts';
import { readConsent, readResource } from '../../core/entra/consent.ts';
import { changePermissions, permissionKey } from '../../core/entra/parts/permissions.ts';
import type { Graph } from '../../core/entra/graph.ts';
import type { MarkedChoice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { askPart } from './applicationPart.ts';
import { askApplication, hasPrincipal, makeChange, type ChangeDeps } from './changeApplication.ts';
import { pickPrincipal } from './pickPrincipal.ts';
import type { Services } from '../services.ts';

const GRAPH = '00000003-0000-0000-c000-000000000000';

/** Has a registration ask for more, or fewer, permissions of Microsoft Graph or another API. */
export function applicationAddPermission(deps: ChangeDeps): Commands['identity.application.addPermission'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { name } = application;
    const { requested } = readProperties(application.resource);
    const appId = await askApi(deps, graph, requested);
    if (appId === undefined) return;
    const before = requested.filter((each) => each.resourceAppId === appId);
    const choices = readResource(graph, appId).then((resource) =>
      (resource?.permissions ?? []).map((permission) => choiceOf(deps, permission, before)),
    );
    const chosen = await prompt.pickMany(
      choices,
      translate('Permissions'),
      translate('What may {name} do? What is not marked is not asked for any more.', { name }),
    );
    if (chosen === undefined) return;
    const isSame = (one: RequestedPermission) => (other: { readonly id: string; readonly type: string }) =>
      one.id === other.id && one.type === other.type;
    const now = chosen.map(({ id, type }) => ({ resourceAppId: appId, id, type }));
    const added = chosen.filter((each) => !before.some(isSame({ ...each, resourceAppId: appId })));
    const removed = before.filter((each) => !chosen.some(isSame(each)));
    if (added.length === 0 && removed.length === 0) return;
    const change = changePermissions(application, (all) => [
      ...all.filter((each) => each.resourceAppId !== appId),
      ...now,
    ]);
    const texts = {
      name,
      added: added.map(({ value }) => value).join(', '),
      removed: removed.length,
    };
    await makeChange(deps, graph, change, {
      question:
        removed.length === 0
          ? translate('Have {name} ask for {added}?', texts)
          : translate('Have {name} ask for {removed} permissions less, and for {added}?', {
              ...texts,
              added: texts.added === '' ? translate('none more') : texts.added,
            }),
      verb: removed.length === 0 ? translate('Add') : translate('Change'),
      done: translate('{name} asks for other permissions now. Consent is another step.', texts),
    });
  };
}

function choiceOf<
  Permission extends {
    readonly id: string;
    readonly type: string;
    readonly value: string;
    readonly title: string;
    readonly needsAdmin: boolean;
  },
>(
  { translate }: ChangeDeps,
  permission: Permission,
  before: readonly RequestedPermission[],
): MarkedChoice<Permission> {
  const { id, type, value, title, needsAdmin } = permission;
  return {
    label: value,
    description: type === 'Role' ? translate('application') : translate('delegated'),
    detail: needsAdmin ? `${title} · ${translate('needs admin consent')}` : title,
    icon: type === 'Role' ? 'server-process' : 'account',
    isPicked: before.some((each) => each.id === id && each.type === type),
    value: permission,
  };
}

/** The API whose permission is asked for: Graph, one that is asked already, or any other, found by name. */
async function askApi(
  deps: ChangeDeps,
  graph: Graph,
  requested: readonly RequestedPermission[],
): Promise<string | undefined> {
  const { prompt, translate } = deps;
  const others = [...new Set(requested.map(({ resourceAppId }) => resourceAppId))].filter(
    (appId) => appId !== GRAPH,
  );
  const resources = others.map(async (appId) => (await readResource(graph, appId))?.name ?? appId);
  const title = translate('API');
  const other = translate('Another API…');
  const choices = Promise.all(resources).then((names) => [
    { label: 'Microsoft Graph', description: GRAPH, icon: 'symbol-interface', value: GRAPH },
    ...others.map((appId, index) => ({
      label: names[index] ?? appId,
      description: appId,
      icon: 'symbol-interface',
      value: appId,
    })),
    { label: other, icon: 'search', value: '' },
  ]);
  const chosen = await prompt.pick(choices, title, translate('Whose permissions?'));
  if (chosen !== '') return chosen;
  return (await pickPrincipal(deps, graph, ['servicePrincipal'], title))?.appId;
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
    const [{ writes, scopes: granted }, consent] = await prompt.progress(
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
    await makeChange(
      deps,
      graph,
      { writes, undo: (answers) => consentUndo(writes, answers, granted), permission: GRANT_CONSENT },
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

/** Takes a permission back that was granted to everybody; the registration goes on asking for it. */
export function applicationRevokeConsent(
  deps: ChangeDeps & Pick<Services, 'clock'>,
): Commands['identity.application.revokeConsent'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askPart(deps, target, ['permission']);
    if (asked === undefined) return;
    const { application, graph, part } = asked;
    const { clientId, name, resource } = application;
    const permission = readProperties(resource).requested.find((each) => permissionKey(each) === part.key);
    const texts = { value: part.label, name };
    const change = permission === undefined ? undefined : await revocation(graph, clientId, permission);
    if (change === undefined) {
      await prompt.tell(translate('{value} is not granted to {name} for everybody.', texts));
      return;
    }
    await makeChange(deps, graph, change, {
      question: translate('Take {value} back from {name} for everybody?', texts),
      verb: translate('Revoke'),
      done: translate('{value} taken back from {name}. Tokens already issued keep it until they end.', texts),
    });
  };
}
