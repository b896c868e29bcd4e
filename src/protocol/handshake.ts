import { isObject } from '../core/json.ts';

/** What every page sends first, and again whenever VS Code shows it anew: only then does it hear messages. */
export interface Ready {
  readonly type: 'ready';
}

export const READY: Ready = { type: 'ready' };

/** Whether a message from a page is the handshake. */
export function isReady(message: unknown): message is Ready {
  return isObject(message) && message['type'] === READY.type;
}

/** A member of a message if it is a string of at most `longest` characters. */
export function stringOf(
  message: Readonly<Record<string, unknown>>,
  name: string,
  longest: number,
): string | undefined {
  const value = message[name];
  return typeof value === 'string' && value.length <= longest ? value : undefined;
}

/** A member of a message if it is one of the words. */
export function wordOf<Word extends string>(
  message: Readonly<Record<string, unknown>>,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === message[name]);
}
