import type { Credential } from '../catalogue.ts';

/** Credentials of the platforms themselves; each platform passes them in its own way, so they have no block. */
export const ownCredentials: readonly Credential[] = [
  {
    id: 'password',
    prefix: 'password',
    title: 'User name and password of the database',
    detail: "The database's own account; the password comes from the environment.",
    actor: 'app',
    blocks: {},
    pitfalls: [
      'Nothing of Entra protects such a password: no multifactor, no Conditional Access, no sign-in log.',
    ],
    source: 'https://learn.microsoft.com/azure/azure-sql/database/logins-create-manage',
  },
  {
    id: 'databricksM2m',
    prefix: 'm2m',
    title: 'Databricks OAuth secret (machine to machine)',
    detail: "A service principal's OAuth secret made in Databricks, not in Entra.",
    actor: 'app',
    blocks: {},
    pitfalls: [
      'It is no Entra secret: Entra does not know it, and Databricks does not know the one of Entra.',
    ],
    source: 'https://learn.microsoft.com/azure/databricks/dev-tools/auth/oauth-m2m',
  },
  {
    id: 'pat',
    prefix: 'pat',
    title: 'Databricks personal access token',
    detail: 'Legacy: long-lived, and it is the person.',
    actor: 'user',
    blocks: {},
    pitfalls: ['It bypasses Conditional Access and outlives sign-ins: prefer OAuth, and give it a lifetime.'],
    source: 'https://learn.microsoft.com/azure/databricks/dev-tools/auth/pat',
  },
  {
    id: 'subscriptionKey',
    prefix: 'key',
    title: 'Subscription key of API Management',
    detail: 'It names the subscription, not a person: for metering, not for authorization.',
    actor: 'app',
    blocks: {},
    pitfalls: ['In a query parameter it ends up in access logs: send the header.'],
    source: 'https://learn.microsoft.com/azure/api-management/api-management-subscriptions',
  },
  {
    id: 'basic',
    prefix: 'basic',
    title: 'User name and password (HTTP Basic)',
    detail: 'Sent with every request; only over TLS, and only where nothing else is possible.',
    actor: 'app',
    blocks: {},
    source: 'https://www.rfc-editor.org/rfc/rfc7617',
  },
  {
    id: 'mtls',
    prefix: 'mtls',
    title: 'Client certificate (mutual TLS)',
    detail: 'The key proves itself in the TLS handshake.',
    actor: 'app',
    blocks: {},
    pitfalls: [
      'API Management asks for a certificate only when "Negotiate client certificate" is on for the host name.',
    ],
    source:
      'https://learn.microsoft.com/azure/api-management/api-management-howto-mutual-certificates-for-clients',
  },
];

const LDAP_TLS_PITFALL =
  'Active Directory refuses a simple bind without TLS, and whoever listens has the password already: StartTLS comes before the bind, or LDAPS from the start.';

