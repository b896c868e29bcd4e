import { IdentityError } from '../../errors.ts';

/** No message of a directory is this large; a length beyond it is not LDAP. */
const MOST_BYTES = 1 << 30;

/**
 * Cuts a stream of bytes into LDAP messages. A message that came whole in one piece is a view into that piece.
 * Throws `ldap.notLdap` at the first byte that cannot begin a message, so that a port of another protocol is known
 * at once and not by a timeout.
 */
export class MessageSplitter {
  #pieces: Uint8Array[] = [];
  #waiting = 0;
  #wanted = 0;

  /** Whether no part of a message waits for the rest of it. */
  get isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** The messages that `piece` completes. */
  push(piece: Uint8Array): readonly Uint8Array[] {
    this.#pieces.push(piece);
    this.#waiting += piece.length;
    // A large message comes in thousands of pieces: they are joined once, when all are there.
    if (this.#waiting < this.#wanted) return [];
    const bytes = this.#pieces.length === 1 ? piece : joined(this.#pieces, this.#waiting);
    const messages: Uint8Array[] = [];
    let at = 0;
    this.#wanted = 0;
    for (;;) {
      const size = messageSize(bytes, at);
      if (size === undefined) break;
      if (at + size > bytes.length) {
        this.#wanted = size;
        break;
      }
      messages.push(bytes.subarray(at, at + size));
      at += size;
    }
    this.#pieces = at === bytes.length ? [] : [bytes.subarray(at)];
    this.#waiting = bytes.length - at;
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
  if (length > MOST_BYTES) throw notLdap(bytes, at);
  return 2 + count + length;
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function notLdap(bytes: Uint8Array, at: number): IdentityError<'ldap.notLdap'> {
  const shown = Array.from(bytes.subarray(at, at + 24), (byte) =>
    byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.',
  );
  return new IdentityError('ldap.notLdap', { bytes: shown.join('') });
}
