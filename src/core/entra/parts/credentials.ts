import { applicationPath } from '../application.ts';
import { objects, readProperties, type CredentialProperty } from '../applicationProperties.ts';
import { WRITE_APPLICATIONS } from '../change.ts';
import { expiryState, expiryText } from '../expiry.ts';
import { list } from '../../json.ts';
import type { Part, PartContext, PartKind } from './part.ts';

/** Client secrets, with how long each has left. */
export const secrets: PartKind<'secret'> = {
  id: 'secret',
  title: 'Client secrets',
  icon: 'key',
  count: ({ resource }) => list(resource, 'passwordCredentials').length,
  load: (context) =>
    Promise.resolve(
      readProperties(context.application.resource).secrets.map((secret) =>
        credentialPart(context, secret, secret.hint === undefined ? '' : `${secret.hint}…`),
      ),
    ),
  remove: ({ application: { clientId } }, { key: keyId }) => ({
    writes: [{ method: 'POST', path: `${applicationPath(clientId)}/removePassword`, body: { keyId } }],
    permission: WRITE_APPLICATIONS,
  }),
};

/** Certificates the client may sign assertions with. */
export const certificates: PartKind<'certificate'> = {
  id: 'certificate',
  title: 'Certificates',
  icon: 'verified',
  count: ({ resource }) => list(resource, 'keyCredentials').length,
  load: (context) =>
    Promise.resolve(
      readProperties(context.application.resource).certificates.map((certificate) =>
        credentialPart(context, certificate, certificate.thumbprint ?? ''),
      ),
    ),
  // Without a proof of possession at hand, a certificate is removed by replacing the list, as the portal does.
  remove: ({ application: { clientId, resource } }, { key }) => ({
    writes: [
      {
        method: 'PATCH',
        path: applicationPath(clientId),
        body: { keyCredentials: objects(resource, 'keyCredentials').filter((each) => each['keyId'] !== key) },
      },
    ],
    permission: WRITE_APPLICATIONS,
  }),
};

const states = { expired: 'bad', soon: 'warning', valid: 'good' } as const;

function credentialPart(
  { now, translate }: PartContext,
  { keyId, name, endsAt }: CredentialProperty,
  detail: string,
): Part {
  const until = Number.isNaN(endsAt) ? '' : new Date(endsAt).toISOString().slice(0, 10);
  return {
    key: keyId,
    label: name,
    description: expiryText(endsAt, now, translate),
    detail: [detail, until, keyId].filter((each) => each !== '').join('\n'),
    value: keyId,
    state: states[expiryState(endsAt, now)],
  };
}
