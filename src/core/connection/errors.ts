import type { ErrorText } from '../errors.ts';

/** Error codes of `core/connection`, with their texts. */
export const connectionErrors = {
  'connection.unknownFormat': {
    what: 'This is no connection string that can be read.',
    why: 'Known are ADO.NET, ODBC, JDBC, libpq keywords and URLs, Npgsql, go-mssqldb and the JSON configuration of tedious.',
    next: 'Place the cursor in a connection string, or paste one.',
  },
  'connection.otherProduct': {
    what: 'A connection of {from} cannot be written for {to}.',
    why: 'They connect to different products.',
    next: 'Choose one of: {known}.',
  },
  'platform.unknown': {
    what: 'There is no platform {platform}.',
    next: 'Use one of: {known}.',
  },
} as const satisfies Record<string, ErrorText>;
