import { child, isObject, list, text, type JsonObject } from '../json.ts';
import type { MailFile } from './sendMail.ts';

/** Addresses a message goes to. */
export interface MailRecipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/** The addresses of Graph's `message`. */
export function recipientsOf(message: JsonObject): MailRecipients {
  const addresses = (name: string) =>
    list(message, name)
      .filter(isObject)
      .map((each) => text(child(each, 'emailAddress'), 'address') ?? '');
  return { to: addresses('toRecipients'), cc: addresses('ccRecipients'), bcc: addresses('bccRecipients') };
}

/** All that goes out with a message, in bytes: what its document holds in base64, then files. */
export function attachedBytes(
  message: JsonObject,
  files: readonly MailFile[],
): readonly { readonly name: string; readonly size: number }[] {
  const held = list(message, 'attachments')
    .filter(isObject)
    .map((each) => {
      const base64 = (text(each, 'contentBytes') ?? '').replace(/=+$/, '');
      return { name: text(each, 'name') ?? '', size: Math.floor((base64.length * 3) / 4) };
    });
  return [...held, ...files.map(({ name, bytes }) => ({ name, size: bytes.length }))];
}

/** A count of bytes for people: `812 B`, `4.2 kB`, `17 MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}
