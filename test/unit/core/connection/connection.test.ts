import assert from 'node:assert/strict';
import {
  connectionFormats,
  convertConnection,
  conversionsOf,
  formatOf,
  maskConnection,
  readConnection,
} from '../../../../src/core/connection/connection.ts';
import type { FormatId, Property } from '../../../../src/core/connection/model.ts';
import { checkConnection, connectionRules } from '../../../../src/core/connection/rules.ts';
import { findConnections } from '../../../../src/core/connection/scan.ts';

const HOST = 'orders.database.windows.net';
const PG = 'orders.postgres.database.azure.com';

/** A string of each format, and what it says. */
const read: readonly (readonly [
  format: FormatId,
  text: string,
  values: Partial<Record<Property, string>>,
])[] = [
  [
    'adonet',
    `Server=tcp:${HOST},1433;Initial Catalog=sales;Authentication=Active Directory Default;Encrypt=True`,
    { host: HOST, port: '1433', database: 'sales', authentication: 'default', encrypt: 'mandatory' },
  ],
  [
    'adonet',
    `Data Source=.\\SQLEXPRESS;Integrated Security=SSPI;Password="a;b""c"`,
    { host: '.', instance: 'SQLEXPRESS', integrated: 'true', password: 'a;b"c' },
  ],
  [
    'odbc',
    `Driver={ODBC Driver 18 for SQL Server};Server=tcp:${HOST},1433;Database=sales;Encrypt=yes;UID=me;PWD={a;b}}c}`,
    {
      driver: 'ODBC Driver 18 for SQL Server',
      host: HOST,
      port: '1433',
      user: 'me',
      password: 'a;b}c',
      encrypt: 'mandatory',
    },
  ],
  [
    'jdbcSqlserver',
    `jdbc:sqlserver://${HOST}:1433;databaseName=sales;encrypt=true;authentication=ActiveDirectoryManagedIdentity;msiClientId=c1`,
    { host: HOST, port: '1433', database: 'sales', authentication: 'managedIdentity', clientId: 'c1' },
  ],
  [
    'jdbcSqlserver',
    'jdbc:sqlserver://box\\dev:1434;encrypt=strict',
    { host: 'box', instance: 'dev', port: '1434', encrypt: 'strict' },
  ],
  [
    'goSqlserver',
    `sqlserver://me%40x:p%2Fw@${HOST}:1433?database=sales&fedauth=ActiveDirectoryDefault`,
    { host: HOST, port: '1433', user: 'me@x', password: 'p/w', database: 'sales', authentication: 'default' },
  ],
  [
    'tedious',
    `{ "server": "${HOST}", "authentication": { "type": "azure-active-directory-default" }, "options": { "database": "sales", "encrypt": true, "port": 1433, "readOnlyIntent": true } }`,
    {
      host: HOST,
      database: 'sales',
      authentication: 'default',
      encrypt: 'mandatory',
      port: '1433',
      intent: 'ReadOnly',
    },
  ],
  [
    'libpqUrl',
    `postgresql://me%40contoso.example:pw@${PG}:5432/orders?sslmode=verify-full`,
    {
      host: PG,
      port: '5432',
      user: 'me@contoso.example',
      password: 'pw',
      database: 'orders',
      sslMode: 'verify-full',
    },
  ],
  [
    'libpq',
    `host=${PG} port=5432 dbname=orders user='my app' sslmode=verify-full`,
    { host: PG, port: '5432', database: 'orders', user: 'my app' },
  ],
  [
    'npgsql',
    `Host=${PG};Database=orders;Username=app;SSL Mode=VerifyFull`,
    { host: PG, database: 'orders', user: 'app', sslMode: 'verify-full' },
  ],
  [
    'jdbcPostgresql',
    `jdbc:postgresql://${PG}:5432/orders?user=app&sslmode=verify-full`,
    { host: PG, port: '5432', database: 'orders', user: 'app', sslMode: 'verify-full' },
  ],
  [
    'jdbcDatabricks',
    'jdbc:databricks://adb-1.2.azuredatabricks.net:443;httpPath=/sql/1.0/warehouses/a;AuthMech=11;Auth_Flow=1;OAuth2ClientId=c;OAuth2Secret=s',
    {
      host: 'adb-1.2.azuredatabricks.net',
      port: '443',
      httpPath: '/sql/1.0/warehouses/a',
      authMech: '11',
      authFlow: '1',
      clientId: 'c',
      clientSecret: 's',
    },
  ],
  [
    'odbcDatabricks',
    'Driver=Simba;Host=adb-1.2.azuredatabricks.net;Port=443;HTTPPath=/sql/1.0/warehouses/a;AuthMech=11;Auth_Flow=0',
    { host: 'adb-1.2.azuredatabricks.net', port: '443', authMech: '11' },
  ],
];

