import { once } from 'node:events';
import type { Socket } from 'node:net';

/** Exactly that many bytes; the rest stays in the stream. Throws when the other side leaves. */
export async function readBytes(stream: Socket, count: number): Promise<Buffer> {
  if (count === 0) return Buffer.alloc(0);
  for (;;) {
    const chunk: unknown = stream.read(count);
    if (Buffer.isBuffer(chunk)) return chunk;
    if (stream.destroyed || stream.readableEnded) throw new Error('the client left');
    const waiting = new AbortController();
    const { signal } = waiting;
    const events = ['readable', 'close', 'end'].map((name) =>
      once(stream, name, { signal }).catch(() => undefined),
    );
    await Promise.race(events);
    waiting.abort();
  }
}
