import { IdentityError } from '../../core/errors.ts';
import type { AssertionSource, CredentialValue } from '../../core/oauth/credentialStore.ts';
import type { FlowDefinition } from '../../core/oauth/flow.ts';
import type { ClientAuthenticationMethod, Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { PickedApplication } from '../application/pickApplication.ts';
import { pickToken } from '../token/pickToken.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'workbench' | 'credentials' | 'sandboxCredential' | 'certificates' | 'tokens'
>;

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
  { kind: 'federated', title: 'Federated token, without a secret', icon: 'link', ask: askFederated },
];

/**
 * Makes sure that a flow that needs a client credential has one: stored already, the sandbox's own, or asked for and
 * kept in the credential store. `asked` is the method the request names. False when the person dismissed the question.
 */
export async function ensureCredential(
  deps: Deps,
  flow: FlowDefinition,
  tenant: Tenant,
  { clientId, registration }: PickedApplication,
  asked?: ClientAuthenticationMethod,
): Promise<boolean> {
  if (asked === 'none') return true;
  const isConfidential =
    asked !== undefined ||
    (!flow.clientAuthentication.includes('none') && flow.clientAuthentication.length > 0);
  const isWeb =
    registration !== undefined &&
    registration.redirectUris.web.length > 0 &&
    registration.redirectUris.publicClient.length === 0 &&
    registration.redirectUris.spa.length === 0;
  if (!isConfidential && !(isWeb && flow.needs.includes('redirect'))) return true;
  const client = { tenant, clientId };
  if ((await deps.credentials.list(client)).length > 0) return true;
  const value = (await deps.sandboxCredential(client)) ?? (await askCredential(deps));
  if (value === undefined) return false;
  await deps.credentials.add({ ...client, name: registration?.name ?? clientId, value });
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

async function askCertificate({
  workbench,
  translate,
  prompt,
  certificates,
}: Deps): Promise<CredentialValue | undefined> {
  const pem = await workbench.readFile(translate('Certificate and private key'), {
    PEM: ['pem', 'crt', 'key'],
  });
  if (pem === undefined) return undefined;
  const certificate = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.join('\n');
  if (certificate === undefined)
    throw new IdentityError('certificate.unreadable', { reason: 'It holds no certificate.' });
  const isLocked = /\bENCRYPTED\b/.test(pem);
  const passphrase = isLocked
    ? await prompt.input({
        title: translate('Private Key'),
        prompt: translate('Passphrase of the private key; it is not kept'),
        secret: true,
      })
    : undefined;
  if (isLocked && passphrase === undefined) return undefined;
  return { kind: 'certificate', privateKey: await certificates.openKey(pem, passphrase), certificate };
}

/** A federated token from wherever the platform, or another provider, puts it. */
async function askFederated(deps: Deps): Promise<CredentialValue | undefined> {
  const { prompt, translate } = deps;
  const choices: readonly Choice<(deps: Deps) => Promise<AssertionSource | undefined>>[] = [
    {
      label: translate('From a file'),
      detail: translate('Read each time it is needed, as workload identity projects it'),
      icon: 'file',
      value: askFile,
    },
    {
      label: translate('From an environment variable'),
      detail: translate('Of the extension host, as a pipeline sets it'),
      icon: 'terminal',
      value: askVariable,
    },
    {
      label: translate('From another provider'),
      detail: translate('A token of Cached Tokens whose issuer the application trusts'),
      icon: 'key',
      value: askTokenSet,
    },
  ];
  const ask = await prompt.pick(choices, translate('Federated Token'), translate('Where is the token?'));
  const source = await ask?.(deps);
  return source === undefined ? undefined : { kind: 'federated', source };
}

async function askFile({ prompt, translate }: Deps): Promise<AssertionSource | undefined> {
  const path = await prompt.input({
    title: translate('Federated Token'),
    prompt: translate('Path of the file that holds the token, read each time it is needed'),
    value: '/var/run/secrets/azure/tokens/azure-identity-token',
    check: (typed) => (typed.trim() === '' ? translate('Type the path of a file.') : undefined),
  });
  return path === undefined ? undefined : { kind: 'file', path: path.trim() };
}

async function askVariable({ prompt, translate }: Deps): Promise<AssertionSource | undefined> {
  const variable = await prompt.input({
    title: translate('Federated Token'),
    prompt: translate('Name of the environment variable that holds the token'),
    check: (typed) => (typed.trim() === '' ? translate('Type the name of a variable.') : undefined),
  });
  return variable === undefined ? undefined : { kind: 'environment', variable: variable.trim() };
}

async function askTokenSet(deps: Deps): Promise<AssertionSource | undefined> {
  const token = await pickToken(deps);
  return token === undefined ? undefined : { kind: 'tokenSet', tokenId: token.tokenId };
}