/** Breaks each rule, with what the fix makes of it where there is one. */
const broken: readonly (readonly [rule: string, text: string, fixed?: string])[] = [
  ['connection-unreadable', `Server=${HOST};Database=d;nonsense`],
  ['connection-unknown-key', `Server=${HOST};Databse=d;Encrypt=True`, 'Database=d'],
  ['connection-unknown-key', `jdbc:sqlserver://${HOST};databaseNam=d;encrypt=true`, 'databaseName=d'],
  ['connection-repeated-key', `Server=${HOST};Database=a;Initial Catalog=b`],
  [
    'connection-wrong-value',
    `Server=${HOST};Database=d;Authentication=Active Directory Defalt`,
    'Authentication=Active Directory Default',
  ],
  [
    'odbc-no-default-credential',
    `Driver={ODBC Driver 18 for SQL Server};Server=${HOST};Database=d;Authentication=ActiveDirectoryDefault`,
    'Authentication=ActiveDirectoryMsi',
  ],
  [
    'trusts-any-certificate',
    `Server=${HOST};Database=d;TrustServerCertificate=true`,
    'TrustServerCertificate=False',
  ],
  [
    'trusts-any-certificate',
    `jdbc:sqlserver://${HOST};databaseName=d;trustServerCertificate=true`,
    'trustServerCertificate=false',
  ],
  ['not-encrypted', `Server=${HOST};Database=d;Encrypt=False`, 'Encrypt=True'],
  ['not-encrypted', `sqlserver://${HOST}?database=d&encrypt=disable`, 'encrypt=true'],
  ['server-not-verified', `postgresql://app@${PG}/orders?sslmode=require`, 'sslmode=verify-full'],
  ['server-not-verified', `Host=${PG};Database=orders;SSL Mode=Disable`, 'SSL Mode=VerifyFull'],
  ['server-not-named-verified', `host=${PG} dbname=orders user=app`],
  [
    'token-in-connection-string',
    `postgresql://app:eyJhbGciOiJSUzI1NiJ9.e30.x@${PG}/orders?sslmode=verify-full`,
  ],
  ['password-in-connection-string', `Server=${HOST};Database=d;User ID=u;Password=hunter2`],
  ['password-beside-entra', `Server=${HOST};Database=d;Authentication=Active Directory Default;Password=x`],
  ['user-at-server', `host=${PG} dbname=orders user=app@orders sslmode=verify-full`, 'user=app sslmode'],
  [
    'user-at-server',
    `postgresql://me%40contoso.example%40orders@${PG}/orders?sslmode=verify-full`,
    'postgresql://me%40contoso.example@',
  ],
  ['no-database', `Server=${HOST};Encrypt=True`],
  [
    'old-odbc-driver',
    `Driver={ODBC Driver 17 for SQL Server};Server=${HOST};Database=d`,
    'Driver={ODBC Driver 18 for SQL Server}',
  ],
  ['port-after-colon', `Server=${HOST}:1433;Database=d`, `Server=${HOST},1433`],
  [
    'databricks-personal-token',
    'jdbc:databricks://adb-1.2.azuredatabricks.net:443;httpPath=/x;AuthMech=3;UID=token;PWD=${DATABRICKS_TOKEN}',
  ],
];

