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
  'snapshot.change': {
    what: 'Line {line} changes {dn}, and a snapshot holds entries.',
    next: 'Take a file that "Identity: Export as LDIF" has written, or one with entries only.',
  },
  'snapshot.scattered': {
    what: 'This file holds {count} entries without the entry above them; at most {most} are looked up.',
    why: 'A snapshot is a subtree as "Identity: Export as LDIF" writes it; what a search found is none.',
    next: 'Export the entry above all of them, and compare that.',
  },
  'snapshot.cutShort': {
    what: 'The directory does not give out all below {dn} ({limit} reached).',
    why: 'Entries it keeps back would look deleted.',
    next: 'Compare a smaller subtree, or connect as an account with higher limits.',
  },
  'entry.notOne': {
    what: 'An entry document holds one entry, and this one holds {count} records.',
    next: 'Keep one record that starts with "dn:", without "changetype:"; import other changes from a file.',
  },
  'entry.dnEdited': {
    what: 'The DN of an entry is not changed by saving it.',
    why: 'A new DN is a rename or a move, which takes everything below along.',
    next: 'Put back "dn: {dn}", and rename or move the entry in the Directories view.',
  },
  'entry.conflict': {
    what: 'The entry has been changed by someone else since it was opened: {attributes}.',
    why: 'Saving would overwrite what they wrote.',
    next: 'Copy what you need, open the entry again with "File: Revert File", and edit that.',
  },
  'entry.noPhoto': {
    what: '{dn} has no photo that can be shown.',
    why: 'Neither jpegPhoto nor thumbnailPhoto holds a JPEG, PNG, GIF or BMP picture.',
    next: 'Open the entry to see what it holds.',
  },
  'entry.gone': {
    what: 'There is no entry {dn}, or it may not be seen.',
    next: 'Refresh the Directories view; it may have been renamed, moved or deleted.',
  },
  'entry.dismissed': {
    what: 'Nothing was saved.',
    next: 'Save again when the change is right, or revert the document.',
  },
  'ldif.noValue': {
    what: 'There is no value here that can be edited in words.',
    why: 'Flags, times, spans, identifiers and a few others can; the others are written as they are.',
    next: 'Put the cursor on a line such as "userAccountControl: 512" of an LDIF document.',
  },
  'ldif.noFile': {
    what: 'No LDIF document is open, and no file was chosen.',
    next: 'Open an LDIF file and run the command again, or choose a file.',
  },
  'search.none': {
    what: 'There is no search here.',
    why: 'A search is lines such as "filter: (cn=a*)" in a document of the language LDAP Search.',
    next: 'Make one with "Identity: New Search", or put the cursor on one.',
  },
  'search.noneSaved': {
    what: 'No such search is saved.',
    why: 'Saved searches are .ldapsearch files of the workspace, and those kept for every window.',
    next: 'Write one with "Identity: New Search", and keep it with "Identity: Save Search".',
  },
  'search.nameTaken': {
    what: 'There is a search called {name} already.',
    next: 'Choose another name, or delete the other one first.',
  },
  'directory.notActiveDirectory': {
    what: '{directory} is not Active Directory.',
    why: 'Its root DSE does not say that it is.',
    next: 'Choose the connection of a domain controller.',
  },
  'search.badField': {
    what: 'The field {key} of this search cannot be used: {reason}.',
    next: 'Correct the field; completion (Ctrl+Space) shows what may stand there.',
  },
  'search.unknownField': {
    what: 'A search has no field "{key}".',
    why: 'Lines are "field: value"; a line that starts with a space continues the one before, "#" starts a comment.',
    next: 'Use one of these: {known}.',
  },
  'search.fieldTwice': {
    what: 'The field {key} stands twice in this search.',
    next: 'Keep one, or put an empty line between two searches.',
  },
} as const satisfies Record<string, ErrorText>;
