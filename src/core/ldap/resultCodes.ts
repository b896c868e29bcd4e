/** What a result code means to a person, and what to do about it. */
export interface ResultCode {
  readonly name: string;
  readonly meaning: string;
  readonly advice: string;
}

/** The result codes of RFC 4511 appendix A, RFC 3062, 4528, 3909 and the widely used ones beside them. */
export const resultCodes: Readonly<Record<number, ResultCode>> = {
  1: {
    name: 'operationsError',
    meaning: 'The server was not ready for this operation; Active Directory says so before a bind.',
    advice: 'Connect with a user instead of anonymously.',
  },
  2: {
    name: 'protocolError',
    meaning: 'The server did not understand the request or does not know the operation.',
    advice: 'Check in the root DSE whether the server supports it.',
  },
  3: {
    name: 'timeLimitExceeded',
    meaning: 'It took longer than the server allows.',
    advice: 'Narrow the search: another base, another filter, an indexed attribute.',
  },
  4: {
    name: 'sizeLimitExceeded',
    meaning: 'There are more entries than the server or the search allows.',
    advice: 'Narrow the search, or read it in pages.',
  },
  7: {
    name: 'authMethodNotSupported',
    meaning: 'The server does not offer this way to authenticate.',
    advice: 'Choose another way to bind; the root DSE lists the SASL mechanisms.',
  },
  8: {
    name: 'strongerAuthRequired',
    meaning: 'The server wants a protected connection for this.',
    advice: 'Use ldaps: or StartTLS.',
  },
  10: {
    name: 'referral',
    meaning: 'Another server holds this part of the tree.',
    advice: 'Connect to the server the referral names.',
  },
  11: {
    name: 'adminLimitExceeded',
    meaning: 'It would cost more than the server allows.',
    advice: 'Narrow the search, or ask for it to be indexed.',
  },
  12: {
    name: 'unavailableCriticalExtension',
    meaning: 'The server does not support a control that was asked for as critical.',
    advice: 'Leave the control out.',
  },
  13: {
    name: 'confidentialityRequired',
    meaning: 'The server wants an encrypted connection for this.',
    advice: 'Use ldaps: or StartTLS.',
  },
  14: {
    name: 'saslBindInProgress',
    meaning: 'The authentication needs another step that is not supported here.',
    advice: 'Choose another way to bind.',
  },
  16: {
    name: 'noSuchAttribute',
    meaning: 'The entry has no such attribute or value.',
    advice: 'Read the entry again; somebody may have changed it.',
  },
  17: {
    name: 'undefinedAttributeType',
    meaning: 'The schema of the server does not know the attribute.',
    advice: 'Check its spelling in the schema.',
  },
  18: {
    name: 'inappropriateMatching',
    meaning: 'The attribute cannot be compared or sorted that way.',
    advice: 'Use a matching rule that its syntax allows.',
  },
  19: {
    name: 'constraintViolation',
    meaning: 'A value breaks a rule of the server, such as its password policy.',
    advice: 'Change the value so that it fits the rule the server names.',
  },
  20: {
    name: 'attributeOrValueExists',
    meaning: 'The entry has this value already.',
    advice: 'Read the entry again; somebody may have changed it.',
  },
  21: {
    name: 'invalidAttributeSyntax',
    meaning: 'A value does not have the form its attribute asks for.',
    advice: 'Hover the attribute to see its syntax.',
  },
  32: {
    name: 'noSuchObject',
    meaning: 'There is no such entry, or it may not be seen.',
    advice: 'Refresh the entry above it.',
  },
  33: {
    name: 'aliasProblem',
    meaning: 'An alias points nowhere.',
    advice: 'Look at its aliasedObjectName.',
  },
  34: {
    name: 'invalidDNSyntax',
    meaning: 'The server does not take this as a distinguished name.',
    advice: 'Check the DN and its escapes.',
  },
  48: {
    name: 'inappropriateAuthentication',
    meaning: 'This user cannot authenticate this way; it may have no password.',
    advice: 'Choose another way to bind.',
  },
  49: {
    name: 'invalidCredentials',
    meaning: 'The user is unknown or the password is wrong.',
    advice: 'Check user and password.',
  },
  50: {
    name: 'insufficientAccessRights',
    meaning: 'The user you are connected as may not do this.',
    advice: 'Connect as a user who may.',
  },
  51: {
    name: 'busy',
    meaning: 'The server is busy.',
    advice: 'Try again in a moment.',
  },
  52: {
    name: 'unavailable',
    meaning: 'The server is going down or not ready.',
    advice: 'Try again in a moment.',
  },
  53: {
    name: 'unwillingToPerform',
    meaning: 'The server does not do this, by its own rules.',
    advice: 'Read what the server says of its reason; for a password, encryption is often missing.',
  },
  54: {
    name: 'loopDetect',
    meaning: 'Aliases or referrals go round in a circle.',
    advice: 'Look at the aliases below the base of the search.',
  },
  64: {
    name: 'namingViolation',
    meaning: 'The schema does not allow an entry of this name at this place.',
    advice: 'Choose another RDN or parent.',
  },
  65: {
    name: 'objectClassViolation',
    meaning: 'The entry lacks an attribute its object classes ask for, or has one they do not allow.',
    advice: 'Add what is missing or an object class that allows it.',
  },
  66: {
    name: 'notAllowedOnNonLeaf',
    meaning: 'The entry has children.',
    advice: 'Delete the whole subtree, or its children first.',
  },
  67: {
    name: 'notAllowedOnRDN',
    meaning: 'A value that is part of the name cannot be removed.',
    advice: 'Rename the entry instead.',
  },
  68: {
    name: 'entryAlreadyExists',
    meaning: 'There is an entry of this name already.',
    advice: 'Choose another name.',
  },
  69: {
    name: 'objectClassModsProhibited',
    meaning: 'The structural class of an entry cannot change.',
    advice: 'Make a new entry of the other class.',
  },
  71: {
    name: 'affectsMultipleDSAs',
    meaning: 'The change would reach over more than one server.',
    advice: 'Make it within one naming context.',
  },
  80: {
    name: 'other',
    meaning: 'The server met a problem of its own.',
    advice: 'Read what it says, or its log.',
  },
  118: { name: 'canceled', meaning: 'The operation was cancelled.', advice: 'Run it again.' },
  122: {
    name: 'assertionFailed',
    meaning: 'The entry is not as it was expected to be.',
    advice: 'Read the entry again; somebody changed it.',
  },
};

