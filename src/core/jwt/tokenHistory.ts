import { isObject, parseJson, text } from '../json.ts';
import type { Clock, Random, SecretStore } from '../ports.ts';
import { encodeBase64url } from './base64url.ts';

/** A token that was inspected; `at` in milliseconds since the epoch. */
export interface InspectedToken {
  readonly token: string;
  readonly at: number;
}

/** Tokens that were inspected, while a person wants them kept: one secret each, never in clear on disk. */
export interface TokenHistory {
  /** Keeps a token, once, and lets go of the oldest; does nothing while the history is off. */
  remember(token: string): Promise<void>;
  /** The newest first; none while the history is off. */
  list(): Promise<readonly InspectedToken[]>;
  forgetAll(): Promise<void>;
}

const PREFIX = 'inspected:';
/** No more are kept. */
const MOST = 50;
/** Longer tokens are not kept: a secret is no place for megabytes. */
const LONGEST = 2 ** 16;

/** The history over a SecretStore; `isOn` is what the person set. */
export function tokenHistory(
  secrets: SecretStore,
  clock: Clock,
  random: Random,
  isOn: () => boolean,
): TokenHistory {
  async function entries(): Promise<readonly (InspectedToken & { readonly key: string })[]> {
    const keys = (await secrets.keys()).filter((key) => key.startsWith(PREFIX));
    const read = await Promise.all(
      keys.map(async (key) => {
        const stored = parseJson((await secrets.get(key)) ?? '');
        const token = isObject(stored) ? text(stored, 'token') : undefined;
        const at = isObject(stored) ? Number(stored['at']) : NaN;
        return token === undefined || Number.isNaN(at) ? undefined : { key, token, at };
      }),
    );
    return read.filter((entry) => entry !== undefined).sort((a, b) => b.at - a.at);
  }

  return {
    async remember(token) {
      if (!isOn() || token.length > LONGEST) return;
      const before = await entries();
      const same = before.find((entry) => entry.token === token);
      const key = same?.key ?? PREFIX + encodeBase64url(random(12));
      await secrets.set(key, JSON.stringify({ token, at: clock.now() }));
      for (const old of before.filter((entry) => entry !== same).slice(MOST - 1))
        await secrets.delete(old.key);
    },
    async list() {
      return isOn() ? (await entries()).map(({ token, at }) => ({ token, at })) : [];
    },
    async forgetAll() {
      for (const key of await secrets.keys()) if (key.startsWith(PREFIX)) await secrets.delete(key);
    },
  };
}
