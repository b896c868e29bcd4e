import assert from 'node:assert/strict';
import { findMistakes, mistakeRules } from '../../../../src/core/mistakes/findMistakes.ts';
import { retiredPackages } from '../../../../src/core/mistakes/rules/packages.ts';
import { platformOfHost, platformOfScope, platforms } from '../../../../src/core/platforms.ts';

/** Code that is wrong, in its language, and what the fix makes of it where there is one. */
const broken: readonly (readonly [rule: string, language: string, text: string, fixed?: string])[] = [
  [
    'get-token-list',
    'python',
    'token = credential.get_token(["https://graph.microsoft.com/.default"])',
    'get_token(*["https',
  ],
  [
    'get-token-list',
    'python',
    'scopes = ["a/.default"]\ntoken = credential.get_token(scopes).token',
    'get_token(*scopes)',
  ],
  [
    'scopes-in-one-string',
    'python',
    'token = credential.get_token("Mail.Send User.Read")',
    'get_token("Mail.Send", "User.Read")',
  ],
  [
    'resource-as-scope',
    'python',
    'credential.get_token("https://database.windows.net/")',
    '"https://database.windows.net/.default"',
  ],
  [
    'resource-as-scope',
    'typescript',
    "await credential.getToken('https://vault.azure.net')",
    "'https://vault.azure.net/.default'",
  ],
  [
    'scope-of-other-host',
    'python',
    'host = "orders.postgres.database.azure.com"\nt = c.get_token("https://database.windows.net/.default")',
    'get_token("https://ossrdbms-aad.database.windows.net/.default")',
  ],
  [
    'scope-of-other-host',
    'go',
    'const s = "https://management.azure.com/.default"\nconst h = "https://v1.vault.azure.net"',
    '"https://vault.azure.net/.default"',
  ],
  ['password-grant', 'python', 'credential = UsernamePasswordCredential(client_id, user, password)'],
  [
    'implicit-grant',
    'javascript',
    'const url = `${authorize}?response_type=token&client_id=${id}`',
    'response_type=code&',
  ],
  [
    'signature-not-verified',
    'python',
    'jwt.decode(token, options={"verify_signature": False})',
    '{"verify_signature": True}',
  ],
  ['signature-not-verified', 'csharp', 'ValidateAudience = false,', 'ValidateAudience = true,'],
  ['sslmode-not-verified', 'python', 'psycopg.connect(host=h, sslmode="require")', 'sslmode="verify-full"'],
  ['sslmode-not-verified', 'typescript', "new Pool({ sslmode: 'disable' })", "sslmode: 'verify-full'"],
  [
    'tls-not-verified',
    'typescript',
    'new Pool({ ssl: { rejectUnauthorized: false } })',
    'rejectUnauthorized: true',
  ],
  ['tls-not-verified', 'go', 'tls.Config{InsecureSkipVerify: true}', 'InsecureSkipVerify: false'],
  ['tls-not-verified', 'csharp', 'builder.TrustServerCertificate = true;', 'TrustServerCertificate = false;'],
  ['tls-not-verified', 'python', 'requests.get(url, verify=False)', 'verify=True'],
  ['token-as-attrs', 'python', 'create_engine(conn, connect_args={"attrs": {"AccessToken": token}})'],
  ['attrs-before-name', 'python', 'pyodbc.connect(c, attrs_before={"1256": s})', 'attrs_before={1256: s}'],
  [
    'token-not-utf16',
    'python',
    't = token.encode("utf-8")\nattrs_before={1256: t}',
    'token.encode("utf-16-le")',
  ],
  [
    'user-of-single-server',
    'python',
    'connect(host="orders.postgres.database.azure.com", user="app@orders")',
    'user="app")',
  ],
  [
    'start-tls-after-bind',
    'python',
    'conn = Connection(s, dn, pw, auto_bind=True)\nconn.start_tls()',
    'auto_bind=AUTO_BIND_TLS_BEFORE_BIND',
  ],
  ['ldap3-no-such-name', 'python', 'from ldap3 import Server, EXTENDED_OPERATION'],
  ['ldap3-entry-to-add', 'python', 'from ldap3 import Connection, Entry\nconn.add(entry)'],
  [
    'mssql-connection-string-token',
    'typescript',
    "import sql from 'mssql';\nsql.connect('Server=x;Database=d;ApplicationIntent=ReadOnly')",
    'ApplicationIntent=readonly',
  ],
  [
    'retired-package',
    'python',
    'from azure.keyvault import SecretClient',
    'from azure.keyvault.secrets import',
  ],
  ['retired-package', 'pip-requirements', 'adal==1.2.7'],
  ['retired-package', 'csharp', 'using System.Data.SqlClient;', 'using Microsoft.Data.SqlClient;'],
  [
    'trusts-any-certificate',
    'json',
    '{ "Default": "Server=x.database.windows.net;Database=d;TrustServerCertificate=true" }',
    'TrustServerCertificate=False',
  ],
  [
    'server-not-verified',
    'dotenv',
    'DATABASE_URL=postgresql://app@orders.postgres.database.azure.com/orders?sslmode=require',
    'sslmode=verify-full',
  ],
  [
    'token-in-connection-string',
    'python',
    'c = f"host=h dbname=d user=u password=eyJhbGciOiJSUzI1NiJ9.e30.x sslmode=verify-full"',
  ],
];

