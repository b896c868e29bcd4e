import type { TextBreach } from '../../textRule.ts';
import { propertyOf } from '../connection.ts';
import { keyDefinitions, spelledValue } from '../keys.ts';
import type { Connection, Property } from '../model.ts';
import type { ConnectionRule } from './rule.ts';

const SQL_TLS = 'https://learn.microsoft.com/sql/connect/ado-net/encryption-configuration';
const LIBPQ_SSL = 'https://www.postgresql.org/docs/current/libpq-ssl.html';

/** What protects the way to the server. */
export const transportRules: readonly ConnectionRule[] = [
  {
    id: 'trusts-any-certificate',
    isAboutTheWay: true,
    severity: 'error',
    what: 'Any certificate is trusted.',
    why: 'Whoever sits in between can read everything, the access token included. The certificates of Azure need no such exception.',
    source: SQL_TLS,
    find: (connection) =>
      valueBreach(
        connection,
        'trustServerCertificate',
        (value) => value === 'true',
        'false',
        'Verify the certificate',
      ),
  },
  {
    id: 'not-encrypted',
    isAboutTheWay: true,
    severity: 'error',
    what: 'The connection need not be encrypted.',
    why: 'Azure refuses it, and elsewhere passwords and data travel in the clear.',
    source: SQL_TLS,
    find: (connection) =>
      valueBreach(
        connection,
        'encrypt',
        (value) => value === 'optional' || value === 'disable',
        'mandatory',
        'Encrypt',
      ),
  },
  {
    id: 'server-not-verified',
    isAboutTheWay: true,
    severity: 'warning',
    what: 'sslmode {value} does not verify whom it talks to.',
    why: 'With Entra the password is an access token, sent as it is: only verify-full checks certificate and name before.',
    source: LIBPQ_SSL,
    find: (connection) =>
      valueBreach(
        connection,
        'sslMode',
        (value) => value !== 'verify-full',
        'verify-full',
        'Change to verify-full',
      ),
  },
  {
    id: 'server-not-named-verified',
    severity: 'warning',
    what: 'There is no sslmode.',
    why: 'By default the server is not verified, and some drivers go on without TLS. Azure has certificates of public authorities: ask for verify-full.',
    source: LIBPQ_SSL,
    *find({ format, values, entries }) {
      const isAzure = /\.postgres\.database\.azure\.com$/i.test(values.get('host') ?? '');
      const [first] = entries.filter(({ value }) => value === values.get('host'));
      if (format.product === 'postgresql' && isAzure && !values.has('sslMode') && first !== undefined)
        yield { range: first.valueRange };
    },
  },
  {
    id: 'old-odbc-driver',
    severity: 'warning',
    what: '{driver} is an older driver.',
    why: 'Driver 18 encrypts by default; older ones do not, and driver 13 and before know no Entra sign-in.',
    source: 'https://learn.microsoft.com/sql/connect/odbc/download-odbc-driver-for-sql-server',
    *find({ entries, format }) {
      for (const entry of entries) {
        if (format.id !== 'odbc' || propertyOf(format, entry) !== 'driver') continue;
        if (
          !/^(?:ODBC Driver 1[0-7] for SQL Server|SQL Server(?: Native Client 1[01]\.0)?)$/i.test(entry.value)
        )
          continue;
        const text = '{ODBC Driver 18 for SQL Server}';
        yield {
          range: entry.valueRange,
          data: { driver: entry.value },
          fix: { title: 'Use driver 18', edits: [{ range: entry.valueRange, text }] },
        };
      }
    },
  },
];

/** A breach for the value of one property, with a fix in the spelling of the format. */
function* valueBreach(
  { entries, format, values }: Connection,
  property: Property,
  isWrong: (value: string) => boolean,
  right: string,
  title: string,
): Generator<TextBreach> {
  const value = values.get(property);
  const entry = entries.find((each) => propertyOf(format, each) === property);
  const definition = keyDefinitions.find((each) => each.property === property);
  if (value === undefined || entry === undefined || definition === undefined || !isWrong(value)) return;
  const text = spelledValue(definition, format.id, right);
  const fix = text === undefined ? {} : { fix: { title, edits: [{ range: entry.valueRange, text }] } };
  yield { range: entry.valueRange, data: { value: entry.value }, ...fix };
}
