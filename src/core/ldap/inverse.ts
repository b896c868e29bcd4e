import { utf8 } from './bytes.ts';
import { childDn, parentDn, parseRdn, rdnOf, samePair } from './dn.ts';
import { decodeUtf8 } from '../jwt/base64url.ts';
import {
  attributeKey,
  attributeType,
  findAttribute,
  valuesOf,
  type Entry,
  type Modification,
} from './entry.ts';
import type { LdifChange } from './ldif/record.ts';

/**
 * The change that takes another back. `before` is the entry as it was, with its user attributes; a modification needs
 * only those it touches. Undefined where nothing can: what was there is not known, or holds a secret.
 */
export function inverseOf(change: LdifChange, before: Entry | undefined): LdifChange | undefined {
  switch (change.kind) {
    case 'entry':
    case 'add':
      return { kind: 'delete', dn: change.dn };
    case 'delete':
      if (before === undefined || before.attributes.some(({ name }) => isSecret(name))) return undefined;
      return { kind: 'add', dn: change.dn, attributes: before.attributes };
    case 'modify':
      if (before === undefined || change.modifications.some(({ name }) => isSecret(name))) return undefined;
      return {
        kind: 'modify',
        dn: change.dn,
        modifications: inverseModifications(change.modifications, before),
      };
    case 'rename':
      return inverseRename(change, before);
  }
}

/** Whether values of an attribute are secrets, which no log keeps. */
export function isSecret(name: string): boolean {
  return SECRETS.has(attributeKey(attributeType(name)));
}

const SECRETS: ReadonlySet<string> = new Set(
  [
    'userPassword',
    // The same by its number, as an LDIF file may name it.
    '2.5.4.35',
    'unicodePwd',
    'unixUserPassword',
    'dBCSPwd',
    'ntPwdHistory',
    'lmPwdHistory',
    'sambaNTPassword',
    'sambaLMPassword',
    'sambaPasswordHistory',
    'krbPrincipalKey',
    'olcRootPW',
    // These carry the credentials of a bind within their value.
    'olcSyncrepl',
    'olcDbIDAssertBind',
    'olcDbACLBind',
    'ms-Mcs-AdmPwd',
    'msLAPS-Password',
    'msLAPS-EncryptedPassword',
    'msLAPS-EncryptedPasswordHistory',
    'msLAPS-EncryptedDSRMPassword',
    'msLAPS-EncryptedDSRMPasswordHistory',
    'msDS-ManagedPassword',
    'trustAuthIncoming',
    'trustAuthOutgoing',
    'initialAuthIncoming',
    'initialAuthOutgoing',
    'supplementalCredentials',
    'pwdHistory',
  ].map(attributeKey),
);

/** Added values are deleted, deleted ones added, numbers decremented, last first; where all values went, the old ones replace. */
function inverseModifications(changes: readonly Modification[], before: Entry): readonly Modification[] {
  const replaced = new Set(
    changes
      .filter(({ operation, values }) => operation === 'replace' || values.length === 0)
      .map(({ name }) => attributeKey(name)),
  );
  const taken = changes
    .filter(({ name }) => !replaced.has(attributeKey(name)))
    .map(mirrored)
    .reverse();
  const restored = [...replaced].map((key): Modification => {
    const name =
      findAttribute(before, key)?.name ?? changes.find((each) => attributeKey(each.name) === key)?.name;
    return { operation: 'replace', name: name ?? key, values: valuesOf(before, key) };
  });
  return [...taken, ...restored];
}

/** The change the other way round, where it names its values. */
function mirrored({ operation, name, values }: Modification): Modification {
  if (operation === 'increment')
    return { operation, name, values: values.map((value) => utf8(negated(decodeUtf8(value) ?? ''))) };
  return { operation: operation === 'add' ? 'delete' : 'add', name, values };
}

/** A whole number of any size with the other sign; no server takes another text. */
function negated(number: string): string {
  return /^-?\d+$/.test(number) ? String(-BigInt(number)) : number;
}

/** The old name comes back; the new one goes, unless the entry had that value before. */
function inverseRename(
  { dn, newRdn, newSuperior }: LdifChange & { readonly kind: 'rename' },
  before: Entry | undefined,
): LdifChange {
  const oldParent = parentDn(dn) ?? '';
  const pairs = parseRdn(newRdn);
  const old = parseRdn(rdnOf(dn));
  const hadAll = pairs.every(
    (pair) =>
      old.some((each) => samePair(each, pair)) ||
      (before !== undefined &&
        valuesOf(before, pair.type).some((value) => decodeUtf8(value) === decodeUtf8(pair.value))),
  );
  return {
    kind: 'rename',
    dn: childDn(newRdn, newSuperior ?? oldParent),
    newRdn: rdnOf(dn),

    deleteOldRdn: !hadAll,
    ...(newSuperior === undefined ? {} : { newSuperior: oldParent }),
  };
}