describe('mistakes in code', () => {
  for (const [id, language, text, fixed] of broken)
    it(`${id} in ${language}${fixed === undefined ? '' : ', with a fix'}: ${text.slice(0, 60).replaceAll('\n', '⏎')}`, async () => {
      const found = await findMistakes({ language, name: 'a', text });
      const finding = found.find(({ rule }) => rule.id === id);
      assert.ok(finding, found.map(({ rule }) => rule.id).join());
      for (const [, name] of `${finding.rule.what} ${finding.rule.why}`.matchAll(/\{(\w+)\}/g))
        assert.ok(name! in (finding.data ?? {}), name);
      if (fixed === undefined) return;
      const [edit] = finding.fix!.edits;
      const after = text.slice(0, edit!.range.start) + edit!.text + text.slice(edit!.range.end);
      assert.ok(after.includes(fixed), after);
    });

  it('have a case for each rule, a page and a reason', () => {
    const ids = mistakeRules.map(({ id }) => id);
    for (const id of ids)
      assert.ok(
        broken.some(([each]) => each === id),
        id,
      );
    for (const { source, why } of mistakeRules) assert.ok(URL.canParse(source) && why.endsWith('.'));
    assert.equal(new Set(retiredPackages.map(({ name }) => name)).size, retiredPackages.length);
  });

  it('are not seen in code that is right', async () => {
    const right: readonly (readonly [string, string])[] = [
      [
        'python',
        'token = credential.get_token("https://database.windows.net/.default").token\nt = token.encode("utf-16-le")\nconn = pyodbc.connect("Driver={ODBC Driver 18 for SQL Server};Server=tcp:x.database.windows.net,1433;Database=d;Encrypt=yes", attrs_before={1256: s})',
      ],
      [
        'python',
        'scope = "https://ossrdbms-aad.database.windows.net/.default"\npsycopg.connect(host="o.postgres.database.azure.com", user="me@contoso.example", sslmode="verify-full")',
      ],
      [
        'typescript',
        "new Pool({ host: 'o.postgres.database.azure.com', ssl: true, password: async () => (await c.getToken('https://ossrdbms-aad.database.windows.net/.default')).token })",
      ],
      [
        'typescript',
        "// two platforms in one file\nconst a = 'https://vault.azure.net/.default';\nconst b = 'https://storage.azure.com/.default';\nconst h = 'https://x.vault.azure.net';",
      ],
      [
        'go',
        'db, err := sql.Open("azuresql", "sqlserver://x.database.windows.net?database=d&fedauth=ActiveDirectoryDefault")',
      ],
      ['markdown', 'Never write `get_token(["x"])`.'],
    ];
    for (const [language, text] of right)
      assert.deepEqual(
        (await findMistakes({ language, name: 'a', text })).map(({ rule }) => rule.id),
        [],
        text,
      );
  });

  it('are looked for in bounded time', async () => {
    const hostile = [
      `get_token(${'['.repeat(1900)}`,
      'user="a@'.repeat(240),
      'Server='.repeat(500),
      `'${'a.'.repeat(900)}'`,
    ];
    for (const line of hostile)
      await findMistakes({ language: 'python', name: 'a', text: `${line}\n`.repeat(300) });
    const many = await findMistakes({ language: 'python', name: 'a', text: 'verify=False\n'.repeat(5000) });
    assert.equal(many.length, 200);
  });

  it('know each platform by its scope and by its hosts', () => {
    for (const platform of platforms) assert.equal(platformOfScope(platform.scope), platform);
    assert.equal(platformOfHost('o.postgres.database.azure.com')?.id, 'postgresql');
    assert.equal(platformOfHost('w-ondemand.sql.azuresynapse.net')?.id, 'sql');
    assert.equal(platformOfHost('example.com'), undefined);
  });
});
