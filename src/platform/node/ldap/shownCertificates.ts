import type { TLSSocket } from 'node:tls';
import type { X509Certificate } from 'node:crypto';
import type { ShownCertificate } from '../../../core/ldap/certificateTrust.ts';

/** The certificates the other side showed, its own first. */
export function chainOf(socket: TLSSocket): readonly ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  let certificate: X509Certificate | undefined = socket.getPeerX509Certificate();
  while (certificate !== undefined && chain.length < 10) {
    chain.push(factsOf(certificate));
    // A root names itself as its issuer.
    const issuer: X509Certificate | undefined = certificate.issuerCertificate;
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return chain;
}

function factsOf(certificate: X509Certificate): ShownCertificate {
  const { subject, issuer, subjectAltName = '', validFrom, validTo, fingerprint256 } = certificate;
  return {
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    names: subjectAltName.split(', ').filter((name) => name !== ''),
    validFrom: date(validFrom),
    validTo: date(validTo),
    fingerprint: fingerprint256,
  };
}

/** OpenSSL writes `Nov  5 23:23:24 2026 GMT`, which few people read at a glance. */
function date(written: string): string {
  return `${new Date(written).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Node writes one name a line. */
function oneLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}
