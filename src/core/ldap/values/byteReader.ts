/** Reads octets in order. Past the end everything is zero and `isShort` is set, so that no read throws. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  isShort = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Uint8Array {
    const from = this.#step(count);
    return from === undefined
      ? new Uint8Array(count > 0xffff ? 0 : count)
      : this.#bytes.subarray(from, from + count);
  }

  u8(): number {
    const from = this.#step(1);
    return from === undefined ? 0 : this.#view.getUint8(from);
  }

  /** Two octets, the low one first unless `big`. */
  u16(big = false): number {
    const from = this.#step(2);
    return from === undefined ? 0 : this.#view.getUint16(from, !big);
  }

  /** Four octets, the low one first unless `big`. */
  u32(big = false): number {
    const from = this.#step(4);
    return from === undefined ? 0 : this.#view.getUint32(from, !big);
  }

  /** Eight octets, the low one first. */
  u64(): bigint {
    const from = this.#step(8);
    return from === undefined ? 0n : this.#view.getBigUint64(from, true);
  }

  #step(count: number): number | undefined {
    const from = this.#at;
    if (count > this.left) {
      this.isShort = true;
      this.#at = this.#bytes.length;
      return undefined;
    }
    this.#at += count;
    return from;
  }
}