describe('connection strings', () => {
  for (const [id, text, values] of read)
    it(`reads ${id}: ${text.slice(0, 60)}`, () => {
      const connection = readConnection(text);
      assert.equal(connection.format.id, id);
      assert.deepEqual(connection.flaws, []);
      for (const [property, value] of Object.entries(values))
        assert.equal(new Map<string, string>(connection.values).get(property), value, property);
      assert.deepEqual(
        checkConnection(connection).filter(({ rule }) => rule.id === 'connection-unknown-key'),
        [],
      );
    });

  it('has an example of every format here', () => {
    assert.deepEqual(
      [...new Set(read.map(([id]) => id))].sort(),
      connectionFormats.map(({ id }) => id).sort(),
    );
  });

  for (const [id, text] of read)
    it(`converts ${id} to every format of its product and reads there the same: ${text.slice(0, 40)}`, () => {
      const connection = readConnection(text);
      for (const { id: to } of conversionsOf(connection)) {
        const converted = convertConnection(connection, to);
        const again = readConnection(converted.text);
        assert.equal(again.format.id, to, converted.text);
        const lost = [...connection.values]
          .filter(([property]) => !again.values.has(property))
          .map(([property]) => property);
        for (const [property, value] of again.values)
          if (connection.values.has(property))
            assert.equal(value, connection.values.get(property), `${to} ${property}: ${converted.text}`);
        assert.ok(
          lost.length <= converted.leftOut.length + 1,
          `${to} lost ${lost.join()} but says ${converted.leftOut.join()}`,
        );
      }
    });

  it('says what a format cannot say', () => {
    const { leftOut, text } = convertConnection(readConnection(read[0]![1]), 'odbc');
    assert.deepEqual(leftOut, ['Authentication']);
    assert.equal(
      text,
      `Driver={ODBC Driver 18 for SQL Server};Server=tcp:${HOST},1433;Database=sales;Encrypt=yes`,
    );
  });

  it('refuses another product, naming what fits', () => {
    assert.throws(() => convertConnection(readConnection(read[0]![1]), 'libpq'), {
      code: 'connection.otherProduct',
    });
    assert.throws(() => readConnection('hello'), { code: 'connection.unknownFormat' });
  });

  it('masks secrets, and leaves them out of a conversion on request', () => {
    const url = readConnection(`postgresql://app:hunter2@${PG}/orders?sslmode=verify-full`);
    assert.equal(maskConnection(url), `postgresql://app:••••@${PG}/orders?sslmode=verify-full`);
    assert.match(convertConnection(url, 'npgsql', '<password>').text, /Password=<password>/);
    assert.ok(!maskConnection(readConnection(read[1]![1])).includes('a;b'));
  });

  for (const [id, text, fixed] of broken)
    it(`${id}${fixed === undefined ? '' : ', with a fix'}: ${text.slice(0, 70)}`, () => {
      const finding = checkConnection(readConnection(text)).find(({ rule }) => rule.id === id);
      assert.ok(
        finding,
        checkConnection(readConnection(text))
          .map(({ rule }) => rule.id)
          .join(),
      );
      for (const [, name] of `${finding.rule.what} ${finding.rule.why}`.matchAll(/\{(\w+)\}/g))
        assert.ok(name! in (finding.data ?? {}), name);
      if (fixed === undefined) return;
      const [edit] = finding.fix!.edits;
      const after = text.slice(0, edit!.range.start) + edit!.text + text.slice(edit!.range.end);
      assert.ok(after.includes(fixed), after);
    });

  it('has a case for every rule', () => {
    assert.deepEqual(
      [...new Set(broken.map(([id]) => id))].sort(),
      connectionRules.map(({ id }) => id).sort(),
    );
  });

  it('finds nothing in what is right, and in placeholders', () => {
    for (const text of [
      read[0]![1],
      read[3]![1],
      read[8]![1],
      `Server=${HOST};Database=d;User ID=u;Password=\${DB_PASSWORD}`,
    ])
      assert.deepEqual(
        checkConnection(readConnection(text)).map(({ rule }) => rule.id),
        [],
        text,
      );
  });

  it('leaves TLS and passwords of this machine and of containers alone', () => {
    for (const text of [
      'postgresql://postgres:postgres@localhost:5432/test?sslmode=disable',
      'Server=db,1433;Database=d;User ID=sa;Password=hunter2;TrustServerCertificate=True',
    ])
      assert.deepEqual(checkConnection(readConnection(text)), [], text);
  });

  const lines: readonly (readonly [line: string, found: string | undefined])[] = [
    [
      `conn_str = f"Driver={{ODBC Driver 18 for SQL Server}};Server=x;Database=d"`,
      'Driver={{ODBC Driver 18 for SQL Server}};Server=x;Database=d',
    ],
    [`"Default": "Server=tcp:${HOST},1433;Database=d"`, `Server=tcp:${HOST},1433;Database=d`],
    [
      `DATABASE_URL=postgresql://u:p@${PG}/d?sslmode=require # dev`,
      `postgresql://u:p@${PG}/d?sslmode=require`,
    ],
    [`DB=Server=${HOST};Database=d`, `Server=${HOST};Database=d`],
    [`<add connectionString='Data Source=x;Initial Catalog=d' />`, 'Data Source=x;Initial Catalog=d'],
    [`psycopg.connect("host=${PG} dbname=d user=u")`, `host=${PG} dbname=d user=u`],
    ['spring.datasource.url=jdbc:postgresql://h:5432/d?user=u', 'jdbc:postgresql://h:5432/d?user=u'],
    ['const server = options.server = 3;', undefined],
    ['host = input("host=")', undefined],
    ['<a href="https://example.com/?host=1&server=2">', undefined],
  ];
  for (const [line, found] of lines)
    it(`${found === undefined ? 'sees none' : 'is found'} in: ${line}`, () => {
      assert.deepEqual(
        findConnections(line).map(({ start, end }) => line.slice(start, end)),
        found === undefined ? [] : [found],
      );
    });

  it('never throws, and stays linear on text made to be slow', () => {
    for (const hostile of [
      'Server=',
      'host=a ',
      'jdbc:sqlserver://',
      '{"server":"a","options":{',
      "Server='",
      'Server={',
      '%',
      '"Host=',
    ])
      for (const text of [hostile.repeat(400), hostile.repeat(20_000)]) {
        findConnections(text);
        if (formatOf(text) !== undefined) checkConnection(readConnection(text));
      }
  });
});
