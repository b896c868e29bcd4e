import { IdentityError } from '../../errors.ts';
import { GrowingBytes } from '../bytes.ts';

/**
 * The largest message that is taken, in bytes. A photo has some megabytes, a group of a million members about a hundred;
 * a server that goes beyond it has an error or means harm.
 */
export const MOST_BYTES = 1 << 27;
/** RFC 4511 §4.1.1 counts to 2³¹-1; a length beyond it is no LDAP at all. */
const MAX_INT = 0x7fffffff;

/**
 * Cuts a stream of bytes into LDAP messages. A message that came whole in one piece is a view into that piece.
 * Throws `ldap.notLdap` at the first byte that cannot begin a message, so that a port of another protocol is known
 * at once and not by a timeout, and `ldap.tooLarge` for a length beyond `MOST_BYTES`, before any of it is kept.
 */
export class MessageSplitter {
  /** The beginning of a message whose rest is still to come; never more room than twice what came. */
  readonly #begun = new GrowingBytes();
  /** The size of that message, 0 while its head is incomplete. */
  #wanted = 0;

  /** Whether no part of a message waits for the rest of it. */
  get isEmpty(): boolean {
    return this.#begun.length === 0;
  }

  /** The messages that `piece` completes. */
  push(piece: Uint8Array): readonly Uint8Array[] {
    if (this.isEmpty) return this.#cut(piece);
    this.#begun.append(piece);
    return this.#begun.length < this.#wanted ? [] : this.#cut(this.#begun.take());
  }

  #cut(bytes: Uint8Array): readonly Uint8Array[] {
    const messages: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      this.#wanted = messageSize(bytes, at) ?? 0;
      if (this.#wanted === 0 || at + this.#wanted > bytes.length) break;
      messages.push(bytes.subarray(at, at + this.#wanted));
      at += this.#wanted;
    }
    this.#begun.append(bytes.subarray(at));
    return messages;
  }
}

/** The size of the message that begins at `at`, undefined while its head is incomplete. */
function messageSize(bytes: Uint8Array, at: number): number | undefined {
  if (at >= bytes.length) return undefined;
  if (bytes[at] !== 0x30) throw notLdap(bytes, at);
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw notLdap(bytes, at);
  if (at + 2 + count > bytes.length) return undefined;
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  if (length > MAX_INT) throw notLdap(bytes, at);
  if (length > MOST_BYTES)
    throw new IdentityError('ldap.tooLarge', { size: megabytes(length), most: megabytes(MOST_BYTES) });
  return 2 + count + length;
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 2 ** 20);
}

function notLdap(bytes: Uint8Array, at: number): IdentityError<'ldap.notLdap'> {
  const shown = Array.from(bytes.subarray(at, at + 24), (byte) =>
    byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.',
  );
  return new IdentityError('ldap.notLdap', { bytes: shown.join('') });
}