/** How an LDAP connection is made and bound; each leaves a variable `connection`. */
export const ldapCredentials: readonly Credential[] = [
  {
    id: 'ldapStartTls',
    prefix: 'starttls',
    title: 'Simple bind after StartTLS',
    detail: 'Usually port 389, raised to TLS before the password goes out (RFC 4513 §3).',
    actor: 'app',
    pitfalls: [LDAP_TLS_PITFALL],
    source: 'https://www.rfc-editor.org/rfc/rfc4513#section-3',
    blocks: {
      python: {
        packages: ['ldap3'],
        imports: [
          'import os',
          'import ssl',
          'from ldap3 import AUTO_BIND_TLS_BEFORE_BIND, Connection, Server, Tls',
        ],
        code: `tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=os.environ.get("LDAP_CA_FILE"))
server = Server("ldap://«ldapHost»:«ldapPort»", tls=tls, connect_timeout=10)
connection = Connection(
    server,
    user="«bindDn»",
    password=os.environ["LDAP_PASSWORD"],
    auto_bind=AUTO_BIND_TLS_BEFORE_BIND,  # StartTLS first, then the password
    raise_exceptions=True,
)
`,
      },
      typescript: {
        packages: ['ldapts'],
        imports: [`import { Client } from 'ldapts';`],
        code: `const connection = new Client({ url: 'ldap://«ldapHost»:«ldapPort»', connectTimeout: 10_000 });
await connection.startTLS({ host: '«ldapHost»' }); // the certificate is verified; NODE_EXTRA_CA_CERTS names an authority of your own
await connection.bind('«bindDn»', process.env['LDAP_PASSWORD'] ?? '');
`,
      },
    },
  },
  {
    id: 'ldaps',
    prefix: 'ldaps',
    title: 'Simple bind over LDAPS',
    detail: 'Usually port 636, TLS from the first byte.',
    actor: 'app',
    pitfalls: [LDAP_TLS_PITFALL],
    source:
      'https://learn.microsoft.com/troubleshoot/windows-server/active-directory/enable-ldap-over-ssl-3rd-certification-authority',
    blocks: {
      python: {
        packages: ['ldap3'],
        imports: ['import os', 'import ssl', 'from ldap3 import AUTO_BIND_NO_TLS, Connection, Server, Tls'],
        code: `tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=os.environ.get("LDAP_CA_FILE"))
server = Server("ldaps://«ldapHost»:«ldapsPort»", tls=tls, connect_timeout=10)
connection = Connection(
    server,
    user="«bindDn»",
    password=os.environ["LDAP_PASSWORD"],
    auto_bind=AUTO_BIND_NO_TLS,  # no StartTLS: the connection is TLS already
    raise_exceptions=True,
)
`,
      },
      typescript: {
        packages: ['ldapts'],
        imports: [`import { Client } from 'ldapts';`],
        code: `const connection = new Client({ url: 'ldaps://«ldapHost»:«ldapsPort»', connectTimeout: 10_000 });
await connection.bind('«bindDn»', process.env['LDAP_PASSWORD'] ?? ''); // the certificate is verified; NODE_EXTRA_CA_CERTS names an authority of your own
`,
      },
    },
  },
  {
    id: 'ldapExternal',
    prefix: 'external',
    title: 'SASL EXTERNAL with a client certificate',
    detail: 'The certificate of the TLS handshake is the identity (RFC 4422 appendix A).',
    actor: 'app',
    pitfalls: ['The server maps the certificate to an entry; in AD through altSecurityIdentities.'],
    source: 'https://www.rfc-editor.org/rfc/rfc4513#section-5.2.3',
    blocks: {
      python: {
        packages: ['ldap3'],
        imports: [
          'import os',
          'import ssl',
          'from ldap3 import AUTO_BIND_TLS_BEFORE_BIND, EXTERNAL, SASL, Connection, Server, Tls',
        ],
        code: `tls = Tls(
    validate=ssl.CERT_REQUIRED,
    ca_certs_file=os.environ.get("LDAP_CA_FILE"),
    local_certificate_file="«certificatePath»",
    local_private_key_file="«certificatePath»",
)
server = Server("ldap://«ldapHost»:«ldapPort»", tls=tls, connect_timeout=10)
connection = Connection(
    server,
    authentication=SASL,
    sasl_mechanism=EXTERNAL,
    sasl_credentials="",
    auto_bind=AUTO_BIND_TLS_BEFORE_BIND,
    raise_exceptions=True,
)
`,
      },
      typescript: {
        packages: ['ldapts'],
        imports: [`import { readFile } from 'node:fs/promises';`, `import { Client } from 'ldapts';`],
        code: `const pem = await readFile('«certificatePath»');
const connection = new Client({ url: 'ldap://«ldapHost»:«ldapPort»', connectTimeout: 10_000 });
await connection.startTLS({ host: '«ldapHost»', cert: pem, key: pem });
await connection.bind('EXTERNAL');
`,
      },
    },
  },
];
