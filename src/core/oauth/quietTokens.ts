import type { TokenSet } from './model.ts';
import type { TokenStore } from './tokenStore.ts';

/**
 * A token store whose new tokens are kept in memory only, over one that is kept: for tokens that are cheap to get again
 * and that nobody wants to find in a list. What `take` was asked for is gone from memory.
 */
export function quietTokens(kept: TokenStore): TokenStore & { take(id: string): TokenSet | undefined } {
  const quiet = new Map<string, TokenSet>();
  const add = (tokens: TokenSet) => Promise.resolve(void quiet.set(tokens.id, tokens));
  return {
    ...kept,
    add,
    replace: async (tokens) => {
      await add(tokens);
      return true;
    },
    get: async (id) => quiet.get(id) ?? kept.get(id),
    getFor: async (id, tenant) => quiet.get(id) ?? kept.getFor(id, tenant),
    take(id) {
      const found = quiet.get(id);
      quiet.delete(id);
      return found;
    },
  };
}
