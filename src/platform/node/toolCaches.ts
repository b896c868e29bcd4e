import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  msalSecret,
  readAzureProfile,
  readAzureRmContext,
  readMsalCache,
} from '../../core/entra/toolCaches/msalCache.ts';
import {
  toolTitles,
  type ToolAccount,
  type ToolCacheFile,
  type ToolCaches,
  type ToolId,
} from '../../core/entra/toolCaches/toolCaches.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Environment } from '../../core/oauth/flow.ts';

/** Where a tool keeps its tokens. */
interface ToolPlaces {
  /** Folders that hold cache files. */
  readonly folders: readonly string[];
  /** Which files of them are MSAL caches. */
  readonly caches: RegExp;
  /** The file that names the accounts, and how it is read. */
  readonly accounts?: {
    readonly file: string;
    readonly read: (source: string) => readonly ToolAccount[];
  };
}

export interface ToolCachesDeps {
  readonly environment: Environment;
  readonly home: string;
  /** The Microsoft accounts VS Code is signed in with; it keeps their tokens to itself. */
  readonly vscodeAccounts: () => Promise<readonly ToolAccount[]>;
}

function placesOf(tool: Exclude<ToolId, 'vscode'>, environment: Environment, home: string): ToolPlaces {
  switch (tool) {
    case 'azureCli': {
      const folder = environment['AZURE_CONFIG_DIR'] ?? path.join(home, '.azure');
      return {
        folders: [folder],
        caches: /^msal_token_cache\.(json|bin)$/,
        accounts: { file: path.join(folder, 'azureProfile.json'), read: readAzureProfile },
      };
    }
    case 'azureDeveloperCli':
      return {
        folders: [path.join(environment['AZD_CONFIG_DIR'] ?? path.join(home, '.azd'), 'auth', 'msal')],
        caches: /^cache.*\.(json|bin)$/,
      };
    case 'azurePowerShell': {
      // .NET's LocalApplicationData, by system.
      const data = [
        environment['LOCALAPPDATA'] ?? environment['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'),
        path.join(home, 'Library', 'Application Support'),
      ];
      return {
        folders: data.map((folder) => path.join(folder, '.IdentityService')),
        caches: /^msal\.cache/,
        accounts: { file: path.join(home, '.Azure', 'AzureRmContext.json'), read: readAzureRmContext },
      };
    }
  }
}

/** What other tools of this machine hold, read from their files at each call. */
export function toolCaches({ environment, home, vscodeAccounts }: ToolCachesDeps): ToolCaches {
  return {
    async read(tool) {
      if (tool === 'vscode') return { accounts: await vscodeAccounts(), files: [] };
      const { folders, caches, accounts } = placesOf(tool, environment, home);
      const names = await Promise.all(folders.map(async (folder) => cachesIn(folder, caches)));
      const [files, profile] = await Promise.all([
        Promise.all(names.flat().map(readCache)),
        accounts === undefined ? undefined : readIfThere(accounts.file),
      ]);
      return { files, accounts: profile === undefined ? [] : (accounts?.read(profile) ?? []) };
    },

    async reveal({ tool, path: file, key }) {
      const places = tool === 'vscode' ? undefined : placesOf(tool, environment, home);
      // A target may come from anyone; only the tools' own caches are read.
      const isKnown =
        places?.caches.test(path.basename(file)) === true &&
        places.folders.some((folder) => path.dirname(path.resolve(file)) === path.resolve(folder));
      const source = isKnown ? await readIfThere(file) : undefined;
      const secret = source === undefined ? undefined : msalSecret(source, key);
      if (secret === undefined) throw new IdentityError('toolCaches.gone', { tool: toolTitles[tool] });
      return secret;
    },
  };
}

async function cachesIn(folder: string, caches: RegExp): Promise<readonly string[]> {
  const names = await orMissing(folder, readdir(folder));
  return (names ?? []).filter((name) => caches.test(name)).map((name) => path.join(folder, name));
}

async function readCache(file: string): Promise<ToolCacheFile> {
  const source = (await readIfThere(file)) ?? '{}';
  return { path: file, tokens: readMsalCache(source) ?? 'encrypted' };
}

async function readIfThere(file: string): Promise<string | undefined> {
  return orMissing(file, readFile(file, 'utf8'));
}

/** Undefined for what is not there. Throws `toolCaches.unreadable` for what cannot be read. */
async function orMissing<Value>(file: string, reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new IdentityError('toolCaches.unreadable', { file, reason: code }, { cause });
  }
}
