import { readFile } from 'node:fs/promises';
import { IdentityError } from '../../core/errors.ts';
import type { AssertionSource } from '../../core/oauth/credentialStore.ts';
import type { TokenStore } from '../../core/oauth/tokenStore.ts';

const UNSET = 'The environment variable is not set.';

/** Reads a federated token where it is: a projected file, an environment variable, a cached token set. */
export function assertionReader(
  tokens: TokenStore,
  environment: Readonly<Record<string, string | undefined>>,
): (source: AssertionSource) => Promise<string> {
  return async (source) => {
    switch (source.kind) {
      case 'file':
        return required(await contentOf(source.path), source.path, 'The file is empty.');
      case 'environment':
        return required(environment[source.variable], source.variable, UNSET);
      case 'environmentFile': {
        const path = required(environment[source.variable], source.variable, UNSET);
        return required(await contentOf(path), path, 'The file is empty.');
      }
      case 'tokenSet': {
        const { idToken, accessToken } = await tokens.get(source.tokenId);
        return required(accessToken ?? idToken, source.tokenId, 'The token set holds no token.');
      }
    }
  };
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IdentityError('client.assertionMissing', { source: path, reason }, { cause });
  }
}

function required(value: string | undefined, source: string, reason: string): string {
  const token = value?.trim() ?? '';
  if (token === '') throw new IdentityError('client.assertionMissing', { source, reason });
  return token;
}
