import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { CertificateFacts, Certificates } from '../../core/entra/certificates.ts';
import { IdentityError } from '../../core/errors.ts';
import { selfSignedCertificate } from '../../sandbox/certificate.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/** Certificates by the X.509 library and Node's own reader. */
export const certificates: Certificates = {
  make: (commonName, days) => selfSignedCertificate(commonName, days),

  read: (pem) => Promise.resolve().then(() => factsOf(pem)),

  openKey: (pem, passphrase) =>
    Promise.resolve().then(() =>
      privateKeyOf(pem, passphrase).export({ type: 'pkcs8', format: 'pem' }).toString(),
    ),
};

const PRIVATE_KEY = /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----[\s\S]+?-----END ([A-Z]+ )?PRIVATE KEY-----/;

function privateKeyOf(pem: string, passphrase: string | undefined): KeyObject {
  const key = PRIVATE_KEY.exec(pem)?.[0];
  if (key === undefined)
    throw new IdentityError('certificate.keyMissing', { reason: 'It has no BEGIN PRIVATE KEY part.' });
  const isLocked = /ENCRYPTED/.test(key);
  if (isLocked && passphrase === undefined) throw new IdentityError('certificate.keyLocked', {});
  try {
    return createPrivateKey({ key, ...(isLocked ? { passphrase } : {}) });
  } catch (cause) {
    // What OpenSSL says of a wrong passphrase differs by cipher and version.
    if (isLocked) throw new IdentityError('certificate.passphraseWrong', {}, { cause });
    throw new IdentityError('certificate.keyMissing', { reason: 'The key is damaged.' }, { cause });
  }
}

function factsOf(pem: string): CertificateFacts {
  try {
    const { subject, fingerprint, validTo, raw } = new X509Certificate(CERTIFICATE.exec(pem)?.[0] ?? '');
    return {
      subject: subject.replaceAll('\n', ', '),
      thumbprint: fingerprint.replaceAll(':', ''),
      endsAt: Date.parse(validTo),
      base64: raw.toString('base64'),
    };
  } catch (error) {
    const reason = pem.includes('PRIVATE KEY') ? 'It holds a private key.' : 'It holds no certificate.';
    throw new IdentityError('certificate.unreadable', { reason }, { cause: error });
  }
}
