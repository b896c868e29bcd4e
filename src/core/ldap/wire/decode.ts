import type { Attribute } from '../entry.ts';
import { BER, BerReader, malformed } from './ber.ts';
import {
  DEREFERENCES,
  ENTRY_TAG,
  INTERMEDIATE_TAG,
  MODIFICATIONS,
  REFERENCE_TAG,
  SCOPES,
  TAGS,
  type Answer,
  type Answered,
  type BindRequest,
  type Control,
  type Message,
  type Request,
  type Result,
  type SearchRequest,
} from './messages.ts';

/** Reads a message a server sent. Values are views into `bytes`. Throws `ldap.malformed`. */
export function decodeAnswer(bytes: Uint8Array): Message<Answer> {
  return decodeMessage(bytes, readAnswer);
}

/** Reads a message a client sent. Values are views into `bytes`. Throws `ldap.malformed`. */
export function decodeRequest(bytes: Uint8Array): Message<Request> {
  return decodeMessage(bytes, readRequest);
}

function decodeMessage<Operation extends Request | Answer>(
  bytes: Uint8Array,
  operation: (reader: BerReader) => Operation,
): Message<Operation> {
  const reader = new BerReader(bytes).enter(BER.sequence);
  const id = reader.integer();
  return { id, operation: operation(reader), controls: reader.tag === 0xa0 ? readControls(reader) : [] };
}

function readControls(reader: BerReader): readonly Control[] {
  return all(reader.enter(0xa0), (list) => {
    const control = list.enter(BER.sequence);
    const oid = control.text();
    const critical = control.tag === BER.boolean ? control.boolean() : false;
    return { oid, critical, ...(control.tag === BER.octets ? { value: control.octets() } : {}) };
  });
}

function readAnswer(reader: BerReader): Answer {
  const { tag } = reader;
  switch (tag) {
    case ENTRY_TAG: {
      const entry = reader.enter(tag);
      const dn = entry.text();
      return { kind: 'entry', dn, attributes: all(entry.enter(BER.sequence), readAttribute) };
    }
    case REFERENCE_TAG:
      return { kind: 'reference', uris: all(reader.enter(tag), (uris) => uris.text()) };
    case INTERMEDIATE_TAG: {
      const content = reader.enter(tag);
      const oid = content.tag === 0x80 ? content.text(0x80) : undefined;
      const value = content.tag === 0x81 ? content.octets(0x81) : undefined;
      return {
        kind: 'intermediate',
        ...(oid === undefined ? {} : { oid }),
        ...(value === undefined ? {} : { value }),
      };
    }
    default:
      return readResultOf(reader);
  }
}

const ANSWERED: readonly Answered[] = [
  'bind',
  'search',
  'modify',
  'add',
  'delete',
  'rename',
  'compare',
  'extended',
];
const RESULTS: ReadonlyMap<number | undefined, Answered> = new Map(
  ANSWERED.map((kind) => [TAGS[kind].result, kind]),
);

function readResultOf(reader: BerReader): Answer {
  const of = RESULTS.get(reader.tag);
  if (of === undefined) throw malformed(`an answer of kind ${reader.tag ?? 'none'}`);
  const content = reader.enter();
  const result: Result = {
    code: content.integer(BER.enumerated),
    matched: content.text(),
    diagnostic: content.text(),
    referrals: content.tag === 0xa3 ? all(content.enter(0xa3), (uris) => uris.text()) : [],
  };
  let oid: string | undefined;
  let value: Uint8Array | undefined;
  while (!content.atEnd) {
    if (content.tag === 0x8a) oid = content.text(0x8a);
    else if (content.tag === 0x8b || content.tag === 0x87) value = content.octets(content.tag);
    else content.skip();
  }
  return {
    kind: 'result',
    of,
    result,
    ...(oid === undefined ? {} : { oid }),
    ...(value === undefined ? {} : { value }),
  };
}

function readRequest(reader: BerReader): Request {
  const { tag } = reader;
  switch (tag) {
    case TAGS.bind.request:
      return readBind(reader.enter());
    case TAGS.unbind.request:
      reader.skip();
      return { kind: 'unbind' };
    case TAGS.search.request:
      return readSearch(reader.enter());
    case TAGS.modify.request: {
      const content = reader.enter();
      const dn = content.text();
      const changes = all(content.enter(BER.sequence), (list) => {
        const change = list.enter(BER.sequence);
        return { operation: one(MODIFICATIONS, change.integer(BER.enumerated)), ...readAttribute(change) };
      });
      return { kind: 'modify', dn, changes };
    }
    case TAGS.add.request: {
      const content = reader.enter();
      const dn = content.text();
      return { kind: 'add', dn, attributes: all(content.enter(BER.sequence), readAttribute) };
    }
    case TAGS.delete.request:
      return { kind: 'delete', dn: reader.text(tag) };
    case TAGS.rename.request: {
      const content = reader.enter();
      const [dn, newRdn, deleteOldRdn] = [content.text(), content.text(), content.boolean()];
      const newSuperior = content.tag === 0x80 ? { newSuperior: content.text(0x80) } : {};
      return { kind: 'rename', dn, newRdn, deleteOldRdn, ...newSuperior };
    }
    case TAGS.compare.request: {
      const content = reader.enter();
      const dn = content.text();
      const assertion = content.enter(BER.sequence);
      return { kind: 'compare', dn, attribute: assertion.text(), value: assertion.octets() };
    }
    case TAGS.abandon.request:
      return { kind: 'abandon', id: reader.integer(tag) };
    case TAGS.extended.request: {
      const content = reader.enter();
      const oid = content.text(0x80);
      return { kind: 'extended', oid, ...(content.tag === 0x81 ? { value: content.octets(0x81) } : {}) };
    }
    default:
      throw malformed(`a request of kind ${tag ?? 'none'}`);
  }
}

function readBind(content: BerReader): BindRequest {
  if (content.integer() !== 3) throw malformed('another version than LDAPv3');
  const name = content.text();
  if (content.tag === 0x80)
    return { kind: 'bind', name, authentication: { kind: 'simple', password: content.octets(0x80) } };
  const sasl = content.enter(0xa3);
  const mechanism = sasl.text();
  const credentials = sasl.atEnd ? {} : { credentials: sasl.octets() };
  return { kind: 'bind', name, authentication: { kind: 'sasl', mechanism, ...credentials } };
}

function readSearch(content: BerReader): SearchRequest {
  return {
    kind: 'search',
    base: content.text(),
    scope: one(SCOPES, content.integer(BER.enumerated)),
    dereference: one(DEREFERENCES, content.integer(BER.enumerated)),
    sizeLimit: content.integer(),
    timeLimit: content.integer(),
    typesOnly: content.boolean(),
    filter: content.whole(),
    attributes: all(content.enter(BER.sequence), (names) => names.text()),
  };
}

function readAttribute(reader: BerReader): Attribute {
  const attribute = reader.enter(BER.sequence);
  const name = attribute.text();
  return { name, values: all(attribute.enter(BER.set), (values) => values.octets()) };
}

function all<Item>(reader: BerReader, read: (reader: BerReader) => Item): readonly Item[] {
  const items: Item[] = [];
  while (!reader.atEnd) items.push(read(reader));
  return items;
}

function one<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw malformed(`a choice ${index} that does not exist`);
  return value;
}
