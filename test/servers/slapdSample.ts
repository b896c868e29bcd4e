const PEOPLE = [
  ['ada', 'Ada', 'Lovelace'],
  ['grace', 'Grace', 'Hopper'],
  ['alan', 'Alan', 'Turing'],
  ['katherine', 'Katherine', 'Johnson'],
  ['edsger', 'Edsger', 'Dijkstra'],
] as const;

/** A small company: people, groups, roles of a tree (alias, referral), and names that try every escape. */
export function sampleLdif(suffix: string, password: string): string {
  const entries = [
    [`dn: ${suffix}`, 'objectClass: dcObject', 'objectClass: organization', 'o: Example', 'dc: example'],
    ...['people', 'groups', 'services', 'policies', 'strange'].map((ou) => [
      `dn: ou=${ou},${suffix}`,
      'objectClass: organizationalUnit',
      `ou: ${ou}`,
    ]),
    ...PEOPLE.map(([uid, given, surname], index) => [
      `dn: uid=${uid},ou=people,${suffix}`,
      'objectClass: inetOrgPerson',
      'objectClass: posixAccount',
      `uid: ${uid}`,
      `cn: ${given} ${surname}`,
      `givenName: ${given}`,
      `sn: ${surname}`,
      `mail: ${uid}@example.org`,
      `uidNumber: ${1000 + index}`,
      'gidNumber: 1000',
      `homeDirectory: /home/${uid}`,
      `userPassword: ${password}`,
      `authzTo: dn.children:ou=people,${suffix}`,
    ]),
    [
      `dn: cn=developers,ou=groups,${suffix}`,
      'objectClass: groupOfNames',
      'cn: developers',
      `member: uid=ada,ou=people,${suffix}`,
      `member: uid=grace,ou=people,${suffix}`,
    ],
    [
      `dn: cn=staff,ou=groups,${suffix}`,
      'objectClass: posixGroup',
      'cn: staff',
      'gidNumber: 1000',
      'memberUid: ada',
    ],
    [
      `dn: cn=default,ou=policies,${suffix}`,
      'objectClass: device',
      'objectClass: pwdPolicy',
      'cn: default',
      'pwdAttribute: userPassword',
      'pwdMinLength: 8',
      'pwdCheckQuality: 2',
    ],
    [
      `dn: cn=first,ou=services,${suffix}`,
      'objectClass: alias',
      'objectClass: extensibleObject',
      'cn: first',
      `aliasedObjectName: uid=ada,ou=people,${suffix}`,
    ],
    [
      `dn: ou=elsewhere,${suffix}`,
      'objectClass: referral',
      'objectClass: extensibleObject',
      'ou: elsewhere',
      `ref: ldap://other.example.org/ou=elsewhere,${suffix}`,
    ],
    ...STRANGE.map(([dn, cn]) => [
      `dn:: ${base64(`${dn},ou=strange,${suffix}`)}`,
      'objectClass: applicationProcess',
      `cn:: ${base64(cn)}`,
      ...(dn.includes('+') && dn.includes('ou=x') ? ['ou: x'] : []),
    ]),
  ];
  return entries.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** RDNs that try a client's escapes, each with the cn it stands for. */
export const STRANGE = [
  ['cn=Smith\\, Jim', 'Smith, Jim'],
  ['cn=a\\+b', 'a+b'],
  ['cn=plus+ou=x', 'plus'],
  ['cn=\\#hash', '#hash'],
  ['cn=back\\5cslash\\5c', 'back\\slash\\'],
  ['cn=quote\\"d', 'quote"d'],
  ['cn=line\\0abreak', 'line\nbreak'],
  ['cn=<b>bold</b>'.replaceAll('<', '\\<').replaceAll('>', '\\>'), '<b>bold</b>'],
  ['cn=[x](command:evil)', '[x](command:evil)'],
  ['cn=Zoë D\\27Arcy-Müller', "Zoë D'Arcy-Müller"],
  ['cn=مرحبا', 'مرحبا'],
  ['cn=star*(paren)', 'star*(paren)'],
] as const;

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
