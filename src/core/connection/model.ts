import type { TextRange } from '../textRule.ts';

/** What is connected to. */
export type Product = 'sqlServer' | 'postgresql' | 'databricks';

/** What a key of any format stands for. */
export type Property =
  | 'host'
  | 'port'
  | 'instance'
  | 'database'
  | 'user'
  | 'password'
  | 'authentication'
  | 'clientId'
  | 'tenantId'
  | 'clientSecret'
  | 'token'
  | 'encrypt'
  | 'trustServerCertificate'
  | 'hostNameInCertificate'
  | 'sslMode'
  | 'sslRootCert'
  | 'intent'
  | 'connectTimeout'
  | 'applicationName'
  | 'driver'
  | 'httpPath'
  | 'authMech'
  | 'authFlow'
  | 'integrated'
  | 'authPlugin';

export type FormatId =
  | 'adonet'
  | 'odbc'
  | 'jdbcSqlserver'
  | 'goSqlserver'
  | 'tedious'
  | 'libpqUrl'
  | 'libpq'
  | 'npgsql'
  | 'jdbcPostgresql'
  | 'jdbcDatabricks'
  | 'odbcDatabricks';

/** A key and its value as they stand in the text. */
export interface Entry {
  readonly key: string;
  /** Without quotes and escapes. */
  readonly value: string;
  readonly keyRange: TextRange;
  /** Of the value as written, quotes included. */
  readonly valueRange: TextRange;
}

/** Something in a connection string that cannot be read; the rest is. */
export interface ConnectionFlaw {
  readonly range: TextRange;
  /** The key, or the piece of text. */
  readonly name: string;
}

/** What a format reads: entries in order, and what it read over. */
export interface ReadEntries {
  readonly entries: readonly Entry[];
  readonly flaws: readonly ConnectionFlaw[];
}

/** One way to write a connection. */
export interface ConnectionFormat {
  readonly id: FormatId;
  readonly title: string;
  readonly product: Product;
  /** The page that specifies it. */
  readonly source: string;
  /** VS Code's language for it. */
  readonly language: string;
  readonly detects: (text: string) => boolean;
  readonly read: (text: string) => ReadEntries;
  /** Writes keys and values that are already in the format's own spelling; `host`, `port`, `instance` and so on by property. */
  readonly write: (parts: WrittenParts) => string;
}

/** What a format writes: values by property for those it places itself, and all others as key and value. */
export interface WrittenParts {
  readonly values: ReadonlyMap<Property, string>;
  readonly pairs: readonly (readonly [key: string, value: string, property: Property])[];
}

/** A connection string, read. */
export interface Connection {
  readonly text: string;
  readonly format: ConnectionFormat;
  readonly entries: readonly Entry[];
  readonly flaws: readonly ConnectionFlaw[];
  /** Values in their canonical form (see keys.ts). */
  readonly values: ReadonlyMap<Property, string>;
}
