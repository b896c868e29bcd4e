/** The tools of this machine that hold Entra tokens of their own. */
export type ToolId = 'azureCli' | 'azureDeveloperCli' | 'azurePowerShell' | 'vscode';

/** A token in the cache of another tool, without its value. */
export interface ToolToken {
  /** Key in its file. */
  readonly key: string;
  readonly kind: 'access_token' | 'id_token' | 'refresh_token';
  readonly account?: string;
  readonly tenant?: string;
  readonly clientId?: string;
  /** Space-separated. */
  readonly scopes?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** One file a tool keeps tokens in: its tokens, or that the operating system's key store encrypts it. */
export interface ToolCacheFile {
  readonly path: string;
  readonly tokens: readonly ToolToken[] | 'encrypted';
}

/** An account a tool is signed in with. */
export interface ToolAccount {
  readonly name: string;
  readonly tenant?: string;
}

/** What a tool holds. */
export interface ToolHoldings {
  readonly accounts: readonly ToolAccount[];
  readonly files: readonly ToolCacheFile[];
}

/** Names one token of a tool. */
export interface ToolTokenTarget {
  readonly tool: ToolId;
  readonly path: string;
  readonly key: string;
}

/** What other tools hold, read only when asked and never changed. */
export interface ToolCaches {
  /** Throws `toolCaches.unreadable`. */
  read(tool: ToolId): Promise<ToolHoldings>;
  /** The value of a token. Secret. Throws `toolCaches.gone` and `toolCaches.unreadable`. */
  reveal(target: ToolTokenTarget): Promise<string>;
}

/** The tools by name, in the order shown. */
export const toolTitles: Readonly<Record<ToolId, string>> = {
  azureCli: 'Azure CLI',
  azureDeveloperCli: 'Azure Developer CLI',
  azurePowerShell: 'Azure PowerShell',
  vscode: 'VS Code accounts',
};
