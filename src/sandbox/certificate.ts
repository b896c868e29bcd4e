import { exportPKCS8, type CryptoKey } from 'jose';

/** A certificate with its private key, both PEM (RFC 7468); the key is PKCS#8. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** An RSA key pair; both halves can be exported. */
export interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const TEN_YEARS = 10 * 365 * 24 * 3600 * 1000;

/** Makes an extractable RSA key pair of 2048 bits for RS256. */
export async function createKeyPair(): Promise<KeyPair> {
  const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  return await crypto.subtle.generateKey({ ...RS256, ...size }, true, ['sign', 'verify']);
}

/** Makes an RSA key pair and a self-signed certificate for it, valid ten years (RFC 5280). */
export async function createCertificate(commonName: string): Promise<Certificate> {
  const pair = await createKeyPair();
  return { certificate: await selfSigned(commonName, pair), privateKey: await exportPKCS8(pair.privateKey) };
}

/** An RSA key pair with a self-signed certificate that is valid so many days from now. */
export async function selfSignedCertificate(commonName: string, days: number): Promise<Certificate> {
  const pair = await createKeyPair();
  const certificate = await selfSigned(commonName, pair, days * 24 * 3600 * 1000);
  return { certificate, privateKey: await exportPKCS8(pair.privateKey) };
}

/** A self-signed certificate for the pair, as PEM; `validity` in milliseconds. */
export async function selfSigned(commonName: string, pair: KeyPair, validity = TEN_YEARS): Promise<string> {
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    notBefore: new Date(Date.now() - 3600_000),
    notAfter: new Date(Date.now() + validity),
    signingAlgorithm: RS256,
    keys: pair,
  });
  return certificate.toString('pem');
}

/** The base64 DER inside a PEM block. */
export function derBase64(pem: string): string {
  return pem.replace(/-----[^-]+-----|\s/g, '');
}

/** The bytes of base64 text (RFC 4648 §4). */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
