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
} as const satisfies Record<string, ErrorText>;
