import type { Field } from '../mask.ts';

/** A name for a masked value that a person fills in: `client_secret`, `authorization`. */
export function placeholder({ name }: Field): string {
  return name.toLowerCase().replace(/\W+/g, '_') || 'secret';
}

/** Header fields a client sets by itself; they do not belong into a request to repeat. */
const AUTOMATIC = ['content-length', 'host', 'connection', 'user-agent'];

/** The header fields worth repeating. */
export function repeatable(headers: readonly Field[]): readonly Field[] {
  return headers.filter(({ name }) => !AUTOMATIC.includes(name.toLowerCase()));
}

/** The scheme of an Authorization field, which stays when its credentials go. */
export function scheme({ name, value }: Field): string {
  return name.toLowerCase() === 'authorization' ? `${value.split(' ')[0] ?? ''} ` : '';
}
