import { base64url } from 'jose';
import { parseJson } from '../../core/json.ts';
import type { Random } from '../../core/ports.ts';
import { derive } from '../directory/credentials.ts';

/** Turns JSON into opaque text that only holders of the same keys can read, and back. */
export interface Seal {
  /** `purpose` is bound to the text: sealed as one thing, it cannot be opened as another. */
  seal(purpose: string, value: unknown): Promise<string>;
  /** The value, or undefined when the text is not ours, was changed, or serves another purpose. */
  open(purpose: string, text: string): Promise<unknown>;
}

const VERSION = '1.';
const IV_BYTES = 12;

/** AES-256-GCM under a key derived from the installation's seed (NIST SP 800-38D; 96-bit random IV). */
export async function createSeal(seed: string, random: Random): Promise<Seal> {
  const key = await crypto.subtle.importKey('raw', await derive(seed, 'seal'), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const algorithm = (iv: Uint8Array<ArrayBuffer>, purpose: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(purpose),
  });
  return {
    async seal(purpose, value) {
      const iv = random(IV_BYTES);
      const plain = new TextEncoder().encode(JSON.stringify(value));
      const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm(iv, purpose), key, plain));
      return VERSION + base64url.encode(new Uint8Array([...iv, ...sealed]));
    },
    async open(purpose, text) {
      if (!text.startsWith(VERSION)) return undefined;
      try {
        const bytes = new Uint8Array(base64url.decode(text.slice(VERSION.length)));
        const iv = bytes.slice(0, IV_BYTES);
        const plain = await crypto.subtle.decrypt(algorithm(iv, purpose), key, bytes.slice(IV_BYTES));
        return parseJson(new TextDecoder().decode(plain));
      } catch {
        return undefined;
      }
    },
  };
}
