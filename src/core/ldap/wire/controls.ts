import { attributeKey, type Entry } from '../entry.ts';
import type { Filter } from '../filter.ts';
import { OIDS } from '../serverFacts.ts';
import type { SortKey } from '../session.ts';
import { BER, BerReader, encode } from './ber.ts';
import { decodeAnswer } from './decode.ts';
import { encodeFilter } from './filterBer.ts';
import type { Control } from './messages.ts';

/** Asks for a page of `size` entries, after the one whose answer had `cookie` (RFC 2696). */
export function pagedResults(size: number, cookie: Uint8Array = new Uint8Array()): Control {
  return {
    oid: OIDS.pagedResults,
    value: encode((writer) => writer.nest(BER.sequence, () => writer.integer(size).octets(cookie))),
  };
}

/** What the answer says of the pages: the server's estimate of all, 0 when it makes none, and the cookie. */
export function readPagedResults(
  controls: readonly Control[],
): { readonly size: number; readonly cookie: Uint8Array } | undefined {
  const value = valueOf(controls, OIDS.pagedResults);
  if (value === undefined) return undefined;
  const content = new BerReader(value).enter(BER.sequence);
  return { size: content.integer(), cookie: content.octets() };
}

/** Asks the server to sort (RFC 2891). */
export function sortRequest(keys: readonly SortKey[]): Control {
  const value = encode((writer) =>
    writer.nest(BER.sequence, () => {
      for (const { attribute, rule, descending } of keys)
        writer.nest(BER.sequence, () => {
          writer.text(attribute);
          if (rule !== undefined) writer.text(rule, 0x80);
          if (descending === true) writer.boolean(true, 0x81);
        });
    }),
  );
  return { oid: OIDS.sortRequest, value };
}

/** Owner, group and who may do what: all of a security descriptor but what is audited, which only few may read. */
const READABLE_PARTS = 0x7;

/** Which parts of security descriptors are read or written: 1 owner, 2 group, 4 who may do what, 8 what is audited. */
export function securityDescriptorParts(parts: number): Control {
  const value = encode((writer) => writer.nest(BER.sequence, () => writer.integer(parts)));
  return { oid: OIDS.securityDescriptorParts, value };
}

/**
 * What a request that names `nTSecurityDescriptor` needs besides its own controls: without it Active Directory takes all
 * parts to be meant, and keeps the attribute from whoever may not read what is audited ([MS-ADTS] 3.1.1.3.4.1.11).
 */
export function descriptorControls(
  names: readonly string[],
  given: readonly Control[] = [],
): readonly Control[] {
  const isNamed = names.some((name) => attributeKey(name) === 'ntsecuritydescriptor');
  return isNamed && !given.some(({ oid }) => oid === OIDS.securityDescriptorParts)
    ? [securityDescriptorParts(READABLE_PARTS)]
    : [];
}

/** The server is to do nothing unless the entry matches (RFC 4528). */
export function assertion(filter: Filter): Control {
  return { oid: OIDS.assertion, critical: true, value: encodeFilter(filter) };
}

/** Asks for attributes of the entry as it is before or after the change (RFC 4527). */
export function readEntry(oid: string, attributes: readonly string[]): Control {
  const value = encode((writer) =>
    writer.nest(BER.sequence, () => {
      for (const attribute of attributes) writer.text(attribute);
    }),
  );
  return { oid, value };
}

/** The entry that a pre-read or post-read control returned. */
export function readReadEntry(controls: readonly Control[], oid: string): Entry | undefined {
  const value = valueOf(controls, oid);
  if (value === undefined) return undefined;
  // The value is a search result entry, as if it were the content of a message.
  const message = encode((writer) => writer.nest(BER.sequence, () => writer.integer(0).raw(value)));
  const { operation } = decodeAnswer(message);
  return operation.kind === 'entry' ? { dn: operation.dn, attributes: operation.attributes } : undefined;
}

function valueOf(controls: readonly Control[], oid: string): Uint8Array | undefined {
  return controls.find((each) => each.oid === oid)?.value;
}
