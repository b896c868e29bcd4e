import type { Attribute, Entry } from '../entry.ts';
import { malformed } from './ber.ts';
import type { LdapClient } from './ldapClient.ts';
import type { SearchRequest } from './messages.ts';
import { encodeFilter } from './filterBer.ts';
import { OIDS } from '../serverFacts.ts';
import { descriptorControls } from './controls.ts';
import { refusal } from './refusal.ts';

/** Any entry at all. */
export const ANY_ENTRY = encodeFilter({ kind: 'present', attribute: 'objectClass' });

const RANGE = /^(.+?);range=(\d+)-(\d+|\*)$/i;
const TIME_LIMIT_S = 120;
/** Of one attribute; a group of a million members has half as many. */
const MOST_VALUES = 1 << 21;

/**
 * Reads one entry, undefined when there is none. Attributes that come in ranges ([MS-ADTS] 3.1.1.3.1.3.3) are read to
 * their end. Throws `ldap.refused`.
 */
export async function readWhole(
  client: LdapClient,
  dn: string,
  attributes: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Entry | undefined> {
  // Deleted objects of Active Directory bear it in their name, and are shown only to who asks for them.
  const controls = [
    ...(dn.includes('\\0ADEL:') ? [{ oid: OIDS.showDeleted }] : []),
    ...descriptorControls(attributes),
  ];
  let found: Entry | undefined;
  for await (const { entries, ended } of client.search(baseRead(dn, attributes), 1, { controls, signal })) {
    found ??= entries[0];
    if (ended !== undefined && ended.result.code === 32) return undefined;
    if (ended !== undefined && ended.result.code !== 0) throw refusal('read', dn, ended.result);
  }
  return found === undefined ? undefined : completeRanges(client, found, signal);
}

/** Whether an attribute of the entry is only there in part. */
export function hasRanges({ attributes }: Entry): boolean {
  // Hardly any name has an option at all.
  return attributes.some(({ name }) => name.includes(';') && RANGE.test(name));
}

/** The entry with the rest of what came in ranges. */
export async function completeRanges(
  client: LdapClient,
  entry: Entry,
  signal: AbortSignal | undefined,
): Promise<Entry> {
  if (!hasRanges(entry)) return entry;
  const ranged = new Set(entry.attributes.flatMap(({ name }) => RANGE.exec(name)?.[1]?.toLowerCase() ?? []));
  const attributes: Attribute[] = [];
  for (const attribute of entry.attributes) {
    const [, name] = RANGE.exec(attribute.name) ?? [];
    // The plain name comes along without values.
    if (name === undefined && ranged.has(attribute.name.toLowerCase())) continue;
    attributes.push(name === undefined ? attribute : await restOf(client, entry.dn, name, attribute, signal));
  }
  return { dn: entry.dn, attributes };
}

async function restOf(
  client: LdapClient,
  dn: string,
  name: string,
  first: Attribute,
  signal: AbortSignal | undefined,
): Promise<Attribute> {
  const values = [...first.values];
  let last = RANGE.exec(first.name)?.[3] ?? '*';
  while (last !== '*') {
    const wanted = `${name};range=${Number(last) + 1}-*`;
    const next = await readRange(client, dn, wanted, signal);
    const [, , , end] = RANGE.exec(next?.name ?? '') ?? [];
    // Somebody took values away meanwhile: there is nothing after these.
    if (next === undefined || end === undefined || next.values.length === 0) break;
    for (const value of next.values) values.push(value);
    if (end !== '*' && !(Number(end) > Number(last)))
      throw malformed('a range of values that does not go on');
    if (values.length > MOST_VALUES) throw malformed('more values of an attribute than anyone can need');
    last = end;
  }
  return { name, values };
}

async function readRange(
  client: LdapClient,
  dn: string,
  attribute: string,
  signal: AbortSignal | undefined,
): Promise<Attribute | undefined> {
  let found: Attribute | undefined;
  for await (const { entries, ended } of client.search(baseRead(dn, [attribute]), 1, { signal })) {
    found ??= entries[0]?.attributes.find(({ name }) => RANGE.test(name));
    if (ended !== undefined && ended.result.code !== 0) throw refusal('read', dn, ended.result);
  }
  return found;
}

/** The request that reads one entry by its name. */
function baseRead(dn: string, attributes: readonly string[]): SearchRequest {
  return {
    kind: 'search',
    base: dn,
    scope: 'base',
    dereference: 'never',
    sizeLimit: 0,
    timeLimit: TIME_LIMIT_S,
    typesOnly: false,
    filter: ANY_ENTRY,
    attributes,
  };
}
