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
        return tokenIn(source.path);
      case 'environment':
        return signed(required(environment[source.variable], source.variable, UNSET), source.variable);
      case 'environmentFile':
        return tokenIn(required(environment[source.variable], source.variable, UNSET));
      case 'tokenSet': {
        const { idToken, accessToken } = await tokens.get(source.tokenId);
        return required(accessToken ?? idToken, source.tokenId, 'The token set holds no token.');
      }
    }
  };
}

async function tokenIn(path: string): Promise<string> {
  return signed(required(await contentOf(path), path, 'The file is empty.'), path);
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
  const text = value?.trim() ?? '';
  if (text === '') throw new IdentityError('client.assertionMissing', { source, reason });
  return text;
}

/** Settings may name any file or variable: nothing but a signed token leaves this machine. */
function signed(token: string, source: string): string {
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return token;
  throw new IdentityError('client.assertionMissing', { source, reason: 'It holds no signed token (JWT).' });
}
