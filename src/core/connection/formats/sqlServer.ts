import { child, isObject, parseJson, type JsonObject } from '../../json.ts';
import type { ConnectionFormat, Entry, ReadEntries, WrittenParts } from '../model.ts';
import { readPairs, readQuery, writePairs, writeQuery } from '../pairs.ts';
import { authorityEntries, writeAuthority } from './authority.ts';

/** `host,1433` or `host\instance` from the parts. */
function serverValue({ values }: WrittenParts, prefix: string): string {
  const [host = '', port, instance] = [values.get('host'), values.get('port'), values.get('instance')];
  if (instance !== undefined) return `${host}\\${instance}`;
  return port === undefined ? host : `${prefix}${host},${port}`;
}

const OWN: ReadonlySet<string> = new Set(['host', 'port', 'instance']);

/** Formats of Microsoft SQL Server, Azure SQL and Synapse. */
export const sqlServerFormats: readonly ConnectionFormat[] = [
  {
    id: 'odbc',
    title: 'ODBC (SQL Server)',
    product: 'sqlServer',
    source: 'https://learn.microsoft.com/sql/connect/odbc/dsn-connection-string-attribute',
    language: 'plaintext',
    detects: (text) =>
      /(?:^|;)\s*(?:driver|dsn)\s*=/i.test(text) &&
      !/(?:^|;)\s*HTTPPath\s*=/i.test(text) &&
      !/postgre/i.test(text),
    read: (text) => readPairs(text, 0, 'braces'),
    write: (parts) =>
      writePairs(
        [
          ['Driver', parts.values.get('driver') ?? 'ODBC Driver 18 for SQL Server'],
          ['Server', serverValue(parts, 'tcp:')],
          ...parts.pairs.filter(([, , property]) => !OWN.has(property) && property !== 'driver'),
        ],
        'braces',
      ).replace(/^Driver=([^{;]+)/, 'Driver={$1}'),
  },
  {
    id: 'adonet',
    title: 'ADO.NET (Microsoft.Data.SqlClient)',
    product: 'sqlServer',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    language: 'plaintext',
    detects: (text) =>
      /(?:^|;)\s*(?:server|data source|address|addr|network address)\s*=/i.test(text) &&
      !/(?:^|;)\s*(?:driver|host|username|ssl ?mode)\s*=/i.test(text) &&
      !/^\w[\w+.-]*:\/\//.test(text.trim()) &&
      !/^jdbc:/i.test(text.trim()),
    read: (text) => readPairs(text, 0, 'ado'),
    write: (parts) =>
      writePairs(
        [
          ['Server', serverValue(parts, 'tcp:')],
          ...parts.pairs.filter(([, , property]) => !OWN.has(property)),
        ],
        'ado',
      ),
  },
  {
    id: 'jdbcSqlserver',
    title: 'JDBC (mssql-jdbc)',
    product: 'sqlServer',
    source: 'https://learn.microsoft.com/sql/connect/jdbc/setting-the-connection-properties',
    language: 'plaintext',
    detects: (text) => /^\s*jdbc:sqlserver:/i.test(text),
    read(text) {
      const start = text.indexOf('//') + 2;
      const end = text.indexOf(';', start) === -1 ? text.length : text.indexOf(';', start);
      const pairs = readPairs(text, end, 'braces');
      return {
        ...pairs,
        entries: [...authorityEntries(text, start, end, { instance: '\\' }), ...pairs.entries],
      };
    },
    write: (parts) => {
      const { values, pairs } = parts;
      const instance = values.get('instance');
      const port = values.get('port');
      const server = `${values.get('host') ?? ''}${instance === undefined ? '' : `\\${instance}`}${port === undefined ? '' : `:${port}`}`;
      const rest = writePairs(
        pairs.filter(([, , property]) => !OWN.has(property)),
        'braces',
      );
      return `jdbc:sqlserver://${server}${rest === '' ? '' : `;${rest}`}`;
    },
  },
  {
    id: 'goSqlserver',
    title: 'Go (go-mssqldb)',
    product: 'sqlServer',
    source: 'https://github.com/microsoft/go-mssqldb#connection-parameters-and-dsn',
    language: 'plaintext',
    detects: (text) => /^\s*(?:sqlserver|azuresql):\/\//i.test(text),
    read(text) {
      const start = text.indexOf('//') + 2;
      const mark = text.indexOf('?', start);
      const query = readQuery(text, mark === -1 ? text.length : mark + 1);
      const end = mark === -1 ? text.length : mark;
      return {
        ...query,
        entries: [...authorityEntries(text, start, end, { instance: '/', user: true }), ...query.entries],
      };
    },
    write: (parts) => {
      const instance = parts.values.get('instance');
      const placed = new Set(['host', 'port', 'instance', 'user', 'password']);
      const rest = parts.pairs.filter(([, , property]) => !placed.has(property));
      return `sqlserver://${writeAuthority(parts.values)}${instance === undefined ? '' : `/${instance}`}${writeQuery(rest)}`;
    },
  },
  {
    id: 'tedious',
    title: 'Node.js (tedious, mssql)',
    product: 'sqlServer',
    source: 'https://tediousjs.github.io/tedious/api-connection.html',
    language: 'json',
    detects(text) {
      const json = text.trimStart().startsWith('{') ? parseJson(text) : undefined;
      return (
        isObject(json) &&
        'server' in json &&
        ('options' in json || 'authentication' in json || 'database' in json)
      );
    },
    read: readConfig,
    write: writeConfig,
  },
];

/** A JSON configuration as entries by path; ranges are those of the last part of the path where it is found. */
function readConfig(text: string): ReadEntries {
  const json = parseJson(text);
  if (!isObject(json))
    return { entries: [], flaws: [{ range: { start: 0, end: text.length }, name: 'JSON' }] };
  const entries: Entry[] = [];
  let from = 0;
  const walk = (object: JsonObject, path: string) => {
    for (const [name, value] of Object.entries(object)) {
      const key = path === '' ? name : `${path}.${name}`;
      const at = Math.max(from, text.indexOf(JSON.stringify(name), from));
      const keyRange = { start: at + 1, end: at + 1 + name.length };
      from = keyRange.end;
      if (isObject(value)) {
        walk(value, key);
        continue;
      }
      const written = JSON.stringify(value);
      const start = Math.max(from, text.indexOf(written, from));
      entries.push({
        key,
        value: typeof value === 'string' ? value : written,
        keyRange,
        valueRange: { start, end: start + written.length },
      });
      from = start + written.length;
    }
  };
  walk(json, '');
  return { entries, flaws: [] };
}

const LITERALS: Readonly<Record<string, boolean>> = { true: true, false: false };

function writeConfig({ values, pairs }: WrittenParts): string {
  const config: Record<string, unknown> = { server: values.get('host') ?? '' };
  for (const [path, value, property] of pairs) {
    if (property === 'host') continue;
    const parts = path.split('.');
    const literal = property === 'port' ? Number(value) : (LITERALS[value] ?? value);
    place(
      config,
      parts,
      property === 'encrypt' ||
        property === 'trustServerCertificate' ||
        property === 'intent' ||
        property === 'port'
        ? literal
        : value,
    );
  }
  return JSON.stringify(config, undefined, 2);
}

function place(
  config: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) config[first] = value;
  else {
    const inner: Record<string, unknown> = { ...child(config, first) };
    place(inner, rest, value);
    config[first] = inner;
  }
}
