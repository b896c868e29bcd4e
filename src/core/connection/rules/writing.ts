import { nearest } from '../../nearest.ts';
import { propertyOf } from '../connection.ts';
import { canonicalValue, keyOf, keysOf, sameKey, spellings } from '../keys.ts';
import type { Property } from '../model.ts';
import { isOdbcDefault, PLACEHOLDER, type ConnectionRule } from './rule.ts';

/** How a connection string is written. */
export const writingRules: readonly ConnectionRule[] = [
  {
    id: 'connection-unreadable',
    severity: 'error',
    what: '{name} is no key with a value.',
    why: 'The driver refuses the whole string.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    find: ({ flaws }) => flaws.map(({ range, name }) => ({ range, data: { name } })),
  },
  {
    id: 'connection-unknown-key',
    severity: 'error',
    what: '{format} has no key {key}.',
    why: 'Drivers refuse it, or leave it out without a word.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    *find({ entries, format }) {
      for (const entry of entries) {
        if (
          propertyOf(format, entry) !== undefined ||
          keysOf(format.id).some((each) => sameKey(each, entry.key))
        )
          continue;
        const meant = nearest(entry.key, keysOf(format.id));
        yield {
          range: entry.keyRange,
          data: { key: entry.key, format: format.title, meant: meant ?? '' },
          ...(meant === undefined
            ? {}
            : { fix: { title: 'Change to {meant}', edits: [{ range: entry.keyRange, text: meant }] } }),
        };
      }
    },
  },
  {
    id: 'connection-repeated-key',
    severity: 'warning',
    what: '{key} stands here twice.',
    why: 'Which one counts differs from driver to driver.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    *find({ entries, format }) {
      const seen = new Set<Property>();
      for (const entry of entries) {
        const property = propertyOf(format, entry);
        if (property === undefined) continue;
        if (seen.has(property)) yield { range: entry.keyRange, data: { key: entry.key } };
        seen.add(property);
      }
    },
  },
  {
    id: 'connection-wrong-value',
    severity: 'error',
    what: '{value} is no value of {key}.',
    why: '{format} takes: {values}.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    *find({ entries, format }) {
      for (const entry of entries) {
        const definition = keyOf(format.id, entry.key);
        if (definition?.values === undefined || PLACEHOLDER.test(entry.value)) continue;
        if (
          canonicalValue(definition, format.id, entry.value) !== undefined ||
          isOdbcDefault(format.id, entry)
        )
          continue;
        const values = spellings(definition, format.id);
        const meant = nearest(entry.value, values);
        yield {
          range: entry.valueRange,
          data: {
            value: entry.value,
            key: entry.key,
            format: format.title,
            values: values.join(', '),
            meant: meant ?? '',
          },
          ...(meant === undefined
            ? {}
            : { fix: { title: 'Change to {meant}', edits: [{ range: entry.valueRange, text: meant }] } }),
        };
      }
    },
  },
  {
    id: 'port-after-colon',
    severity: 'error',
    what: '{server} is read as a host name.',
    why: 'SQL Server takes the port after a comma: host,1433.',
    source: 'https://learn.microsoft.com/sql/connect/odbc/dsn-connection-string-attribute',
    *find({ entries, format }) {
      if (format.id !== 'adonet' && format.id !== 'odbc') return;
      for (const entry of entries) {
        const [, before, port] = /^((?:tcp:)?[\w.-]+):(\d{2,5})$/i.exec(entry.value) ?? [];
        if (propertyOf(format, entry) !== 'host' || before === undefined || port === undefined) continue;
        const text = `${before},${port}`;
        yield {
          range: entry.valueRange,
          data: { server: entry.value },
          fix: { title: 'Put a comma', edits: [{ range: entry.valueRange, text }] },
        };
      }
    },
  },
];
