import { X509Certificate } from 'node:crypto';
import type { CertificateFacts, Certificates } from '../../core/entra/certificates.ts';
import { IdentityError } from '../../core/errors.ts';
import { selfSignedCertificate } from '../../sandbox/certificate.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/** Certificates by the X.509 library and Node's own reader. */
export const certificates: Certificates = {
  make: (commonName, days) => selfSignedCertificate(commonName, days),

  read: (pem) => Promise.resolve().then(() => factsOf(pem)),
};

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
