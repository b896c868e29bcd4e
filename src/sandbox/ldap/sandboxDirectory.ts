import { sameBytes, utf8 } from '../../core/ldap/bytes.ts';
import { sameDn } from '../../core/ldap/dn.ts';
import { attributeKey, valuesOf, type Attribute, type Entry } from '../../core/ldap/entry.ts';
import { readSchema, type Schema } from '../../core/ldap/schema.ts';
import { OIDS } from '../../core/ldap/serverFacts.ts';
import type { Random } from '../../core/ports.ts';
import type { TenantSeed } from '../directory/tenantSeed.ts';
import { DirectoryTree, type KeptEntry } from './directoryTree.ts';
import { matching, type Matching } from './matching.ts';
import { schemaEntry, SUBSCHEMA } from './schemaEntry.ts';
import { baseOf, seedEntries } from './seedEntries.ts';
import { attribute, type WriteDeps } from './writes.ts';

/** What every connection to the sandbox directory shares. */
export interface SandboxDirectory extends WriteDeps {
  readonly tree: DirectoryTree;
  readonly schema: Schema;
  readonly matching: Matching;
  readonly random: Random;
  readonly base: string;
  /** Who may change everything. Secret. */
  readonly admin: { readonly dn: string; readonly password: string };
  /** Whether the DN may bind with the password. */
  authenticates(dn: string, password: Uint8Array): boolean;
  /** The entry with the operational attributes, all but its password. */
  shown(entry: KeptEntry): Entry;
  readonly rootDse: (canStartTls: boolean) => Entry;
}

/** Attributes nobody reads. */
const HIDDEN = 'userpassword';

/** Makes a directory of a tenant's people; it forgets every change with the process. */
export function sandboxDirectory(
  tenant: TenantSeed,
  {
    random,
    now,
    adminPassword,
    password,
  }: {
    readonly random: Random;
    readonly now: () => number;
    readonly adminPassword: string;
    readonly password: (user: string) => string | undefined;
  },
): SandboxDirectory {
  const tree = new DirectoryTree();
  const schema = readSchema(schemaEntry);
  const base = baseOf(tenant);
  const admin = { dn: `cn=admin,${base}`, password: adminPassword };
  const newUuid = () => uuidOf(random(16));
  const created = now();
  for (const { dn, attributes } of seedEntries(tenant, password))
    tree.set({
      dn,
      attributes,
      uuid: newUuid(),
      created,
      modified: created,
      creator: admin.dn,
      modifier: admin.dn,
    });
  const memberOf = (dn: string): readonly string[] =>
    [...tree.below(base)]
      .filter((each) => valuesOf(each, 'member').some((value) => isName(value, dn)))
      .map((each) => each.dn);
  return {
    tree,
    schema,
    matching: matching(schema),
    random,
    now,
    newUuid,
    base,
    admin,
    authenticates(dn, typed) {
      if (sameDn(dn, admin.dn)) return sameBytes(typed, utf8(admin.password));
      const kept = tree.get(dn);
      return kept !== undefined && valuesOf(kept, HIDDEN).some((value) => sameBytes(value, typed));
    },
    shown(entry) {
      const groups = memberOf(entry.dn);
      const count = tree.childCount(entry.dn);
      return {
        dn: entry.dn,
        attributes: [
          ...entry.attributes.filter(({ name }) => attributeKey(name) !== HIDDEN),
          attribute('entryUUID', entry.uuid),
          attribute('entryDN', entry.dn),
          attribute('createTimestamp', timeOf(entry.created)),
          attribute('modifyTimestamp', timeOf(entry.modified)),
          attribute('creatorsName', entry.creator),
          attribute('modifiersName', entry.modifier),
          attribute('hasSubordinates', count > 0 ? 'TRUE' : 'FALSE'),
          attribute('numSubordinates', String(count)),
          attribute('subschemaSubentry', SUBSCHEMA),
          ...(groups.length > 0 ? [attribute('memberOf', ...groups)] : []),
        ],
      };
    },
    rootDse: (canStartTls) => rootDse(base, canStartTls),
  };
}

function rootDse(base: string, canStartTls: boolean): Entry {
  const { pagedResults, sortRequest, assertion, preRead, postRead, passwordModify, whoAmI, startTls } = OIDS;
  const attributes: readonly Attribute[] = [
    attribute('objectClass', 'top'),
    attribute('namingContexts', base),
    attribute('subschemaSubentry', SUBSCHEMA),
    attribute('supportedLDAPVersion', '3'),
    attribute('supportedControl', pagedResults, sortRequest, assertion, preRead, postRead),
    attribute('supportedExtension', passwordModify, whoAmI, ...(canStartTls ? [startTls] : [])),
    attribute('supportedFeatures', OIDS.allOperational, OIDS.increment),
    attribute('vendorName', 'Identity Workbench sandbox'),
  ];
  return { dn: '', attributes };
}

function isName(value: Uint8Array, dn: string): boolean {
  try {
    return sameDn(new TextDecoder().decode(value), dn);
  } catch {
    return false;
  }
}

/** Generalized time (RFC 4517 §3.3.13). */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

/** A version 4 UUID (RFC 9562 §5.4) of 16 random bytes. */
function uuidOf(bytes: Uint8Array): string {
  const octets = bytes.slice(0, 16);
  octets[6] = ((octets[6] ?? 0) & 0x0f) | 0x40;
  octets[8] = ((octets[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(octets, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
