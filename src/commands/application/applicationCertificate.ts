import { applicationPath } from '../../core/entra/application.ts';
import { objects } from '../../core/entra/applicationProperties.ts';
import type { CertificateFacts } from '../../core/entra/certificates.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import type { TenantClient } from '../../core/oauth/credentialStore.ts';
import type { ClientCertificate } from '../../core/oauth/model.ts';
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

type Deps = ChangeDeps & Pick<Services, 'credentials' | 'workbench' | 'certificates' | 'clock'>;

const DAYS = 365;

/** Registers a certificate: one from a file, or a key pair made here whose private key stays in secret storage. */
export function applicationAddCertificate(deps: Deps): Commands['identity.application.addCertificate'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked !== undefined) await addCertificate(deps, asked);
  };
}

/** Replaces a certificate: adds another one, then offers to remove the old one, which works until then. */
export function applicationRotateCertificate(deps: Deps): Commands['identity.application.rotateCertificate'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askPart(deps, target, ['certificate']);
    if (asked === undefined) return;
    const { part, kind, context, graph, application } = asked;
    if (!(await addCertificate(deps, asked))) return;
    const remove = translate('Remove Old Certificate');
    const told = translate('{name} has a new certificate. Remove the old one once nothing uses it.', {
      name: application.name,
    });
    void prompt.tell(told, remove).then(async (button) => {
      if (button !== remove) return;
      // The list is replaced whole, so it is read again with the new certificate in it.
      const now = await askApplication(deps, { tenant: asked.tenant.id, clientId: application.clientId });
      if (now === undefined) return;
      const change = await kind.remove({ ...context, application: now.application }, part);
      await sendChange(deps, graph, change, translate('Removing the old certificate'));
    });
  };
}

/** Asks for a certificate and registers it; true when it was. */
async function addCertificate(
  deps: Deps,
  { tenant, graph, application: { clientId, name, resource } }: AskedApplication,
): Promise<boolean> {
  const { prompt, translate } = deps;
  const source = await askSource(deps, name);
  if (source === undefined) return false;
  const made =
    source === 'make'
      ? await prompt.progress(translate('Making a key pair'), () =>
          deps.certificates.make(commonName(name), DAYS),
        )
      : undefined;
  const pem = made === undefined ? await readPem(deps) : made.certificate;
  if (pem === undefined) return false;
  const facts = await deps.certificates.read(pem);
  const key = {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: facts.base64,
    displayName: facts.subject,
  };
  const write = {
    method: 'PATCH',
    path: applicationPath(clientId),
    body: { keyCredentials: [...objects(resource, 'keyCredentials'), key] },
  } as const;
  const answers = await makeChange(
    deps,
    graph,
    { writes: [write], permission: WRITE_APPLICATIONS },
    questionOf(deps, facts, name),
  );
  if (answers !== undefined && made !== undefined) await keep(deps, { tenant, clientId }, facts, made);
  return answers !== undefined;
}

function askSource({ prompt, translate }: Deps, name: string): Promise<'make' | 'file' | undefined> {
  return prompt.pick(
    [
      {
        label: translate('Make a key pair here'),
        detail: translate('The private key stays in secret storage; flows of this application use it'),
        icon: 'wand',
        value: 'make' as const,
      },
      {
        label: translate('Choose a certificate file'),
        detail: translate('PEM; only the certificate is sent, never a key'),
        icon: 'file',
        value: 'file' as const,
      },
    ],
    translate('New Certificate of {name}', { name }),
  );
}

/** The private key that was made here is worth nothing unless it is kept. */
async function keep(
  { credentials }: Deps,
  client: TenantClient,
  { subject }: CertificateFacts,
  { certificate = '', privateKey }: ClientCertificate,
): Promise<void> {
  await credentials.add({
    ...client,
    name: subject,
    value: { kind: 'certificate', certificate, privateKey },
  });
}

function questionOf(
  { translate, clock }: Deps,
  { subject, thumbprint, endsAt }: CertificateFacts,
  name: string,
) {
  const date = new Date(endsAt).toISOString().slice(0, 10);
  const texts = { subject, thumbprint, date, name };
  return {
    question:
      endsAt < clock.now()
        ? translate('{subject} ended on {date}. Add it to {name} all the same?', texts)
        : translate('Add {subject}, valid until {date}, to {name}?', texts),
    verb: translate('Add'),
    done: translate('Certificate {thumbprint} added to {name}.', texts),
  };
}

function readPem({ workbench, translate }: Deps): Promise<string | undefined> {
  return workbench.readFile(translate('Choose a Certificate'), {
    [translate('Certificates')]: ['pem', 'crt', 'cer'],
    [translate('All files')]: ['*'],
  });
}

/** Signs that would end or extend a distinguished name (RFC 4514 §2.4) are left out. */
function commonName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N} .-]/gu, ' ').trim();
  return plain === '' ? 'Identity Workbench' : plain.slice(0, 64);
}
