import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const KEYS = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 24 * 3600_000;

/** PEM files of a certificate and its key. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority for one test run, which writes what it issues into `folder`. */
export interface CertificateAuthority {
  /** PEM file of the authority's certificate. */
  readonly file: string;
  issue(name: string, wish: CertificateWish): Promise<CertificateFiles>;
}

export interface CertificateWish {
  readonly subject: string;
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  /** Days from now; negative makes one that has expired. */
  readonly days?: number;
}

export async function certificateAuthority(folder: string, name = 'ca'): Promise<CertificateAuthority> {
  const keys = await crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=Authority of the tests (${name})`,
    keys,
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(Date.now() + 30 * DAY_MS),
    signingAlgorithm: KEYS,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const file = path.join(folder, `${name}.pem`);
  await writeFile(file, authority.toString('pem'));
  return {
    file,
    async issue(leaf, { subject, addresses = [], names = [], days = 10 }) {
      const own = await crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
      const certificate = await x509.X509CertificateGenerator.create({
        subject,
        issuer: authority.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: KEYS,
        notBefore: new Date(Date.now() - 20 * DAY_MS),
        notAfter: new Date(Date.now() + days * DAY_MS),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          new x509.SubjectAlternativeNameExtension([
            ...addresses.map((value) => ({ type: 'ip', value }) as const),
            ...names.map((value) => ({ type: 'dns', value }) as const),
          ]),
        ],
      });
      const files = {
        certificate: path.join(folder, `${leaf}.pem`),
        key: path.join(folder, `${leaf}.key`),
      };
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', own.privateKey);
      await writeFile(files.certificate, certificate.toString('pem'));
      await writeFile(files.key, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), { mode: 0o600 });
      return files;
    },
  };
}
