import type { ErrorText } from '../errors.ts';

/** Error codes of connections and sessions of `core/ldap`, with their texts. */
export const ldapSessionErrors = {
  'ldap.unreachable': {
    what: '{server} could not be reached.',
    why: '{reason}',
    next: 'Check host and port, your network and VPN, then try again.',
  },
  'ldap.connectTimeout': {
    what: '{server} did not answer within {seconds} seconds.',
    next: 'Check host and port; a firewall may drop what you send.',
  },
  'ldap.operationTimeout': {
    what: 'The server did not answer within {seconds} seconds.',
    why: 'The connection was given up, since nobody knows what became of the request.',
    next: 'Narrow the request, or raise "timeout" of the connection.',
  },
  'ldap.lost': {
    what: 'The connection to the directory is lost.',
    why: '{reason}',
    next: 'Try again: a new connection is made.',
  },
  'ldap.closed': {
    what: 'The connection to the directory is closed.',
    next: 'Connect again.',
  },
  'ldap.notLdap': {
    what: 'What answers there does not speak LDAP.',
    why: 'It sent: {bytes}',
    next: 'Check the port (389, 636, 3268 and 3269 are usual), and whether it wants ldaps:.',
  },
  'ldap.malformed': {
    what: 'The server sent a message that cannot be read.',
    why: 'It has {reason}.',
    next: 'Check that the port serves LDAP; if it does, the server has an error.',
  },
  'ldap.tooLarge': {
    what: 'The server announces a message of {size} MiB.',
    why: 'No more than {most} MiB are taken at once, so that no server fills the memory.',
    next: 'Ask for fewer attributes of the entry; if it is not that large, the server has an error.',
  },
  'ldap.tlsFailed': {
    what: 'No protected connection to {server} came about.',
    why: '{reason}',
    next: 'Check that the port serves TLS (636 by ldaps:, 389 by StartTLS).',
  },
  'ldap.startTlsRefused': {
    what: '{server} refuses StartTLS.',
    why: '{reason}',
    next: 'Nothing was sent in clear. Use ldaps:, or ask for a certificate to be set up on the server.',
  },
  'ldap.startTlsInjected': {
    what: '{server} sent more than the answer to StartTLS.',
    why: 'What comes in clear before the protection stands may be from somebody in between.',
    next: 'Nothing was sent. Look at what stands between you and the server.',
  },
  'ldap.certificateUntrusted': {
    what: 'The certificate of {server} is not trusted.',
    why: '{reason} It is for {subject}, issued by {issuer}; SHA-256 {fingerprint}.',
    next: 'Compare the fingerprint with the server, then trust it, or set "ca" of the connection to the authority that issued it.',
  },
  'ldap.fileUnreadable': {
    what: '{file} cannot be read.',
    why: '{reason}',
    next: 'Correct the path in the connection.',
  },
  'ldap.emptyPassword': {
    what: 'An empty password is never sent.',
    why: 'Many servers take a user with an empty password as anonymous and report success (RFC 4513 §5.1.2).',
    next: 'Type the password, or choose to connect anonymously.',
  },
  'ldap.bindRefused': {
    what: '{server} refused {user}.',
    why: '{reason}',
    next: '{advice}',
  },
  'ldap.refused': {
    what: 'The server refused to {operation} {dn}: {name} ({code}).',
    why: '{meaning} {diagnostic}',
    next: '{advice}',
  },
  'ldap.noSuchEntry': {
    what: 'There is no entry {dn}.',
    why: 'Or it may not be seen. What exists of it: {matched}. {diagnostic}',
    next: 'Refresh the entry above it.',
  },
  'ldap.changedMeanwhile': {
    what: '{dn} has changed since it was read.',
    why: 'Somebody else changed it; nothing of yours was written.',
    next: 'Read it again, then make your change anew.',
  },
  'ldap.referral': {
    what: '{dn} is held by another server.',
    why: 'The server refers to {uris}.',
    next: 'Add a connection to that server.',
  },
  'ldap.pagingLoop': {
    what: 'The server goes round in a circle.',
    why: 'It sent the same cookie again and again with no entry between.',
    next: 'Read less at once, or report it to whoever runs the server.',
  },
  'ldap.unsupported': {
    what: '{server} cannot {operation}.',
    why: 'Its root DSE does not list it.',
    next: '{advice}',
  },
  'ldap.passwordNeedsTls': {
    what: 'A password of Active Directory is only set over TLS.',
    why: 'This connection is not encrypted.',
    next: 'Use ldaps: or StartTLS.',
  },
  'directories.unknown': {
    what: 'There is no connection {directory}.',
    next: 'Look at the setting identity.directories.',
  },
  'directories.none': {
    what: 'There is no connection to do this with.',
    next: 'The Directories view shows how each connection stands. Add Directory makes another.',
  },
  'directories.noSorting': {
    what: '{directory} does not sort.',
    why: 'Its root DSE does not name the control for server-side sorting (RFC 2891).',
    next: 'Filter the children instead; what one page holds stands by name.',
  },
  'directories.broken': {
    what: 'Entry {index} of the setting identity.directories is not usable.',
    why: '{reason}',
    next: 'Correct it in the settings.',
  },
  'directories.badAddress': {
    what: '"{address}" is not the address of a directory.',
    next: 'Write ldap://host, ldaps://host:636, or ldapi://%2Frun%2Fslapd%2Fldapi.',
  },
  'directories.needsPassword': {
    what: '{directory} needs a password.',
    next: 'Connect to it and type the password.',
  },
  'entries.noGroup': {
    what: '{dn} is not a group.',
    why: 'Its object classes name no attribute for members.',
    next: 'Choose a group, such as an entry of groupOfNames, posixGroup or group.',
  },
  'entries.noUid': {
    what: '{dn} has no uid.',
    why: 'A POSIX group names its members by it.',
    next: 'Choose an entry with a uid, or give it one.',
  },
} as const satisfies Record<string, ErrorText>;
