import type { ListedApplication } from '../../core/entra/application.ts';
import { readProperties } from '../../core/entra/applicationProperties.ts';
import { authorizeClient, authorizedClientsOf } from '../../core/entra/parts/authorizedClients.ts';
import { wellKnownApplications } from '../../core/jwt/valueNames.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type AskedApplication, type ChangeDeps } from './changeApplication.ts';
import { pickPrincipal } from './pickPrincipal.ts';

/** Clients of Microsoft that developers let into their APIs, by client id. */
const DEVELOPER_TOOLS = [
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  '1950a258-227b-4e31-a9cf-717495945fc2',
  'aebc6443-996d-45c2-90f0-388ff96faa56',
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1',
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
];

interface Client {
  readonly appId: string;
  readonly name: string;
}

/** Lets a client have scopes without asking its users for consent. */
export function applicationAddAuthorizedClient(
  deps: ChangeDeps,
): Commands['identity.application.addAuthorizedClient'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const client = await askClient(deps, asked);
    if (client !== undefined) await changeScopes(deps, asked, client);
  };
}

/** Asks which scopes a client has without consent, those it has marked, and makes it so; for none it goes. */
export async function changeScopes(
  deps: ChangeDeps,
  { application, graph }: AskedApplication,
  { appId, name: client }: Client,
): Promise<void> {
  const { prompt, translate } = deps;
  const { name } = application;
  const { scopes } = readProperties(application.resource);
  if (scopes.length === 0) {
    await prompt.tell(translate('{name} exposes no scope yet.', { name }));
    return;
  }
  const before = scopeIdsOf(application, appId);
  const chosen = await prompt.pickMany(
    scopes.map(({ id, value, title }) => ({
      label: value,
      detail: title,
      isPicked: before.includes(id),
      value: id,
    })),
    translate('Scopes of {client}', { client }),
    translate('Its users are not asked for consent to them'),
  );
  if (chosen === undefined || chosen.join() === before.join()) return;
  const values = scopes.filter(({ id }) => chosen.includes(id)).map(({ value }) => value);
  const texts = { client, scopes: values.join(', '), name };
  await makeChange(deps, graph, authorizeClient(application, appId, chosen), {
    question:
      values.length === 0
        ? translate('Take all scopes of {name} from {client}?', texts)
        : translate('Let {client} have {scopes} of {name} without consent?', texts),
    verb: translate('Change'),
    done: translate('Scopes of {client} changed.', texts),
  });
}

/** In the order in which they are exposed, deleted ones left out. */
function scopeIdsOf(application: ListedApplication, appId: string): readonly string[] {
  const ids = authorizedClientsOf(application).find((each) => each.appId === appId)?.scopeIds ?? [];
  return readProperties(application.resource)
    .scopes.filter(({ id }) => ids.includes(id))
    .map(({ id }) => id);
}

async function askClient(
  deps: ChangeDeps,
  { application, graph }: AskedApplication,
): Promise<Client | undefined> {
  const { prompt, translate } = deps;
  const { name } = application;
  const title = translate('Client to Authorize for {name}', { name });
  const known = DEVELOPER_TOOLS.map((appId): Choice<Client | 'other'> => {
    const label = wellKnownApplications[appId] ?? appId;
    return { label, description: appId, icon: 'tools', value: { appId, name: label } };
  });
  const other: Choice<Client | 'other'> = {
    label: translate('An application of this tenant…'),
    icon: 'search',
    value: 'other',
  };
  const chosen = await prompt.pick([other, ...known], title);
  if (chosen !== 'other') return chosen;
  const principal = await pickPrincipal(deps, graph, ['servicePrincipal'], title);
  return principal?.appId === undefined ? undefined : { appId: principal.appId, name: principal.name };
}
