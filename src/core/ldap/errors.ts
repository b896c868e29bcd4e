import type { ErrorText } from '../errors.ts';

/** Error codes of the pure part of `core/ldap` (DN, filter, LDIF, schema, values), with their texts. */
export const ldapErrors = {
  'ldap.invalidDn': {
    what: 'This is not a distinguished name: {reason} (character {position}).',
    why: 'RFC 4514 writes a DN as type=value pairs parted by commas; the characters , + " \\ < > ; and = in a value carry a backslash.',
    next: 'Correct the DN; cn=Smith\\, Jim,ou=people,dc=example,dc=com is one.',
  },
  'ldap.invalidFilter': {
    what: 'This is not a search filter: {reason} (character {position}).',
    why: 'RFC 4515 puts each condition in parentheses; the characters * ( ) and \\ in a value are written \\2a \\28 \\29 \\5c.',
    next: 'Correct the filter; (&(objectClass=person)(cn=Babs J*)) is one.',
  },
  'ldif.malformed': {
    what: 'Line {line} is not LDIF: {reason}.',
    why: 'RFC 2849 has records of "name: value" lines, parted by empty lines; a line that starts with a space continues the one before.',
    next: 'Correct the line; the other records are not affected.',
  },
  'ldif.urlRefused': {
    what: 'Line {line} takes its value from {url}, which is not read.',
    why: 'A file that names other files or addresses could bring out what its sender must not see.',
    next: 'Put the value itself there, in base64 after "::".',
  },
} as const satisfies Record<string, ErrorText>;
