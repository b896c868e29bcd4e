import { applicationPath } from '../../core/entra/application.ts';
import { objects } from '../../core/entra/applicationProperties.ts';
import type { CertificateFacts } from '../../core/entra/certificates.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import type { ClientCertificate } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

type Deps = ChangeDeps & Pick<Services, 'credentials' | 'workbench' | 'certificates' | 'clock'>;

const DAYS = 365;

/** Registers a certificate: one from a file, or a key pair made here whose private key stays in secret storage. */
export function applicationAddCertificate(deps: Deps): Commands['identity.application.addCertificate'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { tenant, graph, application } = asked;
    const { clientId, name, resource } = application;
    const source = await prompt.pick(
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
    if (source === undefined) return;
    const made =
      source === 'make'
        ? await prompt.progress(translate('Making a key pair'), () =>
            deps.certificates.make(commonName(name), DAYS),
          )
        : undefined;
    const pem = made === undefined ? await readPem(deps) : made.certificate;
    if (pem === undefined) return;
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
    if (answers !== undefined && made !== undefined)
      await keep(deps, { tenantId: tenant.id, clientId }, facts, made);
  };
}

/** The private key that was made here is worth nothing unless it is kept. */
async function keep(
  { credentials }: Deps,
  client: { readonly tenantId: string; readonly clientId: string },
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
