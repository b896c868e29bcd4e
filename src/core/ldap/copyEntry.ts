import { sameBytes } from './bytes.ts';
import { attributeKey, type Attribute, type Entry } from './entry.ts';
import { parseDn, parseRdn } from './dn.ts';

/** What a server makes itself, or what only one entry may have; in lower case. */
const NOT_COPIED: ReadonlySet<string> = new Set(
  [
    ...['objectGUID', 'objectSid', 'whenCreated', 'whenChanged', 'uSNCreated', 'uSNChanged', 'name'],
    ...[
      'distinguishedName',
      'instanceType',
      'sAMAccountType',
      'primaryGroupID',
      'memberOf',
      'isCriticalSystemObject',
    ],
    ...[
      'badPwdCount',
      'badPasswordTime',
      'lastLogon',
      'lastLogoff',
      'lastLogonTimestamp',
      'logonCount',
      'pwdLastSet',
    ],
    ...['dSCorePropagationData', 'adminCount', 'objectCategory', 'servicePrincipalName', 'userPrincipalName'],
    ...[
      'sAMAccountName',
      'userPassword',
      'unicodePwd',
      'msDS-SupportedEncryptionTypes',
      'nTSecurityDescriptor',
    ],
  ].map(attributeKey),
);

/**
 * The attributes of a copy of `entry` under another RDN: the values of the old RDN give way to those of the new one;
 * what the server makes itself, passwords and names that only one entry may have stay behind. Throws `ldap.invalidDn`.
 */
export function copiedAttributes(entry: Entry, newRdn: string): readonly Attribute[] {
  const [oldRdn = []] = parseDn(entry.dn);
  const named = parseRdn(newRdn);
  const attributes = entry.attributes
    .filter(({ name }) => !NOT_COPIED.has(attributeKey(name)))
    .map(({ name, values }) => {
      const key = attributeKey(name);
      const gone = oldRdn.filter(({ type }) => attributeKey(type) === key);
      return {
        name,
        values: values.filter((value) => !gone.some((pair) => sameBytes(pair.value, value))),
      };
    });
  for (const { type, value } of named) {
    const at = attributes.findIndex(({ name }) => attributeKey(name) === attributeKey(type));
    const before = attributes[at];
    if (before === undefined) attributes.push({ name: type, values: [value] });
    else if (!before.values.some((each) => sameBytes(each, value)))
      attributes[at] = { name: before.name, values: [value, ...before.values] };
  }
  return attributes.filter(({ values }) => values.length > 0);
}
