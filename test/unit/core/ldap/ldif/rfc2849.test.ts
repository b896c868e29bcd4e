import assert from 'node:assert/strict';
import { decodeUtf8 } from '../../../../../src/core/jwt/base64url.ts';
import { IdentityError } from '../../../../../src/core/errors.ts';
import type { Attribute } from '../../../../../src/core/ldap/entry.ts';
import { readLdif } from '../../../../../src/core/ldap/ldif/read.ts';
import type { LdifItem } from '../../../../../src/core/ldap/ldif/record.ts';

const texts = (attributes: readonly Attribute[]) =>
  attributes.map(({ name, values }) => [name, ...values.map((value) => decodeUtf8(value))]);
const entryOf = (item: LdifItem | undefined) => {
  assert.ok(item?.kind === 'entry' || item?.kind === 'add', JSON.stringify(item));
  return item;
};

describe('LDIF: the examples of RFC 2849', () => {
  it('1: two entries', () => {
    const items = readLdif(`version: 1
dn: cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com
objectclass: top
objectclass: person
objectclass: organizationalPerson
cn: Barbara Jensen
cn: Barbara J Jensen
cn: Babs Jensen
sn: Jensen
uid: bjensen
telephonenumber: +1 408 555 1212
description: A big sailing fan.

dn: cn=Bjorn Jensen, ou=Accounting, dc=airius, dc=com
objectclass: top
objectclass: person
objectclass: organizationalPerson
cn: Bjorn Jensen
sn: Jensen
telephonenumber: +1 408 555 1212
`);
    assert.equal(items.length, 2);
    const [barbara, bjorn] = items.map(entryOf);
    assert.equal(barbara?.dn, 'cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com');
    assert.deepEqual(texts(barbara.attributes), [
      ['objectclass', 'top', 'person', 'organizationalPerson'],
      ['cn', 'Barbara Jensen', 'Barbara J Jensen', 'Babs Jensen'],
      ['sn', 'Jensen'],
      ['uid', 'bjensen'],
      ['telephonenumber', '+1 408 555 1212'],
      ['description', 'A big sailing fan.'],
    ]);
    assert.deepEqual([barbara.line, barbara.endLine, bjorn?.line, bjorn?.endLine], [2, 12, 14, 20]);
  });

  it('2: a folded value', () => {
    const [item] = readLdif(`version: 1
dn:cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com
objectclass:top
cn:Barbara Jensen
description:Babs is a big sailing fan, and travels extensively in sea
 rch of perfect sailing conditions.
title:Product Manager, Rod and Reel Division
`);
    assert.deepEqual(texts(entryOf(item).attributes).slice(2), [
      [
        'description',
        'Babs is a big sailing fan, and travels extensively in search of perfect sailing conditions.',
      ],
      ['title', 'Product Manager, Rod and Reel Division'],
    ]);
  });

  it('3: a value in base64', () => {
    const [item] = readLdif(`version: 1
dn: cn=Gern Jensen, ou=Product Testing, dc=airius, dc=com
cn: Gern Jensen
description:: V2hhdCBhIGNhcmVmdWwgcmVhZGVyIHlvdSBhcmUhICBUaGlzIHZhbHVl
 IGlzIGJhc2UtNjQtZW5jb2RlZCBiZWNhdXNlIGl0IGhhcyBhIGNvbnRyb2wgY2hhcmFjdGVyIG
 luIGl0IChhIENSKS4NICBCeSB0aGUgd2F5LCB5b3Ugc2hvdWxkIHJlYWxseSBnZXQgb3V0IG1v
 cmUu
`);
    assert.deepEqual(texts(entryOf(item).attributes)[1], [
      'description',
      'What a careful reader you are!  This value is base-64-encoded because it has a control character in it (a CR).\r  By the way, you should really get out more.',
    ]);
  });

  it('4: DNs in UTF-8, comments in between, language tags', () => {
    const items = readLdif(`version: 1
dn:: b3U95Za25qWt6YOoLG89QWlyaXVz
# dn:: ou=<JapaneseOU>,o=Airius
objectclass: top
objectclass: organizationalUnit
ou:: 5Za25qWt6YOo
# ou:: <JapaneseOU>
ou;lang-ja:: 5Za25qWt6YOo
ou;lang-ja;phonetic:: 44GI44GE44GO44KH44GG44G2
ou;lang-en: Sales
description: Japanese office

dn:: dWlkPXJvZ2FzYXdhcmEsb3U95Za25qWt6YOoLG89QWlyaXVz
# dn:: uid=<uid>,ou=<JapaneseOU>,o=Airius
userpassword: {SHA}O3HSv1MusyL4kTjP+HKI5uxuNoM=
uid: rogasawara
preferredlanguage: ja
title;lang-en: Sales, Director
`).map(entryOf);
    assert.deepEqual(
      items.map(({ dn }) => dn),
      ['ou=営業部,o=Airius', 'uid=rogasawara,ou=営業部,o=Airius'],
    );
    assert.deepEqual(texts(items[0]?.attributes ?? []).slice(1, 5), [
      ['ou', '営業部'],
      ['ou;lang-ja', '営業部'],
      ['ou;lang-ja;phonetic', 'えいぎょうぶ'],
      ['ou;lang-en', 'Sales'],
    ]);
    assert.deepEqual(texts(items[1]?.attributes ?? [])[0], [
      'userpassword',
      '{SHA}O3HSv1MusyL4kTjP+HKI5uxuNoM=',
    ]);
  });

  it('5: a value from a file, which is refused by name and line', () => {
    const [item, next] = readLdif(`version: 1
dn: cn=Horatio Jensen, ou=Product Testing, dc=airius, dc=com
cn: Horatio Jensen
jpegphoto:< file:///usr/local/directory/photos/hjensen.jpg

dn: cn=Next
cn: Next
`);
    assert.ok(item?.kind === 'problem' && IdentityError.is(item.error, 'ldif.urlRefused'));
    assert.deepEqual(item.error.data, { line: 4, url: 'file:///usr/local/directory/photos/hjensen.jpg' });
    assert.equal(item.dn, 'cn=Horatio Jensen, ou=Product Testing, dc=airius, dc=com');
    assert.equal(entryOf(next).dn, 'cn=Next');
  });

  it('6: every kind of change', () => {
    const [add, remove, modrdn, moddn, modify, replace] = readLdif(`version: 1
# Add a new entry
dn: cn=Fiona Jensen, ou=Marketing, dc=airius, dc=com
changetype: add
objectclass: top
cn: Fiona Jensen
jpegphoto:: /9j/4A==

# Delete an existing entry
dn: cn=Robert Jensen, ou=Marketing, dc=airius, dc=com
changetype: delete

# Modify an entry's relative distinguished name
dn: cn=Paul Jensen, ou=Product Development, dc=airius, dc=com
changetype: modrdn
newrdn: cn=Paula Jensen
deleteoldrdn: 1

# Rename an entry and move all of its children
dn: ou=PD Accountants, ou=Product Development, dc=airius, dc=com
changetype: moddn
newrdn: ou=Product Development Accountants
deleteoldrdn: 0
newsuperior: ou=Accounting, dc=airius, dc=com

# Modify an entry: add, delete all, replace, delete a value
dn: cn=Paula Jensen, ou=Product Development, dc=airius, dc=com
changetype: modify
add: postaladdress
postaladdress: 123 Anystreet $ Sunnyvale, CA $ 94086
-
delete: description
-
replace: telephonenumber
telephonenumber: +1 408 555 1234
telephonenumber: +1 408 555 5678
-
delete: facsimiletelephonenumber
facsimiletelephonenumber: +1 408 555 9876
-

# Replace with nothing, delete all
dn: cn=Ingrid Jensen, ou=Product Support, dc=airius, dc=com
changetype: modify
replace: postaladdress
-
delete: description
-
`);
    assert.ok(add?.kind === 'add');
    assert.deepEqual([...(add.attributes[2]?.values[0] ?? [])], [0xff, 0xd8, 0xff, 0xe0]);
    assert.equal(remove?.kind, 'delete');
    assert.ok(modrdn?.kind === 'rename' && moddn?.kind === 'rename');
    assert.deepEqual(
      [modrdn.newRdn, modrdn.deleteOldRdn, modrdn.newSuperior],
      ['cn=Paula Jensen', true, undefined],
    );
    assert.deepEqual(
      [moddn.newRdn, moddn.deleteOldRdn, moddn.newSuperior],
      ['ou=Product Development Accountants', false, 'ou=Accounting, dc=airius, dc=com'],
    );
    assert.ok(modify?.kind === 'modify' && replace?.kind === 'modify');
    assert.deepEqual(
      modify.modifications.map(({ operation, name, values }) => [operation, name, values.length]),
      [
        ['add', 'postaladdress', 1],
        ['delete', 'description', 0],
        ['replace', 'telephonenumber', 2],
        ['delete', 'facsimiletelephonenumber', 1],
      ],
    );
    assert.deepEqual(
      replace.modifications.map(({ operation, values }) => [operation, values.length]),
      [
        ['replace', 0],
        ['delete', 0],
      ],
    );
  });

  it('7: a change with a control', () => {
    const [item] = readLdif(`version: 1
# Delete an entry. The operation will attach the tree delete control
dn: ou=Product Development, dc=airius, dc=com
control: 1.2.840.113556.1.4.805 true
changetype: delete
`);
    assert.equal(item?.kind, 'delete');
    assert.deepEqual(item.controls, [{ oid: '1.2.840.113556.1.4.805', critical: true }]);
  });
});
