import { IdentityError } from '../errors.ts';
import { databricksFormats, postgresFormats } from './formats/others.ts';
import { sqlServerFormats } from './formats/sqlServer.ts';
import { canonicalValue, keyDefinitions, keyOf, spelledValue } from './keys.ts';
import type { Connection, ConnectionFormat, Entry, FormatId, Property } from './model.ts';

/** Every format, those told apart by their beginning first. A new one is one entry of its list. */
export const connectionFormats: readonly ConnectionFormat[] = [
  ...databricksFormats,
  ...sqlServerFormats,
  ...postgresFormats,
];

/** Longer text is no connection string, in characters. */
const LONGEST = 8_000;

/** The format of a text, undefined when it is no connection string. */
export function formatOf(text: string): ConnectionFormat | undefined {
  if (text.length > LONGEST) return undefined;
  const found = connectionFormats.find((format) => format.detects(text));
  return found !== undefined && found.read(text).entries.length >= 2 ? found : undefined;
}

/** Reads a connection string; what cannot be read is in `flaws`. Throws `connection.unknownFormat`. */
export function readConnection(text: string): Connection {
  const format = formatOf(text);
  if (format === undefined) throw new IdentityError('connection.unknownFormat', {});
  const { entries, flaws } = format.read(text);
  const values = new Map<Property, string>();
  for (const entry of entries) {
    const property = propertyOf(format, entry);
    if (property === undefined) continue;
    const definition = keyDefinitions.find((each) => each.property === property);
    const value = definition === undefined ? undefined : canonicalValue(definition, format.id, entry.value);
    for (const [name, text] of splitServer(property, value ?? entry.value, format)) values.set(name, text);
  }
  return { text, format, entries, flaws, values };
}

/** What an entry stands for: by the format's key, or by the place it has in a URL. */
export function propertyOf({ id }: ConnectionFormat, entry: Entry): Property | undefined {
  const isPlaced = entry.keyRange.start === entry.valueRange.start;
  return isPlaced
    ? keyDefinitions.find(({ property }) => property === entry.key)?.property
    : keyOf(id, entry.key)?.property;
}

/** SQL Server writes protocol, port and instance into the server: `tcp:host,1433`, `host\instance`. */
function splitServer(
  property: Property,
  value: string,
  { id }: ConnectionFormat,
): readonly (readonly [Property, string])[] {
  if (property !== 'host' || !['adonet', 'odbc', 'jdbcSqlserver', 'tedious'].includes(id))
    return [[property, value]];
  const [, host = value, instance, port] =
    /^(?:tcp:|np:|lpc:|admin:)?([^\\,]*)(?:\\([^,]+))?(?:,\s*(\d+))?$/i.exec(value) ?? [];
  return [
    ['host', host],
    ...(instance === undefined ? [] : [['instance', instance] as const]),
    ...(port === undefined ? [] : [['port', port] as const]),
  ];
}

/** A connection written in another format. */
export interface Conversion {
  readonly text: string;
  readonly format: ConnectionFormat;
  /** Keys that the format cannot say, as they were written. */
  readonly leftOut: readonly string[];
}

/** The formats a connection can be written in. */
export function conversionsOf({ format }: Connection): readonly ConnectionFormat[] {
  return connectionFormats.filter(({ product, id }) => product === format.product && id !== format.id);
}

/**
 * Writes a connection in another format. Secrets are written as they are unless `placeholder` stands in for them.
 * Throws `connection.otherProduct`.
 */
export function convertConnection(connection: Connection, to: FormatId, placeholder?: string): Conversion {
  const target = conversionsOf(connection).find(({ id }) => id === to);
  if (target === undefined)
    throw new IdentityError('connection.otherProduct', {
      from: connection.format.title,
      to: connectionFormats.find(({ id }) => id === to)?.title ?? to,
      known: conversionsOf(connection)
        .map(({ title }) => title)
        .join(', '),
    });
  const values = new Map<Property, string>();
  const pairs: (readonly [string, string, Property])[] = [];
  const said = new Set<Property>();
  for (const definition of keyDefinitions) {
    const { property, isSecret } = definition;
    const canonical = connection.values.get(property);
    const value = canonical === undefined ? undefined : spelledValue(definition, to, canonical);
    if (value === undefined) continue;
    const written = isSecret === true && placeholder !== undefined ? placeholder : value;
    const [name] = definition.names[to] ?? [];
    if (name === undefined && !isPlaced(property, target)) continue;
    said.add(property);
    values.set(property, written);
    if (name !== undefined) pairs.push([name, written, property]);
  }
  const leftOut = connection.entries.filter((entry) => {
    const property = propertyOf(connection.format, entry);
    return property === undefined ? true : !said.has(property) && property !== 'driver';
  });
  return { text: target.write({ values, pairs }), format: target, leftOut: leftOut.map(({ key }) => key) };
}

/** Whether a format has a place for a property though it has no key for it. */
function isPlaced(property: Property, { id }: ConnectionFormat): boolean {
  const places: Partial<Record<FormatId, readonly Property[]>> = {
    adonet: ['host', 'port', 'instance'],
    odbc: ['host', 'port', 'instance'],
    jdbcSqlserver: ['host', 'port', 'instance'],
    goSqlserver: ['host', 'port', 'instance', 'user', 'password'],
    jdbcPostgresql: ['host', 'port', 'database'],
    libpqUrl: ['host', 'port', 'database', 'user', 'password'],
    jdbcDatabricks: ['host', 'port', 'database'],
  };
  return places[id]?.includes(property) === true;
}

const MASK = '••••';

/** The text with its secrets masked. */
export function maskConnection({ text, format, entries }: Connection): string {
  const secret = entries
    .filter((entry) => isSecret(format, entry))
    .toSorted((a, b) => b.valueRange.start - a.valueRange.start);
  return secret.reduce(
    (masked, { valueRange: { start, end } }) => masked.slice(0, start) + MASK + masked.slice(end),
    text,
  );
}

/** Whether an entry holds a secret: by its key, or by a name that says so. */
export function isSecret(format: ConnectionFormat, entry: Entry): boolean {
  const property = propertyOf(format, entry);
  return (
    keyDefinitions.some((each) => each.property === property && each.isSecret === true) ||
    /password|secret|pwd|token|passphrase/i.test(entry.key)
  );
}
