import { utf8 } from '../../core/ldap/bytes.ts';
import type { Entry } from '../../core/ldap/entry.ts';

/** Where the subschema is found (RFC 4512 §4.2). */
export const SUBSCHEMA = 'cn=Subschema';

type Kind =
  'text' | 'exact' | 'name' | 'integer' | 'octets' | 'photo' | 'time' | 'oid' | 'phone' | 'boolean' | 'uuid';

/** Syntax (RFC 4517 §3.3) and matching rules (§4.2) of each kind of attribute. */
const KINDS: Readonly<Record<Kind, readonly [syntax: string, equality: string, more: string]>> = {
  text: ['15', 'caseIgnoreMatch', ' ORDERING caseIgnoreOrderingMatch SUBSTR caseIgnoreSubstringsMatch'],
  exact: ['15', 'caseExactMatch', ' ORDERING caseExactOrderingMatch SUBSTR caseExactSubstringsMatch'],
  name: ['12', 'distinguishedNameMatch', ''],
  integer: ['27', 'integerMatch', ' ORDERING integerOrderingMatch'],
  octets: ['40', 'octetStringMatch', ''],
  photo: ['28', '', ''],
  time: ['24', 'generalizedTimeMatch', ' ORDERING generalizedTimeOrderingMatch'],
  oid: ['38', 'objectIdentifierMatch', ''],
  phone: ['50', 'telephoneNumberMatch', ' SUBSTR telephoneNumberSubstringsMatch'],
  boolean: ['7', 'booleanMatch', ''],
  uuid: ['', 'uuidMatch', ' ORDERING uuidOrderingMatch'],
};

const ATTRIBUTES: readonly (readonly [
  oid: string,
  names: string,
  kind: Kind,
  flags?: 'single' | 'server',
])[] = [
  // RFC 4512
  ['2.5.4.0', 'objectClass', 'oid'],
  ['2.5.4.1', 'aliasedObjectName', 'name', 'single'],
  ['2.5.18.1', 'createTimestamp', 'time', 'server'],
  ['2.5.18.2', 'modifyTimestamp', 'time', 'server'],
  ['2.5.18.3', 'creatorsName', 'name', 'server'],
  ['2.5.18.4', 'modifiersName', 'name', 'server'],
  ['2.5.18.9', 'hasSubordinates', 'boolean', 'server'],
  ['2.5.18.10', 'subschemaSubentry', 'name', 'server'],
  ['2.5.21.9', 'structuralObjectClass', 'oid', 'server'],
  ['1.3.6.1.1.16.4', 'entryUUID', 'uuid', 'server'],
  ['1.3.6.1.1.20', 'entryDN', 'name', 'server'],
  ['1.3.6.1.4.1.453.16.2.103', 'numSubordinates', 'integer', 'server'],
  // RFC 4519
  ['2.5.4.3', "cn' 'commonName", 'text'],
  ['2.5.4.4', "sn' 'surname", 'text'],
  ['2.5.4.42', "givenName' 'gn", 'text'],
  ['2.5.4.43', 'initials', 'text'],
  ['2.5.4.6', "c' 'countryName", 'text', 'single'],
  ['2.5.4.7', "l' 'localityName", 'text'],
  ['2.5.4.8', "st' 'stateOrProvinceName", 'text'],
  ['2.5.4.9', "street' 'streetAddress", 'text'],
  ['2.5.4.10', "o' 'organizationName", 'text'],
  ['2.5.4.11', "ou' 'organizationalUnitName", 'text'],
  ['2.5.4.12', 'title', 'text'],
  ['2.5.4.13', 'description', 'text'],
  ['2.5.4.15', 'businessCategory', 'text'],
  ['2.5.4.17', 'postalCode', 'text'],
  ['2.5.4.20', 'telephoneNumber', 'phone'],
  ['2.5.4.31', 'member', 'name'],
  ['2.5.4.32', 'owner', 'name'],
  ['2.5.4.33', 'roleOccupant', 'name'],
  ['2.5.4.34', 'seeAlso', 'name'],
  ['2.5.4.35', 'userPassword', 'octets'],
  ['2.5.4.50', 'uniqueMember', 'name'],
  ['0.9.2342.19200300.100.1.1', "uid' 'userid", 'text'],
  ['0.9.2342.19200300.100.1.25', "dc' 'domainComponent", 'text', 'single'],
  // RFC 4524 and 2798
  ['0.9.2342.19200300.100.1.3', "mail' 'rfc822Mailbox", 'text'],
  ['0.9.2342.19200300.100.1.6', 'roomNumber', 'text'],
  ['0.9.2342.19200300.100.1.10', 'manager', 'name'],
  ['0.9.2342.19200300.100.1.41', "mobile' 'mobileTelephoneNumber", 'phone'],
  ['0.9.2342.19200300.100.1.60', 'jpegPhoto', 'photo'],
  ['2.16.840.1.113730.3.1.2', 'departmentNumber', 'text'],
  ['2.16.840.1.113730.3.1.3', 'employeeNumber', 'text', 'single'],
  ['2.16.840.1.113730.3.1.4', 'employeeType', 'text'],
  ['2.16.840.1.113730.3.1.39', 'preferredLanguage', 'text', 'single'],
  ['2.16.840.1.113730.3.1.241', 'displayName', 'text', 'single'],
  ['1.2.840.113556.1.2.102', 'memberOf', 'name', 'server'],
  // RFC 2307
  ['1.3.6.1.1.1.1.0', 'uidNumber', 'integer', 'single'],
  ['1.3.6.1.1.1.1.1', 'gidNumber', 'integer', 'single'],
  ['1.3.6.1.1.1.1.3', 'homeDirectory', 'exact', 'single'],
  ['1.3.6.1.1.1.1.4', 'loginShell', 'exact', 'single'],
  ['1.3.6.1.1.1.1.12', 'memberUid', 'exact'],
];

