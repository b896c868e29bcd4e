import { IdentityError } from '../errors.ts';

/**
 * Source anchors and hybrid matching (Microsoft: Entra Connect design concepts; Entra Connect when you have an
 * existing tenant). A GUID is written as Windows writes it; its 16 bytes are as LDAP stores them, little-endian in the
 * first three parts.
 */

const GUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;
const BASE64 = /^[A-Za-z0-9+/]{22}==$/;
const ESCAPED = /^(\\[0-9a-f]{2}){16}$/i;

/** One objectGUID in every form people meet it. */
export interface AnchorForms {
  /** As Windows and Graph write GUIDs. */
  readonly guid: string;
  /** `onPremisesImmutableId` in Entra: base64 of the stored bytes. */
  readonly immutableId: string;
  /** The stored bytes as hex, as LDAP tools print them. */
  readonly hex: string;
  /** Value for an LDAP filter (RFC 4515 §3). */
  readonly ldapFilter: string;
}

/**
 * Every form of an anchor given as GUID, immutable id, or escaped bytes of an LDAP filter. 32 hex digits alone are
 * taken as a GUID without hyphens. Throws `hybrid.badAnchor`.
 */
export function anchorForms(input: string): AnchorForms {
  const given = input.trim();
  const bytes = bytesOfAnchor(given);
  if (bytes === undefined) throw new IdentityError('hybrid.badAnchor', { input: given.slice(0, 80) });
  const hex = hexOf(bytes);
  return {
    guid: guidOf(bytes),
    immutableId: btoa(String.fromCharCode(...bytes)),
    hex,
    ldapFilter: hex.replace(/../g, (pair) => `\\${pair}`),
  };
}

/** The immutable id of an objectGUID or mS-DS-ConsistencyGuid. Throws `hybrid.badAnchor`. */
export function immutableIdOf(guid: string): string {
  return anchorForms(guid).immutableId;
}

/** An on-premises user as far as matching looks at it. */
export interface OnPremisesUser {
  /** Absent outside Active Directory, where there is no anchor. */
  readonly objectGuid?: string;
  /** mS-DS-ConsistencyGuid, the source anchor where Entra Connect uses it. */
  readonly consistencyGuid?: string;
  readonly objectSid?: string;
  readonly userPrincipalName?: string;
  /** proxyAddresses with their prefix: `SMTP:` is the primary one. */
  readonly proxyAddresses?: readonly string[];
}

/** A user of Entra as far as matching looks at it, with Graph's names. */
export interface CloudUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly onPremisesImmutableId?: string;
  readonly onPremisesSecurityIdentifier?: string;
  readonly onPremisesSyncEnabled?: boolean;
  readonly proxyAddresses?: readonly string[];
}

/** How an on-premises user and the users of a tenant belong together. */
export type MatchClass =
  /** The anchor is the same: hard match. */
  | 'anchor'
  /** The SID is the same, the anchor is not: a user who was moved or made anew. */
  | 'sidOnly'
  /** The primary address or UPN equals that of a cloud-only user: the next synchronization would soft-match. */
  | 'softMatch'
  /** Address or UPN equal that of a user who is synchronized from another object: a conflict. */
  | 'conflict'
  /** Nobody in the cloud: not synchronized, or filtered out. */
  | 'onPremisesOnly';

export interface Match {
  readonly kind: MatchClass;
  readonly cloud?: CloudUser;
  /** What they have in common. */
  readonly by?:
    'immutableId' | 'consistencyGuid' | 'securityIdentifier' | 'proxyAddress' | 'userPrincipalName';
}

/**
 * Finds whom an on-premises user matches, in the order of Entra Connect: anchor, then primary address, then UPN; the
 * SID between them tells who was moved.
 */
export function matchUser(user: OnPremisesUser, cloud: readonly CloudUser[]): Match {
  const anchors = [
    ['consistencyGuid', user.consistencyGuid],
    ['immutableId', user.objectGuid],
  ] as const;
  for (const [by, guid] of anchors) {
    const anchor = guid === undefined ? undefined : immutableIdOf(guid);
    const found = cloud.find((each) => anchor !== undefined && each.onPremisesImmutableId === anchor);
    if (found !== undefined) return { kind: 'anchor', cloud: found, by };
  }
  const bySid = cloud.find(
    (each) => user.objectSid !== undefined && each.onPremisesSecurityIdentifier === user.objectSid,
  );
  if (bySid !== undefined) return { kind: 'sidOnly', cloud: bySid, by: 'securityIdentifier' };
  const address = primaryAddress(user.proxyAddresses);
  const byAddress = cloud.find(
    (each) => address !== undefined && primaryAddress(each.proxyAddresses) === address,
  );
  if (byAddress !== undefined) return softly(byAddress, 'proxyAddress');
  const name = user.userPrincipalName?.toLowerCase();
  const byName = cloud.find((each) => name !== undefined && each.userPrincipalName.toLowerCase() === name);
  return byName === undefined ? { kind: 'onPremisesOnly' } : softly(byName, 'userPrincipalName');
}

/** A user who has an anchor already is not matched softly. */
function softly(cloud: CloudUser, by: NonNullable<Match['by']>): Match {
  const isTaken = cloud.onPremisesImmutableId !== undefined && cloud.onPremisesImmutableId !== '';
  return { kind: isTaken || cloud.onPremisesSyncEnabled === true ? 'conflict' : 'softMatch', cloud, by };
}

function primaryAddress(addresses: readonly string[] = []): string | undefined {
  return addresses
    .find((each) => each.startsWith('SMTP:'))
    ?.slice('SMTP:'.length)
    .toLowerCase();
}

function bytesOfAnchor(given: string): Uint8Array | undefined {
  const parts = GUID.exec(given);
  if (parts !== null) {
    const [, first = '', second = '', third = '', fourth = '', last = ''] = parts;
    return bytesOf(swapped(first) + swapped(second) + swapped(third) + fourth + last);
  }
  if (ESCAPED.test(given)) return bytesOf(given.replaceAll('\\', ''));
  return BASE64.test(given)
    ? Uint8Array.from(atob(given), (character) => character.charCodeAt(0))
    : undefined;
}

function guidOf(bytes: Uint8Array): string {
  const hex = hexOf(bytes);
  const head = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16)].map(swapped);
  return [...head, hex.slice(16, 20), hex.slice(20)].join('-');
}

const swapped = (hex: string): string => (hex.match(/../g) ?? []).toReversed().join('');
const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
