import { CODE, eachMatch, PYTHON, SCRIPT, type MistakeRule } from '../mistake.ts';

const ODBC = 'https://learn.microsoft.com/sql/connect/odbc/using-azure-active-directory';
const LIBPQ = 'https://www.postgresql.org/docs/current/libpq-ssl.html';
const LDAP3 = 'https://ldap3.readthedocs.io/en/latest/ssltls.html';

/** Mistakes in connecting: TLS that verifies nothing, tokens in the wrong place, users of another form. */
export const connectionMistakes: readonly MistakeRule[] = [
  {
    id: 'sslmode-not-verified',
    severity: 'warning',
    languages: CODE,
    hint: /sslmode/i,
    what: 'sslmode {mode} does not verify whom it talks to.',
    why: 'With Entra the password is an access token, sent as it is: only verify-full checks certificate and name before.',
    source: LIBPQ,
    find: eachMatch(
      /(\bsslmode["']?\s*[:=]\s*["'])(disable|allow|prefer|require|verify-ca)(?=["'])/g,
      'Change to verify-full',
      ([, before = '']) => `${before}verify-full`,
      ([, , mode = '']) => ({ mode }),
    ),
  },
  {
    id: 'tls-not-verified',
    severity: 'error',
    languages: [...CODE, 'json'],
    hint: /rejectUnauthorized|InsecureSkipVerify|trustServerCertificate|NODE_TLS_REJECT|CERT_NONE|DangerousAcceptAny|verify\s*=\s*False/i,
    what: 'Any certificate is trusted.',
    why: 'Whoever sits in between can read everything, tokens and passwords included.',
    source: 'https://www.rfc-editor.org/rfc/rfc9325#section-4.4',
    *find(line, file) {
      yield* eachMatch(
        /(\brejectUnauthorized["']?\s*:\s*)false\b/g,
        'Verify',
        ([, before = '']) => `${before}true`,
      )(line, file);
      yield* eachMatch(
        /(\bInsecureSkipVerify\s*:\s*)true\b/g,
        'Verify',
        ([, before = '']) => `${before}false`,
      )(line, file);
      yield* eachMatch(
        /(\b[tT]rustServerCertificate["']?\s*[:=]\s*)true\b(?!["'&]|;\s*\w+\s*=)/g,
        'Verify',
        ([, before = '']) => `${before}false`,
      )(line, file);
      yield* eachMatch(
        /(\bverify\s*=\s*)False\b/g,
        'Verify',
        ([, before = '']) => `${before}True`,
      )(line, file);
      yield* eachMatch(/\bssl\.CERT_NONE\b/g, 'Verify', () => 'ssl.CERT_REQUIRED')(line, file);
      yield* eachMatch(
        /\bNODE_TLS_REJECT_UNAUTHORIZED\b["']?\]?\s*=\s*["']0["']|\bDangerousAcceptAnyServerCertificateValidator\b/g,
      )(line, file);
    },
  },
  {
    id: 'token-as-attrs',
    severity: 'error',
    languages: PYTHON,
    hint: /attrs/,
    what: 'The token never reaches the server, and stands in traces.',
    why: 'pyodbc appends attrs to the connection string as text. Pass attrs_before={1256: struct.pack(f"<I{len(t)}s", len(t), t)} with t = token.encode("utf-16-le").',
    source: ODBC,
    find: eachMatch(/["']?\battrs["']?\s*[:=]\s*\{\s*["'](?:AccessToken|Access Token)["']/g),
  },
  {
    id: 'attrs-before-name',
    severity: 'error',
    languages: PYTHON,
    hint: /attrs_before/,
    what: 'attrs_before takes numbers as keys.',
    why: 'A string raises TypeError: the access token is attribute 1256 (SQL_COPT_SS_ACCESS_TOKEN).',
    source: ODBC,
    find: eachMatch(
      /(\battrs_before\s*=\s*\{\s*)["'](?:1256|SQL_COPT_SS_ACCESS_TOKEN)["']/g,
      'Use 1256',
      ([, before = '']) => `${before}1256`,
    ),
  },
  {
    id: 'token-not-utf16',
    severity: 'error',
    languages: PYTHON,
    hint: /\.encode\(/,
    what: 'The ODBC driver reads the token as UTF-16.',
    why: 'In UTF-8 it is half as long as it should be, and the login fails.',
    source: ODBC,
    *find(line, file) {
      if (!file.has(/\b1256\b|SQL_COPT_SS_ACCESS_TOKEN/)) return;
      yield* eachMatch(
        /(?<=\btoken\w*(?:\.token)?)\.encode\((?:["']utf-?8["'])?\)/gi,
        'Encode as UTF-16',
        () => '.encode("utf-16-le")',
      )(line, file);
    },
  },
  {
    id: 'user-of-single-server',
    severity: 'error',
    languages: CODE,
    hint: /user/i,
    what: '{user} is no user of a flexible server.',
    why: 'The suffix @server belonged to Single Server, which was retired in March 2025. The name is the role as it was created; for people the whole UPN.',
    source:
      'https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-configure-sign-in-azure-ad-authentication',
    *find(line, { hosts }) {
      const servers = hosts.flatMap(
        (host) => /^([\w-]+)\.postgres\.database\.azure\.com$/i.exec(host)?.[1] ?? [],
      );
      for (const { 0: whole, 1: before = '', 2: user = '', 3: server = '', index } of line.matchAll(
        /(\buser(?:name)?["']?\s*[:=]\s*["'])([\w.@-]{1,100})@([\w-]+)(?=["'])/gi,
      )) {
        if (!servers.some((each) => each.toLowerCase() === server.toLowerCase())) continue;
        const range = { start: index + before.length, end: index + whole.length };
        yield {
          range,
          data: { user: `${user}@${server}` },
          fix: { title: 'Take @server away', edits: [{ range, text: user }] },
        };
      }
    },
  },
  {
    id: 'start-tls-after-bind',
    severity: 'error',
    languages: PYTHON,
    hint: /auto_bind\s*=\s*True/,
    what: 'The password is sent before StartTLS.',
    why: 'auto_bind=True binds when the connection is made; start_tls() then comes too late.',
    source: LDAP3,
    *find(line, file) {
      if (file.has(/\.start_tls\(/))
        yield* eachMatch(
          /(\bauto_bind\s*=\s*)True\b/g,
          'Bind after TLS',
          ([, before = '']) => `${before}AUTO_BIND_TLS_BEFORE_BIND`,
        )(line, file);
    },
  },
  {
    id: 'ldap3-no-such-name',
    severity: 'error',
    languages: PYTHON,
    hint: /from ldap3 import/,
    what: 'ldap3 has no EXTENDED_OPERATION.',
    why: 'Extended operations are conn.extend.standard.who_am_i() and modify_password(), and conn.extend.microsoft for Active Directory.',
    source: 'https://ldap3.readthedocs.io/en/latest/extended.html',
    find: eachMatch(/(?<=from ldap3 import [\w, ]*)\bEXTENDED_OPERATION\b/g),
  },
  {
    id: 'ldap3-entry-to-add',
    severity: 'error',
    languages: PYTHON,
    hint: /\.add\(\s*entry\s*\)|\bEntry\(/,
    what: 'An Entry of ldap3 is for reading.',
    why: "conn.add takes the parts: conn.add(dn, ['top', 'person'], {'sn': '…'}).",
    source: 'https://ldap3.readthedocs.io/en/latest/add.html',
    *find(line, file) {
      if (file.has(/from ldap3 import/)) yield* eachMatch(/(?<=\.add\(\s*)entry(?=\s*\))/g)(line, file);
    },
  },
  {
    id: 'mssql-connection-string-token',
    severity: 'warning',
    languages: SCRIPT,
    hint: /ApplicationIntent=/,
    what: 'mssql reads {text} as read-write.',
    why: 'Its parser compares values in lower case only: write ApplicationIntent=readonly, or options.readOnlyIntent: true.',
    source: 'https://github.com/tediousjs/node-mssql#readme',
    *find(line, file) {
      if (!file.has(/["']mssql["']/)) return;
      yield* eachMatch(
        /\bApplicationIntent=(?=ReadOnly)ReadOnly\b/g,
        'Write it in lower case',
        () => 'ApplicationIntent=readonly',
        ([text]) => ({ text }),
      )(line, file);
    },
  },
];
