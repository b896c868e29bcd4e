import type { ConnectionFlaw, ConnectionFormat, Entry, ReadEntries } from '../model.ts';
import { readPairs, readQuery, writePairs, writeQuery } from '../pairs.ts';
import { authorityEntries, writeAuthority } from './authority.ts';

const LIBPQ = 'https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING';

/** Reads a URL: who, where, which database, and its query. */
function readUrl(text: string, hasUser: boolean): ReadEntries {
  const start = text.indexOf('//') + 2;
  const mark = text.indexOf('?', start);
  const end = mark === -1 ? text.trimEnd().length : mark;
  const query = readQuery(text, mark === -1 ? text.length : mark + 1);
  return {
    ...query,
    entries: [...authorityEntries(text, start, end, { database: true, user: hasUser }), ...query.entries],
  };
}

/** Reads `key=value` pairs with spaces between; values with spaces stand in single quotes, `\` escapes. */
function readKeywords(text: string): ReadEntries {
  const entries: Entry[] = [];
  const flaws: ConnectionFlaw[] = [];
  const pattern = /([\w.]+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']*)|(\S+)/g;
  for (const match of text.matchAll(pattern)) {
    const [whole, key, written = '', stray] = match;
    const range = { start: match.index, end: match.index + whole.length };
    if (key === undefined) {
      flaws.push({ range, name: stray ?? whole });
      continue;
    }
    const valueStart = range.end - written.length;
    entries.push({
      key,
      value: written.replace(/^'([\s\S]*)'$/, '$1').replace(/\\(.)/g, '$1'),
      keyRange: { start: range.start, end: range.start + key.length },
      valueRange: { start: valueStart, end: range.end },
    });
  }
  return { entries, flaws };
}

const URL_PARTS = new Set(['host', 'port', 'database', 'user', 'password']);

/** Formats of PostgreSQL. */
export const postgresFormats: readonly ConnectionFormat[] = [
  {
    id: 'libpqUrl',
    title: 'PostgreSQL URL (libpq, node-postgres, pgx)',
    product: 'postgresql',
    source: LIBPQ,
    language: 'plaintext',
    detects: (text) => /^\s*postgres(?:ql)?(?:\+\w+)?:\/\//i.test(text),
    read: (text) => readUrl(text, true),
    write: ({ values, pairs }) => {
      const rest = pairs.filter(([, , property]) => !URL_PARTS.has(property));
      return `postgresql://${writeAuthority(values)}/${encodeURIComponent(values.get('database') ?? '')}${writeQuery(rest)}`;
    },
  },
  {
    id: 'libpq',
    title: 'PostgreSQL keywords (libpq, psycopg, psql)',
    product: 'postgresql',
    source: LIBPQ,
    language: 'plaintext',
    detects: (text) =>
      /(?:^|\s)(?:host|hostaddr|service)\s*=/.test(text) &&
      /(?:^|\s)(?:dbname|user|port|sslmode)\s*=/.test(text) &&
      !/;\s*\w/.test(text),
    read: readKeywords,
    write: ({ pairs }) =>
      pairs
        .map(
          ([key, value]) =>
            `${key}=${/^[^\s'\\]+$/.test(value) ? value : `'${value.replace(/['\\]/g, '\\$&')}'`}`,
        )
        .join(' '),
  },
  {
    id: 'npgsql',
    title: 'ADO.NET (Npgsql)',
    product: 'postgresql',
    source: 'https://www.npgsql.org/doc/connection-string-parameters.html',
    language: 'plaintext',
    detects: (text) =>
      (/(?:^|;)\s*host\s*=/i.test(text) ||
        (/(?:^|;)\s*server\s*=/i.test(text) && /;\s*(?:username|ssl ?mode)\s*=/i.test(text))) &&
      text.includes(';') &&
      !/(?:^|;)\s*(?:driver|HTTPPath)\s*=/i.test(text),
    read: (text) => readPairs(text, 0, 'ado'),
    write: ({ pairs }) => writePairs(pairs, 'ado'),
  },
  {
    id: 'jdbcPostgresql',
    title: 'JDBC (pgjdbc)',
    product: 'postgresql',
    source: 'https://jdbc.postgresql.org/documentation/use/#connecting-to-the-database',
    language: 'plaintext',
    detects: (text) => /^\s*jdbc:postgresql:/i.test(text),
    read: (text) => readUrl(text, false),
    write: ({ values, pairs }) => {
      const [host = '', port] = [values.get('host'), values.get('port')];
      const rest = pairs.filter(([, , property]) => !['host', 'port', 'database'].includes(property));
      return `jdbc:postgresql://${host}${port === undefined ? '' : `:${port}`}/${encodeURIComponent(values.get('database') ?? '')}${writeQuery(rest)}`;
    },
  },
];

/** Formats of Azure Databricks. */
export const databricksFormats: readonly ConnectionFormat[] = [
  {
    id: 'jdbcDatabricks',
    title: 'JDBC (Databricks)',
    product: 'databricks',
    source: 'https://learn.microsoft.com/azure/databricks/integrations/jdbc/authentication',
    language: 'plaintext',
    detects: (text) => /^\s*jdbc:(?:databricks|spark):/i.test(text),
    read(text) {
      const start = text.indexOf('//') + 2;
      const end = text.indexOf(';', start) === -1 ? text.length : text.indexOf(';', start);
      const pairs = readPairs(text, end, 'braces');
      return {
        ...pairs,
        entries: [...authorityEntries(text, start, end, { database: true }), ...pairs.entries],
      };
    },
    write: ({ values, pairs }) => {
      const database = values.get('database');
      const rest = pairs.filter(([, , property]) => !['host', 'port', 'database'].includes(property));
      return `jdbc:databricks://${values.get('host') ?? ''}:${values.get('port') ?? '443'}${database === undefined ? '' : `/${database}`};${writePairs(rest, 'braces')}`;
    },
  },
  {
    id: 'odbcDatabricks',
    title: 'ODBC (Databricks)',
    product: 'databricks',
    source: 'https://learn.microsoft.com/azure/databricks/integrations/odbc/authentication',
    language: 'plaintext',
    detects: (text) =>
      /(?:^|;)\s*(?:driver|dsn|host)\s*=/i.test(text) && /(?:^|;)\s*HTTPPath\s*=/i.test(text),
    read: (text) => readPairs(text, 0, 'braces'),
    write: ({ pairs, values }) => {
      const driver = values.get('driver') ?? '/Library/simba/spark/lib/libsparkodbc_sb64-universal.dylib';
      return writePairs(
        [['Driver', driver], ...pairs.filter(([, , property]) => property !== 'driver')],
        'braces',
      );
    },
  },
];
