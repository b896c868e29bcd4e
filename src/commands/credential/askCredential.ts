import type { CredentialValue } from '../../core/oauth/credentialStore.ts';
import type { FlowDefinition } from '../../core/oauth/flow.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { PickedApplication } from '../application/pickApplication.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'workbench' | 'credentials' | 'sandboxCredential'>;

/** A way to give a credential: its name, and how it is asked for. A new one is one entry. */
const KINDS: readonly {
  readonly kind: CredentialValue['kind'];
  readonly title: string;
  readonly icon: string;
  readonly ask: (deps: Deps) => Promise<CredentialValue | undefined>;
}[] = [
  { kind: 'secret', title: 'Client secret', icon: 'lock', ask: askSecret },
  {
    kind: 'certificate',
    title: 'Certificate with private key (PEM file)',
    icon: 'verified',
    ask: askCertificate,
  },
  { kind: 'federated', title: 'Federated token from a file', icon: 'file', ask: askFederated },
];

/**
 * Makes sure that a flow that needs a client credential has one: stored already, the sandbox's own, or asked for and
 * kept in the credential store. False when the person dismissed the question.
 */
export async function ensureCredential(
  deps: Deps,
  flow: FlowDefinition,
  tenant: Tenant,
  { clientId, registration }: PickedApplication,
): Promise<boolean> {
  const isConfidential = !flow.clientAuthentication.includes('none') && flow.clientAuthentication.length > 0;
  const isWeb =
    registration !== undefined &&
    registration.redirectUris.web.length > 0 &&
    registration.redirectUris.publicClient.length === 0 &&
    registration.redirectUris.spa.length === 0;
  if (!isConfidential && !(isWeb && flow.needs.includes('redirect'))) return true;
  const client = { tenant: tenant.id, clientId };
  if ((await deps.credentials.list({ tenantId: tenant.id, clientId })).length > 0) return true;
  const value = (await deps.sandboxCredential(client)) ?? (await askCredential(deps));
  if (value === undefined) return false;
  await deps.credentials.add({ tenantId: tenant.id, clientId, name: registration?.name ?? clientId, value });
  return true;
}

/** Asks for a credential of any kind; undefined when dismissed. */
export async function askCredential(deps: Deps): Promise<CredentialValue | undefined> {
  const { prompt, translate } = deps;
  const choices = KINDS.map((kind): Choice<(typeof KINDS)[number]> => ({
    label: translate(kind.title),
    icon: kind.icon,
    value: kind,
  }));
  const kind = await prompt.pick(
    choices,
    translate('Client Credential'),
    translate('How does the application authenticate? It is kept in secret storage.'),
  );
  return kind?.ask(deps);
}

async function askSecret({ prompt, translate }: Deps): Promise<CredentialValue | undefined> {
  const secret = await prompt.input({
    title: translate('Client Secret'),
    prompt: translate('The value of the secret, not its ID'),
    secret: true,
    check: (typed) => (typed === '' ? translate('Paste the value of the client secret.') : undefined),
  });
  return secret === undefined ? undefined : { kind: 'secret', secret };
}

async function askCertificate({ workbench, translate, prompt }: Deps): Promise<CredentialValue | undefined> {
  const pem = await workbench.readFile(translate('Certificate and private key'), {
    PEM: ['pem', 'crt', 'key'],
  });
  if (pem === undefined) return undefined;
  const privateKey = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(pem)?.[0];
  const certificate = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.join('\n');
  if (privateKey !== undefined && certificate !== undefined)
    return { kind: 'certificate', privateKey, certificate };
  await prompt.warn(
    translate(
      'The file needs a certificate and its unencrypted PKCS #8 private key ("BEGIN PRIVATE KEY"), both as PEM.',
    ),
  );
  return undefined;
}

async function askFederated({ prompt, translate }: Deps): Promise<CredentialValue | undefined> {
  const path = await prompt.input({
    title: translate('Federated Token'),
    prompt: translate('Path of the file that holds the token, read each time it is needed'),
    value: '/var/run/secrets/azure/tokens/azure-identity-token',
    check: (typed) => (typed.trim() === '' ? translate('Type the path of a file.') : undefined),
  });
  return path === undefined ? undefined : { kind: 'federated', source: { kind: 'file', path: path.trim() } };
}
