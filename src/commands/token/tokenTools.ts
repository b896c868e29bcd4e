import { explain, type Translate } from '../../core/explain.ts';
import { decryptToken } from '../../core/jwt/decrypt.ts';
import {
  forgeKey,
  forgeToken,
  forgeVariants,
  type ForgeAlgorithm,
  type ForgeKey,
} from '../../core/jwt/forge.ts';
import type { RsaPrivate } from '../../core/jwt/rsa15.ts';
import type { Clock, Random } from '../../core/ports.ts';
import type { TokenTask, TokenTools } from '../../protocol/tokenTools.ts';

export interface TokenToolsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly translate: Translate;
  readonly rsaPrivate: RsaPrivate;
}

/** Decrypts and makes tokens for the inspector. Test keys live in memory, one for each algorithm, until the window closes. */
export function tokenTools({ clock, random, translate, rsaPrivate }: TokenToolsDeps): TokenTools['run'] {
  const keys = new Map<ForgeAlgorithm, Promise<ForgeKey>>();
  const keyFor = async (alg: ForgeAlgorithm): Promise<ForgeKey> => {
    const key = keys.get(alg) ?? forgeKey(alg, random);
    keys.set(alg, key);
    return key;
  };
  const run = async (
    token: string,
    task: TokenTask,
  ): Promise<{ readonly text: string; readonly key?: string }> => {
    if (task.type === 'decrypt') return { text: await decryptToken(token, task.material, rsaPrivate) };
    const variant = forgeVariants.find(({ id }) => id === task.variant) ?? forgeVariants[0];
    const made = await forgeToken(task.claims, await keyFor(task.alg), variant, clock.now(), random);
    const key = made.secret ?? (made.jwks === undefined ? undefined : JSON.stringify(made.jwks, null, 2));
    return { text: made.token, ...(key === undefined ? {} : { key }) };
  };
  return async (token, task) => {
    try {
      return { type: 'outcome', about: task.type, failed: false, ...(await run(token, task)) };
    } catch (error) {
      const { what, why, next } = explain(error, translate);
      return {
        type: 'outcome',
        about: task.type,
        failed: true,
        text: [what, why, next].filter(Boolean).join(' '),
      };
    }
  };
}
