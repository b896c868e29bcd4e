import type { JsonObject } from '../../../core/json.ts';

/** An attachment as it is kept: its name and size, never its content. */
interface KeptAttachment {
  readonly name: string;
  readonly size: number;
}

/** A message in a mailbox. */
export interface KeptMessage {
  readonly id: string;
  readonly message: JsonObject;
  readonly folder: 'drafts' | 'sentitems' | 'inbox';
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly attachments: readonly KeptAttachment[];
}

/** An upload that is under way. */
interface Upload {
  readonly mailbox: string;
  readonly messageId: string;
  readonly name: string;
  readonly size: number;
  received: number;
}

const KEPT = 100;

/** The mailboxes of the sandbox: in memory, the last hundred messages of each. */
export class Mailboxes {
  readonly #messages = new Map<string, KeptMessage[]>();
  readonly #uploads = new Map<string, Upload>();

  /** Newest first. */
  list(mailbox: string): readonly KeptMessage[] {
    return this.#messages.get(mailbox)?.toReversed() ?? [];
  }

  find(mailbox: string, id: string): KeptMessage | undefined {
    return this.#messages.get(mailbox)?.find((message) => message.id === id);
  }

  put(mailbox: string, message: KeptMessage): void {
    const kept = this.#messages.get(mailbox) ?? [];
    const others = kept.filter(({ id }) => id !== message.id);
    this.#messages.set(mailbox, [...others, message].slice(-KEPT));
  }

  remove(mailbox: string, id: string): void {
    const kept = this.#messages.get(mailbox) ?? [];
    this.#messages.set(
      mailbox,
      kept.filter((message) => message.id !== id),
    );
  }

  startUpload(key: string, upload: Omit<Upload, 'received'>): void {
    this.#uploads.set(key, { ...upload, received: 0 });
  }

  /** Takes a piece of an upload; `done` once all is there, `undefined` when it is not the next piece. */
  receive(
    key: string,
    start: number,
    length: number,
  ): { readonly next: number; readonly done: boolean } | undefined {
    const upload = this.#uploads.get(key);
    if (upload === undefined || start !== upload.received || start + length > upload.size) return undefined;
    upload.received += length;
    const done = upload.received === upload.size;
    if (done) {
      const message = this.find(upload.mailbox, upload.messageId);
      if (message !== undefined)
        this.put(upload.mailbox, {
          ...message,
          attachments: [...message.attachments, { name: upload.name, size: upload.size }],
        });
      this.#uploads.delete(key);
    }
    return { next: upload.received, done };
  }
}