/** The meaning of a code, also of one nobody registered. */
export function resultCode(code: number): ResultCode {
  return (
    resultCodes[code] ?? {
      name: `result ${code}`,
      meaning: 'The server gave a code of its own.',
      advice: 'Read what the server says.',
    }
  );
}

/**
 * Active Directory's reasons for a refused bind: the hexadecimal Win32 code after `data` in its message
 * (https://learn.microsoft.com/windows/win32/debug/system-error-codes).
 */
export const bindRefusals: Readonly<Record<string, string>> = {
  '525': 'There is no such user.',
  '52e': 'The password is wrong, or the user name is.',
  '52f': 'A restriction of the account forbids this sign-in.',
  '530': 'The account may not sign in at this time of day.',
  '531': 'The account may not sign in from this computer.',
  '532': 'The password has expired.',
  '533': 'The account is disabled.',
  '568': 'The account is in too many groups for one sign-in.',
  '701': 'The account has expired.',
  '773': 'The password must be changed before the first sign-in.',
  '775': 'The account is locked out.',
};

/** What Active Directory's diagnostic says of a refused bind, undefined when it is not one of its own. */
export function bindRefusal(diagnostic: string): string | undefined {
  const code = /\bdata ([\da-f]{3,4})\b/i.exec(diagnostic)?.[1]?.toLowerCase();
  return code === undefined ? undefined : bindRefusals[code];
}
