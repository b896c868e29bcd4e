import { text } from '../../core/json.ts';
import { applicationPath } from '../../core/entra/application.ts';
import { readProperties } from '../../core/entra/applicationProperties.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import type { TenantClient } from '../../core/oauth/credentialStore.ts';
import type { Commands } from '../../manifest.ts';
import { askPart } from './applicationPart.ts';
import {
  askApplication,
  makeChange,
  sendChange,
  type AskedApplication,
  type ChangeDeps,
} from './changeApplication.ts';
import type { Services } from '../services.ts';

type Deps = ChangeDeps & Pick<Services, 'clock' | 'credentials' | 'workbench'>;

const DAY = 24 * 3600 * 1000;
const LIFETIMES = [90, 180, 365, 730];

/** Where a new secret goes; Graph shows it once. */
type Destination = 'store' | 'clipboard' | 'file';

/** Adds a client secret and hands it over at once: it can never be read again. */
export function applicationAddSecret(deps: Deps): Commands['identity.application.addSecret'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { name } = asked.application;
    const displayName = await prompt.input({
      title: translate('New Client Secret of {name}', { name }),
      prompt: translate('What it is for, so that it can be told from others'),
      value: 'Identity Workbench',
    });
    if (displayName === undefined) return;
    const days = await prompt.pick(
      LIFETIMES.map((each) => ({ label: translate('{days} days', { days: each }), value: each })),
      translate('Lifetime'),
      translate(
        'Shorter is safer; an application in the cloud needs no secret at all with a federated credential',
      ),
    );
    if (days !== undefined) await addSecret(deps, asked, displayName, days);
  };
}

/** Replaces a secret: adds one with the same name and lifetime, then offers to remove the old one. */
export function applicationRotateSecret(deps: Deps): Commands['identity.application.rotateSecret'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askPart(deps, target, ['secret']);
    if (asked === undefined) return;
    const { part, graph, application } = asked;
    if (!(await addSecret(deps, asked, part.label, lifetimeOf(asked, part.key)))) return;
    const remove = translate('Remove Old Secret');
    const told = translate('{name} has a new secret. Remove the old one once nothing uses it.', {
      name: application.name,
    });
    void prompt.tell(told, remove).then(async (button) => {
      if (button !== remove) return;
      const write = {
        method: 'POST',
        path: `${applicationPath(application.clientId)}/removePassword`,
        body: { keyId: part.key },
      } as const;
      const change = { writes: [write], permission: WRITE_APPLICATIONS };
      await sendChange(deps, graph, change, translate('Removing the old secret'));
    });
  };
}

async function addSecret(
  deps: Deps,
  { tenant, graph, application }: AskedApplication,
  displayName: string,
  days: number,
): Promise<boolean> {
  const { translate, clock } = deps;
  const { clientId, name } = application;
  const destination = await askDestination(deps);
  if (destination === undefined) return false;
  const endDateTime = new Date(clock.now() + days * DAY).toISOString();
  const write = {
    method: 'POST',
    path: `${applicationPath(clientId)}/addPassword`,
    body: { passwordCredential: { displayName, endDateTime } },
  } as const;
  const answers = await makeChange(
    deps,
    graph,
    { writes: [write], permission: WRITE_APPLICATIONS },
    {
      question: translate('Add a client secret to {name}?', { name }),
      verb: translate('Add'),
      done: translate('Secret of {name} added, valid until {date}.', {
        name,
        date: endDateTime.slice(0, 10),
      }),
    },
  );
  const secret = answers?.[0] === undefined ? undefined : text(answers[0], 'secretText');
  if (secret === undefined) return false;
  await deliver[destination](deps, { tenant, clientId, name: displayName, secret });
  return true;
}

interface NewSecret extends TenantClient {
  readonly name: string;
  readonly secret: string;
}

const deliver: Readonly<Record<Destination, (deps: Deps, secret: NewSecret) => Promise<unknown>>> = {
  store: ({ credentials }, { secret, ...client }) =>
    credentials.add({ ...client, value: { kind: 'secret', secret } }),
  clipboard: ({ workbench }, { secret }) => workbench.clipboard.write(secret),
  // A file that is not written after all would lose what can never be read again.
  file: async ({ workbench, credentials, translate, prompt }, { secret, ...client }) => {
    const text = `AZURE_TENANT_ID=${client.tenant.id}\nAZURE_CLIENT_ID=${client.clientId}\nAZURE_CLIENT_SECRET=${secret}\n`;
    if (await workbench.saveFile(translate('Save the Client Secret'), '.env', text)) return;
    await credentials.add({ ...client, value: { kind: 'secret', secret } });
    await prompt.tell(translate('No file was written. The secret is in secret storage.'));
  },
};

function askDestination({ prompt, translate }: Deps): Promise<Destination | undefined> {
  return prompt.pick<Destination>(
    [
      {
        label: translate('Secret storage'),
        detail: translate('Encrypted by VS Code; flows of this application use it from now on'),
        icon: 'lock',
        value: 'store',
      },
      {
        label: translate('Clipboard'),
        detail: translate('To paste it once; clipboard managers may keep it'),
        icon: 'copy',
        value: 'clipboard',
      },
      {
        label: translate('A file'),
        detail: translate('As .env, where you choose; never commit it'),
        icon: 'file-code',
        value: 'file',
      },
    ],
    translate('Where the Secret Goes'),
    translate('It is shown this once only'),
  );
}

/** Days from start to end of a secret, at least one. */
function lifetimeOf({ application: { resource } }: AskedApplication, keyId: string): number {
  const json = readProperties(resource).secrets.find((each) => each.keyId === keyId);
  const days = json === undefined ? NaN : Math.round((json.endsAt - json.startsAt) / DAY);
  return Number.isFinite(days) ? Math.min(Math.max(days, 1), 730) : 180;
}
