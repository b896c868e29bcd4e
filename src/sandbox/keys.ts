import { base64url, exportJWK, type JWK } from 'jose';
import { child, isObject, list, parseJson, text } from '../core/json.ts';
import {
  createCertificate,
  createKeyPair,
  derBase64,
  fromBase64,
  selfSigned,
  type Certificate,
} from './certificate.ts';

/**
 * All that makes one installation's sandbox its own. JSON-serialisable; the caller keeps it as a secret.
 * Two processes with the same keys accept each other's tokens, refresh tokens and sign-in sessions.
 */
export interface SandboxKeys {
  readonly version: 1;
  /** Private RSA keys, each with `kid`, `x5t` and `x5c`. The first signs; all are published. */
  readonly signing: readonly SigningJwk[];
  /** 32 random bytes, base64url: client secrets, passwords and the sealing key are derived from it. */
  readonly seed: string;
  /** The certificate with which the sandbox's certificate daemon authenticates. */
  readonly application: Certificate;
}

/** A private signing key as the sandbox keeps it (RFC 7517). */
export interface SigningJwk extends JWK {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  readonly d: string;
  readonly kid: string;
  readonly x5t: string;
  readonly x5c: string[];
}

/** Makes new keys. Takes a few hundred milliseconds: two RSA key pairs of 2048 bits. */
export async function createSandboxKeys(): Promise<SandboxKeys> {
  const [signing, application] = await Promise.all([
    createSigningKey(),
    createCertificate('Contoso Sandbox daemon'),
  ]);
  const seed = base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
  return { version: 1, signing: [signing], seed, application };
}

/** Reads keys from the JSON a caller kept; undefined when the text is not such keys. */
export function parseSandboxKeys(json: string): SandboxKeys | undefined {
  const value = parseJson(json);
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const signing = list(value, 'signing').filter(isSigningJwk);
  const seed = text(value, 'seed');
  const certificate = text(child(value, 'application'), 'certificate');
  const privateKey = text(child(value, 'application'), 'privateKey');
  if (signing.length === 0 || !seed || !certificate || !privateKey) return undefined;
  return { version: 1, signing, seed, application: { certificate, privateKey } };
}

/** Makes a signing key with its certificate. */
export async function createSigningKey(): Promise<SigningJwk> {
  const pair = await createKeyPair();
  const certificate = derBase64(await selfSigned('Identity Workbench sandbox signing', pair));
  const x5t = base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-1', fromBase64(certificate))));
  const key: unknown = { ...(await exportJWK(pair.privateKey)), kid: x5t, x5t, x5c: [certificate] };
  if (!isSigningJwk(key)) throw new TypeError('WebCrypto exported an RSA key without its members');
  return key;
}

function isSigningJwk(value: unknown): value is SigningJwk {
  if (!isObject(value) || value['kty'] !== 'RSA') return false;
  return ['n', 'e', 'd', 'kid', 'x5t'].every((name) => text(value, name)) && list(value, 'x5c').length > 0;
}
