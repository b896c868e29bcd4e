import { decodeUtf8 } from '../../jwt/base64url.ts';
import type { ValueFormat } from './format.ts';

/** What characters of dSHeuristics set, by their place from 1 ([MS-ADTS] 6.1.1.2.4.1.2). `0` is how it is without. */
const PLACES: Readonly<Record<number, string>> = {
  1: 'names are found by first and last name only (fSupFirstLastANR)',
  2: 'names are found by last and first name only (fSupLastFirstANR)',
  3: 'objects are shown only to who may list them (fDoListObject)',
  4: 'nicknames are resolved (fDoNickRes)',
  5: 'the limit of LDAP pages in the policy counts (fLDAPUsePermMod)',
  7: 'with 2, anonymous clients may search (fLDAPBlockAnonOps)',
  8: 'anonymous clients may use the name service provider (fAllowAnonNSPI)',
  9: 'userPassword sets the password (fUserPwdSupport)',
  13: 'passwords may be set without encryption (fAllowPasswordOperationsOverNonSecureConnection)',
  15: 'groups that AdminSDHolder leaves out (dwAdminSDExMask): 1 Account, 2 Server, 4 Print, 8 Backup Operators',
  21: 'names of users and services need not be unique (DoNotVerifyUPNAndOrSPNUniqueness)',
  28: 'attributes that may be written when a computer is added (AttributeAuthorizationOnLDAPAdd)',
  29: 'rights that owners have without being given them (BlockOwnerImplicitRights)',
};

/** The settings of a forest in a row of characters; every tenth is its number and means nothing. */
export const heuristics: ValueFormat = {
  read: (value) => readHeuristics(value)?.join('; '),
  tell: readHeuristics,
  example: '0000002: place 7 is 2: with 2, anonymous clients may search (fLDAPBlockAnonOps)',
};

function readHeuristics(value: Uint8Array): readonly string[] | undefined {
  const text = value.length > 255 ? undefined : decodeUtf8(value);
  if (text === undefined || !/^[\da-zA-Z]+$/.test(text)) return undefined;
  const set = Array.from(text).flatMap((character, at) => {
    const place = at + 1;
    if (character === '0' || place % 10 === 0) return [];
    return `place ${place} is ${character}: ${PLACES[place] ?? 'see its specification'}`;
  });
  return set.length === 0 ? undefined : set;
}
