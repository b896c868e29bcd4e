/** What the sandbox's HTTPS listener shows: PEM texts, the key as PKCS#8. */
export interface ServerCertificate {
  /** The authority that clients are told to trust. Its private key is thrown away once it has signed. */
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

const DAY = 24 * 3600_000;
/** The longest life that Apple's and others' verifiers accept in a server certificate. */
const LIFETIME = 397 * DAY;
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Whether the certificate is valid now and for another month; false too when the clock was ahead when it was made. */
export function isCurrent({ expires }: ServerCertificate, now: number): boolean {
  return now + 30 * DAY < expires && expires - LIFETIME - DAY < now;
}

/**
 * Makes a certificate authority and a server certificate for 127.0.0.1, ::1 and localhost (RFC 5280). Nobody can
 * make a second certificate under this authority, so trusting it exposes nothing but the sandbox.
 */
export async function createServerCertificate(now: number): Promise<ServerCertificate> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const [authorityKeys, serverKeys] = await Promise.all([createKeys(), createKeys()]);
  const validity = {
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + LIFETIME),
    signingAlgorithm: P256,
  };
  const { KeyUsageFlags } = x509;
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: 'CN=Identity Workbench Sandbox CA (this computer only)',
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: 'CN=Identity Workbench Sandbox',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    authority: authority.toString('pem'),
    certificate: server.toString('pem'),
    privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    expires: now + LIFETIME,
  };
}

async function createKeys() {
  return await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}
