import type { Blocks, Purpose } from '../catalogue.ts';

/** An operation in ldap3 and in ldapts, on the bound `connection`; both unbind at the end. */
interface Operation {
  readonly id: string;
  readonly prefix: string;
  readonly title: string;
  readonly detail: string;
  readonly pitfalls?: readonly string[];
  readonly source: string;
  readonly python: { readonly imports?: readonly string[]; readonly code: string };
  readonly typescript: { readonly imports?: readonly string[]; readonly code: string };
}

const rfc = (section: string) => `https://www.rfc-editor.org/rfc/rfc4511#section-${section}`;

const operations: readonly Operation[] = [
  {
    id: 'ldapBind',
    prefix: 'ldap-bind',
    title: 'LDAP bind, who am I, unbind',
    detail: 'Binds, asks the server who that is (RFC 4532), unbinds.',
    pitfalls: [
      'A bind with a name and an empty password succeeds as anonymous on many servers: never pass an empty one on.',
    ],
    source: rfc('4.2'),
    python: { code: `print(connection.extend.standard.who_am_i())\n` },
    typescript: {
      code: `const { value } = await connection.exop('1.3.6.1.4.1.4203.1.11.3');
console.log(value);
`,
    },
  },
  {
    id: 'ldapSearch',
    prefix: 'ldap-search',
    title: 'LDAP search',
    detail: 'Scope base, one level or subtree, with the attributes that are needed and no others.',
    pitfalls: [
      'What a person typed is escaped before it becomes part of a filter (RFC 4515): escape_filter_chars, or the filter classes of ldapts.',
      'Active Directory answers an anonymous search with its rootDSE only.',
    ],
    source: rfc('4.5'),
    python: {
      imports: ['from ldap3 import SUBTREE'],
      code: `# BASE: the entry itself, LEVEL: its children, SUBTREE: everything below.
connection.search(
    search_base="«baseDn»",
    search_filter="«ldapFilter»",
    search_scope=SUBTREE,
    attributes=["cn", "mail"],
)
for entry in connection.entries:
    print(entry.entry_dn, entry.entry_attributes_as_dict)
`,
    },
    typescript: {
      code: `// base: the entry itself, one: its children, sub: everything below.
const { searchEntries } = await connection.search('«baseDn»', {
  scope: 'sub',
  filter: '«ldapFilter»',
  attributes: ['cn', 'mail'],
});
for (const { dn, mail } of searchEntries) console.log(dn, mail);
`,
    },
  },
  {
    id: 'ldapPagedSearch',
    prefix: 'ldap-search-paged',
    title: 'LDAP search, page by page',
    detail: 'Simple paged results (RFC 2696), for more than the 1000 entries AD gives at once.',
    source: 'https://www.rfc-editor.org/rfc/rfc2696',
    python: {
      imports: ['from ldap3 import SUBTREE'],
      code: `entries = connection.extend.standard.paged_search(
    search_base="«baseDn»",
    search_filter="«ldapFilter»",
    search_scope=SUBTREE,
    attributes=["cn"],
    paged_size=500,
    generator=True,
)
for entry in entries:
    if entry["type"] == "searchResEntry":
        print(entry["dn"])
`,
    },
    typescript: {
      code: `const pages = connection.searchPaginated('«baseDn»', {
  scope: 'sub',
  filter: '«ldapFilter»',
  attributes: ['cn'],
  paged: { pageSize: 500 },
});
for await (const { searchEntries } of pages) for (const { dn } of searchEntries) console.log(dn);
`,
    },
  },
  {
    id: 'ldapModify',
    prefix: 'ldap-modify',
    title: 'LDAP modify: add, replace, delete values',
    detail: 'All changes of one request happen, or none.',
    source: rfc('4.6'),
    python: {
      imports: ['from ldap3 import MODIFY_ADD, MODIFY_DELETE, MODIFY_REPLACE'],
      code: `connection.modify(
    "«entryDn»",
    {
        "mail": [(MODIFY_REPLACE, ["user@example.com"])],
        "telephoneNumber": [(MODIFY_ADD, ["+41 44 000 00 00"])],
        "description": [(MODIFY_DELETE, [])],  # no values: all of them
    },
)
`,
    },
    typescript: {
      imports: [`import { Attribute, Change } from 'ldapts';`],
      code: `const change = (operation: 'add' | 'replace' | 'delete', type: string, values: string[]) =>
  new Change({ operation, modification: new Attribute({ type, values }) });
await connection.modify('«entryDn»', [
  change('replace', 'mail', ['user@example.com']),
  change('add', 'telephoneNumber', ['+41 44 000 00 00']),
  change('delete', 'description', []), // no values: all of them
]);
`,
    },
  },
  {
    id: 'ldapAdd',
    prefix: 'ldap-add',
    title: 'LDAP add an entry',
    detail: 'An entry with its object classes and what they require.',
    pitfalls: ['The naming attribute of the DN has to be among the attributes; most servers add it.'],
    source: rfc('4.7'),
    python: {
      code: `connection.add(
    "«entryDn»",
    ["top", "person", "organizationalPerson", "inetOrgPerson"],
    {"sn": "User", "cn": "New User", "mail": "new.user@example.com"},
)
`,
    },
    typescript: {
      code: `await connection.add('«entryDn»', {
  objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
  sn: 'User',
  cn: 'New User',
  mail: 'new.user@example.com',
});
`,
    },
  },
  {
    id: 'ldapDelete',
    prefix: 'ldap-delete',
    title: 'LDAP delete an entry',
    detail: 'Leaves only: a branch is emptied first.',
    pitfalls: [
      'AD deletes a branch at once with the tree-delete control 1.2.840.113556.1.4.805; there is no way back but its recycle bin.',
    ],
    source: rfc('4.8'),
    python: { code: `connection.delete("«entryDn»")\n` },
    typescript: { code: `await connection.del('«entryDn»');\n` },
  },
  {
    id: 'ldapPassword',
    prefix: 'ldap-password',
    title: 'LDAP password modify',
    detail: 'The extended operation of RFC 3062; the server hashes and checks its policy.',
    pitfalls: ['Active Directory does not have it: there the attribute unicodePwd is set, over TLS.'],
    source: 'https://www.rfc-editor.org/rfc/rfc3062',
    python: {
      code: `connection.extend.standard.modify_password(
    user="«entryDn»", old_password=os.environ["OLD_PASSWORD"], new_password=os.environ["NEW_PASSWORD"]
)
`,
    },
    typescript: {
      code: `const der = (tag: number, content: Buffer) => // of up to 255 bytes
  Buffer.concat([Buffer.from(content.length < 128 ? [tag, content.length] : [tag, 0x81, content.length]), content]);
const request = der(
  0x30,
  Buffer.concat([
    der(0x80, Buffer.from('«entryDn»')),
    der(0x81, Buffer.from(process.env['OLD_PASSWORD'] ?? '')),
    der(0x82, Buffer.from(process.env['NEW_PASSWORD'] ?? '')),
  ]),
);
await connection.exop('1.3.6.1.4.1.4203.1.11.1', request);
`,
    },
  },
  {
    id: 'ldapPasswordAd',
    prefix: 'ldap-password-ad',
    title: 'LDAP password in Active Directory',
    detail:
      'The old value is removed and the new one added in one request: that is a change; a replace is a reset and needs a right of its own.',
    pitfalls: ['unicodePwd is the password in quotes, UTF-16LE; the connection has to be encrypted.'],
    source:
      'https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/6e803168-f140-4d23-b2d3-c3a8ab5917d2',
    python: {
      code: `connection.extend.microsoft.modify_password(
    "«entryDn»", os.environ["NEW_PASSWORD"], old_password=os.environ["OLD_PASSWORD"]
)
`,
    },
    typescript: {
      imports: [`import { Attribute, Change } from 'ldapts';`],
      code: `const unicodePwd = (password: string | undefined) =>
  new Attribute({ type: 'unicodePwd', values: [Buffer.from(\`"\${password ?? ''}"\`, 'utf16le')] });
await connection.modify('«entryDn»', [
  new Change({ operation: 'delete', modification: unicodePwd(process.env['OLD_PASSWORD']) }),
  new Change({ operation: 'add', modification: unicodePwd(process.env['NEW_PASSWORD']) }),
]);
`,
    },
  },
];

function blocks({ python, typescript }: Operation): Blocks {
  return {
    python: {
      packages: ['ldap3'],
      ...(python.imports === undefined ? {} : { imports: python.imports }),
      code: `${python.code}connection.unbind()\n`,
    },
    typescript: {
      packages: ['ldapts'],
      ...(typescript.imports === undefined ? {} : { imports: typescript.imports }),
      code: `${typescript.code}await connection.unbind();\n`,
    },
  };
}

export const ldapPurposes: readonly Purpose[] = operations.map((operation) => ({
  id: operation.id,
  prefix: operation.prefix,
  group: 'LDAP',
  title: operation.title,
  detail: operation.detail,
  ...(operation.pitfalls === undefined ? {} : { pitfalls: operation.pitfalls }),
  source: operation.source,
  ways: [{ credentials: ['ldapStartTls', 'ldaps', 'ldapExternal'], blocks: blocks(operation) }],
}));
