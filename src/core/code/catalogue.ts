/**
 * The catalogue of connection code. An entry is purpose × credential × language; it is composed from the credential's
 * block and the purpose's, so a new purpose or credential is one entry of a list and the table grows by multiplication.
 */

/** What an entry is written in; the id is VS Code's language id, but for `shell` (shellscript). */
export type LanguageId =
  'python' | 'typescript' | 'csharp' | 'java' | 'go' | 'shell' | 'powershell' | 'http' | 'yaml' | 'xml';

/**
 * A piece of code. `«name»` is a placeholder of `placeholders.ts`; it always stands inside a string of the language.
 * The credential's block leaves a variable `credential` (in shell and PowerShell a variable `token`, in HTTP a request
 * named `token`) that the purpose's block uses.
 */
export interface Block {
  /** Names in the package list of the language. */
  readonly packages?: readonly string[];
  /** Python and TypeScript: whole statements; C#: namespaces; Java: classes; Go: import paths. */
  readonly imports?: readonly string[];
  readonly code: string;
}

/** Blocks by language. */
export type Blocks = { readonly [Id in LanguageId]?: Block };

/** What has to be done once, outside the program. */
export interface Script {
  readonly title: string;
  readonly language: 'shell' | 'powershell' | 'sql';
  readonly code: string;
}

/** Who a credential speaks for. */
export type Actor = 'app' | 'user' | 'caller';

export interface Credential {
  readonly id: string;
  /** Part of a snippet's prefix. */
  readonly prefix: string;
  readonly title: string;
  readonly detail: string;
  readonly actor: Actor;
  readonly blocks: Blocks;
  readonly setup?: readonly Script[];
  readonly pitfalls?: readonly string[];
  readonly source: string;
}

/** One way to serve a purpose: with which credentials, and the code that uses them. */
export interface Way {
  readonly credentials: readonly string[];
  readonly blocks: Blocks;
  /** The block makes its own credential: the credential's block is left out. */
  readonly whole?: true;
}

/** The groups in the order they are offered. */
export const groups = [
  'Tokens',
  'Service identities',
  'PostgreSQL',
  'Azure SQL',
  'Synapse',
  'Databricks',
  'Key Vault and Storage',
  'API Management',
  'LDAP',
  'Mail through Graph',
] as const;
export type Group = (typeof groups)[number];

export interface Purpose {
  readonly id: string;
  /** Part of a snippet's prefix. */
  readonly prefix: string;
  readonly group: Group;
  readonly title: string;
  readonly detail: string;
  /** What the token is asked for; `«scope»` stays a placeholder where it is left out. */
  readonly scope?: string;
  readonly ways: readonly Way[];
  readonly setup?: readonly Script[];
  readonly pitfalls?: readonly string[];
  readonly source: string;
}
