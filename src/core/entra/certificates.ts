import type { ClientCertificate } from '../oauth/model.ts';

/** What a certificate says. */
export interface CertificateFacts {
  readonly subject: string;
  /** SHA-1, hexadecimal, as the portal shows it. */
  readonly thumbprint: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  /** DER, base64, as `keyCredentials` takes it. */
  readonly base64: string;
}

/** Making and reading X.509 certificates (RFC 5280). */
export interface Certificates {
  /** An RSA key pair of 2048 bits with a self-signed certificate. Secret. */
  make(commonName: string, days: number): Promise<ClientCertificate>;
  /** The first certificate of a PEM text; a private key beside it is not looked at. Throws `certificate.unreadable`. */
  read(pem: string): Promise<CertificateFacts>;
  /**
   * The private key of a PEM text, as PKCS #8 without a passphrase. Throws `certificate.keyMissing`,
   * `certificate.keyLocked` when it needs a passphrase and none is given, and `certificate.passphraseWrong`. Secret.
   */
  openKey(pem: string, passphrase?: string): Promise<string>;
}
