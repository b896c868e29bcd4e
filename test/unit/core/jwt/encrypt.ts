import {
  constants,
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  pbkdf2Sync,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/** What a token is encrypted with by Node's crypto, so that nothing that decrypts it has made it. */
export interface Encryption {
  readonly alg: string;
  readonly enc: string;
  /** Public key, or the bytes of a secret. */
  readonly key: KeyObject | Uint8Array;
  /** More members of the header. */
  readonly header?: object;
  /** The sender's key of ECDH-ES; a new one unless given. */
  readonly ephemeral?: KeyObject;
  /** Takes the place of the encrypted key. */
  readonly encryptedKey?: (contentKey: Buffer) => Buffer;
  /** Takes the place of the padding of AES-CBC (PKCS #7). */
  readonly padded?: (plaintext: Buffer) => Buffer;
}

/** The bytes of the content's key (RFC 7518 §5). */
export const CONTENT_KEY_BYTES: Readonly<Record<string, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  'A128CBC-HS256': 32,
  'A192CBC-HS384': 48,
  'A256CBC-HS512': 64,
};

/** Encrypts text as a compact JWE (RFC 7516 §5.1). */
export function encrypted(content: string | Buffer, how: Encryption): string {
  const bytes = CONTENT_KEY_BYTES[how.enc] ?? 0;
  const { contentKey, encryptedKey, header } = manageKey(how, bytes);
  const head = base64url(JSON.stringify({ alg: how.alg, enc: how.enc, ...header, ...how.header }));
  const wrapped = how.encryptedKey?.(contentKey) ?? encryptedKey;
  const [iv, ciphertext, tag] = encryptContent(how, contentKey, Buffer.from(content), Buffer.from(head));
  return [head, ...[wrapped, iv, ciphertext, tag].map((part) => part.toString('base64url'))].join('.');
}

const base64url = (text: string) => Buffer.from(text).toString('base64url');

interface ManagedKey {
  readonly contentKey: Buffer;
  readonly encryptedKey: Buffer;
  readonly header?: object;
}

/** RFC 7518 §4. */
function manageKey({ alg, enc, key, ephemeral }: Encryption, bytes: number): ManagedKey {
  const contentKey = randomBytes(bytes);
  if (!('type' in key)) return withSecret(alg, Buffer.from(key), contentKey);
  if (alg.startsWith('RSA')) {
    const padding = alg === 'RSA1_5' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING;
    const oaepHash = alg === 'RSA-OAEP-256' ? 'sha256' : 'sha1';
    return { contentKey, encryptedKey: publicEncrypt({ key, padding, oaepHash }, contentKey) };
  }
  const wrapBits = /\+A(\d+)KW$/.exec(alg)?.[1];
  const { agreed, header } = agree(
    key,
    ephemeral ?? ephemeralFor(key),
    wrapBits === undefined ? enc : alg,
    wrapBits === undefined ? bytes : Number(wrapBits) / 8,
  );
  return wrapBits === undefined
    ? { contentKey: agreed, encryptedKey: Buffer.alloc(0), header }
    : { contentKey, encryptedKey: wrapped(agreed, contentKey), header };
}

function withSecret(alg: string, secret: Buffer, contentKey: Buffer): ManagedKey {
  if (alg === 'dir') return { contentKey: secret, encryptedKey: Buffer.alloc(0) };
  if (alg.startsWith('PBES2')) {
    const [, bits = '', wrapBits = ''] = /HS(\d+)\+A(\d+)KW/.exec(alg) ?? [];
    const [p2s, p2c] = [randomBytes(16), 1000];
    const salt = Buffer.concat([Buffer.from(`${alg}\0`), p2s]);
    const derived = pbkdf2Sync(secret, salt, p2c, Number(wrapBits) / 8, `sha${bits}`);
    return {
      contentKey,
      encryptedKey: wrapped(derived, contentKey),
      header: { p2s: p2s.toString('base64url'), p2c },
    };
  }
  if (!alg.endsWith('GCMKW')) return { contentKey, encryptedKey: wrapped(secret, contentKey) };
  const iv = randomBytes(12);
  const cipher = createCipheriv(gcm(secret), secret, iv);
  const encryptedKey = Buffer.concat([cipher.update(contentKey), cipher.final()]);
  const header = { iv: iv.toString('base64url'), tag: cipher.getAuthTag().toString('base64url') };
  return { contentKey, encryptedKey, header };
}

const gcm = ({ length }: Buffer) =>
  length === 16
    ? ('aes-128-gcm' as const)
    : length === 24
      ? ('aes-192-gcm' as const)
      : ('aes-256-gcm' as const);

/** AES Key Wrap (RFC 3394). */
function wrapped(key: Buffer, contentKey: Buffer): Buffer {
  const cipher = createCipheriv(`id-aes${key.length * 8}-wrap`, key, Buffer.alloc(8, 0xa6));
  return Buffer.concat([cipher.update(contentKey), cipher.final()]);
}

/** ECDH-ES with Concat KDF (RFC 7518 §4.6.2), for as many bytes as one round of SHA-256 or two give. */
function agree(
  key: KeyObject,
  ephemeral: KeyObject,
  algorithm: string,
  bytes: number,
): { agreed: Buffer; header: object } {
  const secret = diffieHellman({ privateKey: ephemeral, publicKey: key });
  const uint32 = (value: number) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(value);
    return four;
  };
  const info = [uint32(algorithm.length), Buffer.from(algorithm), uint32(0), uint32(0), uint32(bytes * 8)];
  const rounds = [1, 2].map((round) =>
    createHash('sha256')
      .update(Buffer.concat([uint32(round), secret, ...info]))
      .digest(),
  );
  const epk = createPublicKey(ephemeral).export({ format: 'jwk' });
  return { agreed: Buffer.concat(rounds).subarray(0, bytes), header: { epk } };
}

function ephemeralFor(key: KeyObject): KeyObject {
  const namedCurve = key.asymmetricKeyDetails?.namedCurve;
  return namedCurve === undefined
    ? generateKeyPairSync('x25519').privateKey
    : generateKeyPairSync('ec', { namedCurve }).privateKey;
}

/** RFC 7518 §5.2 and §5.3: initialization vector, ciphertext and tag. */
function encryptContent(
  { enc, padded }: Encryption,
  key: Buffer,
  plaintext: Buffer,
  aad: Buffer,
): readonly [Buffer, Buffer, Buffer] {
  if (!enc.includes('CBC')) {
    const iv = randomBytes(12);
    const cipher = createCipheriv(gcm(key), key, iv).setAAD(aad);
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return [iv, ciphertext, cipher.getAuthTag()];
  }
  const iv = randomBytes(16);
  const half = key.length / 2;
  const cipher = createCipheriv(`aes-${half * 8}-cbc`, key.subarray(half), iv);
  if (padded !== undefined) cipher.setAutoPadding(false);
  const ciphertext = Buffer.concat([cipher.update(padded?.(plaintext) ?? plaintext), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(aad.length * 8));
  const mac = createHmac(`sha${half * 16}`, key.subarray(0, half));
  return [
    iv,
    ciphertext,
    mac
      .update(Buffer.concat([aad, iv, ciphertext, bits]))
      .digest()
      .subarray(0, half),
  ];
}