const PERSON_MAY = 'userPassword $ telephoneNumber $ seeAlso $ description';
const CLASSES: readonly string[] = [
  "2.5.6.0 NAME 'top' ABSTRACT MUST objectClass",
  "2.5.6.1 NAME 'alias' SUP top STRUCTURAL MUST aliasedObjectName",
  "1.3.6.1.4.1.1466.101.120.111 NAME 'extensibleObject' SUP top AUXILIARY",
  "2.5.6.2 NAME 'country' SUP top STRUCTURAL MUST c MAY description",
  "2.5.6.3 NAME 'locality' SUP top STRUCTURAL MAY ( street $ l $ st $ description )",
  "2.5.6.4 NAME 'organization' SUP top STRUCTURAL MUST o MAY ( description $ l $ street $ st $ telephoneNumber )",
  "2.5.6.5 NAME 'organizationalUnit' SUP top STRUCTURAL MUST ou MAY ( description $ l $ street $ telephoneNumber )",
  `2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY ( ${PERSON_MAY} )`,
  "2.5.6.7 NAME 'organizationalPerson' SUP person STRUCTURAL MAY ( title $ ou $ l $ st $ street $ postalCode )",
  "2.16.840.1.113730.3.2.2 NAME 'inetOrgPerson' SUP organizationalPerson STRUCTURAL MAY ( businessCategory $ departmentNumber $ displayName $ employeeNumber $ employeeType $ givenName $ initials $ jpegPhoto $ mail $ manager $ mobile $ o $ preferredLanguage $ roomNumber $ uid )",
  "2.5.6.8 NAME 'organizationalRole' SUP top STRUCTURAL MUST cn MAY ( roleOccupant $ description $ ou $ userPassword )",
  "2.5.6.9 NAME 'groupOfNames' SUP top STRUCTURAL MUST ( member $ cn ) MAY ( businessCategory $ seeAlso $ owner $ ou $ o $ description )",
  "2.5.6.17 NAME 'groupOfUniqueNames' SUP top STRUCTURAL MUST ( uniqueMember $ cn ) MAY ( owner $ ou $ o $ description )",
  "2.5.6.11 NAME 'applicationProcess' SUP top STRUCTURAL MUST cn MAY ( ou $ l $ description $ seeAlso )",
  "2.5.6.14 NAME 'device' SUP top STRUCTURAL MUST cn MAY ( owner $ ou $ o $ l $ description $ seeAlso )",
  "1.3.6.1.4.1.1466.344 NAME 'dcObject' SUP top AUXILIARY MUST dc",
  "0.9.2342.19200300.100.4.13 NAME 'domain' SUP top STRUCTURAL MUST dc MAY ( o $ description $ l )",
  "0.9.2342.19200300.100.4.5 NAME 'account' SUP top STRUCTURAL MUST uid MAY ( description $ seeAlso $ l $ o $ ou )",
  "1.3.6.1.1.1.2.0 NAME 'posixAccount' SUP top AUXILIARY MUST ( cn $ uid $ uidNumber $ gidNumber $ homeDirectory ) MAY ( userPassword $ loginShell $ description )",
  "1.3.6.1.1.1.2.2 NAME 'posixGroup' SUP top STRUCTURAL MUST ( cn $ gidNumber ) MAY ( userPassword $ memberUid $ description )",
];

const SYNTAX = '1.3.6.1.4.1.1466.115.121.1';

function attributeDefinition([oid, names, kind, flags]: (typeof ATTRIBUTES)[number]): string {
  const [syntax, equality, more] = KINDS[kind];
  const name = names.includes("'") ? `( '${names}' )` : `'${names}'`;
  const isServers = flags === 'server';
  const single = flags !== undefined && names !== 'memberOf' ? ' SINGLE-VALUE' : '';
  return [
    `( ${oid} NAME ${name}`,
    equality === '' ? '' : ` EQUALITY ${equality}${more}`,
    ` SYNTAX ${syntax === '' ? '1.3.6.1.1.16.1' : `${SYNTAX}.${syntax}`}`,
    single,
    isServers ? ' NO-USER-MODIFICATION USAGE directoryOperation' : '',
    ' )',
  ].join('');
}

/** The subschema of the sandbox directory: what RFC 4519, 4524, 2798 and 2307 say of what its entries use. */
export const schemaEntry: Entry = {
  dn: SUBSCHEMA,
  attributes: [
    { name: 'objectClass', values: ['top', 'subschema'].map(utf8) },
    { name: 'cn', values: [utf8('Subschema')] },
    { name: 'attributeTypes', values: ATTRIBUTES.map(attributeDefinition).map(utf8) },
    { name: 'objectClasses', values: CLASSES.map((each) => utf8(`( ${each} )`)) },
    {
      name: 'ldapSyntaxes',
      values: [...new Set(Object.values(KINDS).map(([syntax]) => syntax))]
        .filter((syntax) => syntax !== '')
        .map((syntax) => utf8(`( ${SYNTAX}.${syntax} )`)),
    },
  ],
};
