import type { OnPremisesUser } from '../../entra/hybrid.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf, valuesOf, type Entry } from '../entry.ts';
import { readGuid } from '../values/guid.ts';
import { readSid } from '../values/sid.ts';

/** What matching reads of a person. */
export const PERSON_ATTRIBUTES = [
  ...['objectGUID', 'mS-DS-ConsistencyGuid', 'objectSid', 'userPrincipalName', 'proxyAddresses', 'mail'],
  ...['sAMAccountName', 'userAccountControl', 'isCriticalSystemObject', 'uid', 'cn'],
] as const;

/** A person of a directory with the name people know them by. */
export interface DirectoryPerson extends OnPremisesUser {
  readonly dn: string;
  readonly label: string;
}

/** A person as matching looks at them. Outside Active Directory the mail address stands for name and address. */
export function personOf(entry: Entry): DirectoryPerson {
  const guid = readGuid(valuesOf(entry, 'objectGUID')[0] ?? new Uint8Array());
  const consistency = readGuid(valuesOf(entry, 'mS-DS-ConsistencyGuid')[0] ?? new Uint8Array());
  const sid = readSid(valuesOf(entry, 'objectSid')[0] ?? new Uint8Array());
  const mail = textOf(entry, 'mail');
  const name = textOf(entry, 'userPrincipalName') ?? (guid === undefined ? mail : undefined);
  const addresses = textsOf(entry, 'proxyAddresses');
  return {
    dn: entry.dn,
    label: name ?? textOf(entry, 'sAMAccountName') ?? rdnLabel(entry.dn),
    ...(guid === undefined ? {} : { objectGuid: guid }),
    ...(consistency === undefined ? {} : { consistencyGuid: consistency }),
    ...(sid === undefined ? {} : { objectSid: sid }),
    ...(name === undefined ? {} : { userPrincipalName: name }),
    proxyAddresses: addresses.length > 0 || mail === undefined ? addresses : [`SMTP:${mail}`],
  };
}
