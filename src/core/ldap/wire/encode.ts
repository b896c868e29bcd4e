import type { Attribute } from '../entry.ts';
import { BER, bytesOf, encode, type BerWriter } from './ber.ts';
import {
  DEREFERENCES,
  ENTRY_TAG,
  INTERMEDIATE_TAG,
  MODIFICATIONS,
  REFERENCE_TAG,
  SCOPES,
  TAGS,
  type Answer,
  type BindRequest,
  type Control,
  type Message,
  type Request,
  type SearchRequest,
} from './messages.ts';

/** The bytes of a request. */
export function encodeRequest(message: Message<Request>): Uint8Array {
  return encodeMessage(message, (writer) => writeRequest(writer, message.operation));
}

/** The bytes of an answer. */
export function encodeAnswer(message: Message<Answer>): Uint8Array {
  return encodeMessage(message, (writer) => writeAnswer(writer, message.operation));
}

function encodeMessage(
  { id, controls }: Message<Request | Answer>,
  operation: (writer: BerWriter) => unknown,
): Uint8Array {
  return encode((writer) =>
    writer.nest(BER.sequence, () => {
      writer.integer(id);
      operation(writer);
      if (controls.length > 0)
        writer.nest(0xa0, () => {
          for (const control of controls) writeControl(writer, control);
        });
    }),
  );
}

function writeControl(writer: BerWriter, { oid, critical, value }: Control): void {
  writer.nest(BER.sequence, () => {
    writer.text(oid);
    if (critical === true) writer.boolean(true);
    if (value !== undefined) writer.octets(value);
  });
}

function writeRequest(writer: BerWriter, request: Request): void {
  const { kind } = request;
  const tag = TAGS[kind].request;
  switch (kind) {
    case 'unbind':
      writer.octets(new Uint8Array(), tag);
      break;
    case 'delete':
      writer.text(request.dn, tag);
      break;
    case 'abandon':
      writer.integer(request.id, tag);
      break;
    case 'bind':
      writer.nest(tag, () => writeBind(writer, request));
      break;
    case 'search':
      writer.nest(tag, () => writeSearch(writer, request));
      break;
    case 'modify':
      writer.nest(tag, () => {
        writer.text(request.dn).nest(BER.sequence, () => {
          for (const change of request.changes)
            writer.nest(BER.sequence, () => {
              writer.enumerated(MODIFICATIONS.indexOf(change.operation));
              writeAttribute(writer, change);
            });
        });
      });
      break;
    case 'add':
      writer.nest(tag, () => {
        writer.text(request.dn).nest(BER.sequence, () => {
          for (const attribute of request.attributes) writeAttribute(writer, attribute);
        });
      });
      break;
    case 'rename':
      writer.nest(tag, () => {
        writer.text(request.dn).text(request.newRdn).boolean(request.deleteOldRdn);
        if (request.newSuperior !== undefined) writer.text(request.newSuperior, 0x80);
      });
      break;
    case 'compare':
      writer.nest(tag, () => {
        writer.text(request.dn).nest(BER.sequence, () => {
          writer.text(request.attribute).octets(request.value);
        });
      });
      break;
    case 'extended':
      writer.nest(tag, () => {
        writer.text(request.oid, 0x80);
        if (request.value !== undefined) writer.octets(request.value, 0x81);
      });
  }
}

function writeBind(writer: BerWriter, { name, authentication }: BindRequest): void {
  writer.integer(3).text(name);
  if (authentication.kind === 'simple') {
    writer.octets(authentication.password, 0x80);
    return;
  }
  writer.nest(0xa3, () => {
    writer.text(authentication.mechanism);
    if (authentication.credentials !== undefined) writer.octets(authentication.credentials);
  });
}

function writeSearch(writer: BerWriter, request: SearchRequest): void {
  writer
    .text(request.base)
    .enumerated(SCOPES.indexOf(request.scope))
    .enumerated(DEREFERENCES.indexOf(request.dereference))
    .integer(request.sizeLimit)
    .integer(request.timeLimit)
    .boolean(request.typesOnly)
    .raw(request.filter)
    .nest(BER.sequence, () => {
      for (const attribute of request.attributes) writer.text(attribute);
    });
}

function writeAttribute(writer: BerWriter, { name, values }: Attribute): void {
  writer.nest(BER.sequence, () => {
    writer.text(name).nest(BER.set, () => {
      for (const value of values) writer.octets(value);
    });
  });
}

function writeAnswer(writer: BerWriter, answer: Answer): void {
  switch (answer.kind) {
    case 'entry':
      writer.nest(ENTRY_TAG, () => {
        writer.text(answer.dn).nest(BER.sequence, () => {
          for (const attribute of answer.attributes) writeAttribute(writer, attribute);
        });
      });
      break;
    case 'reference':
      writer.nest(REFERENCE_TAG, () => {
        for (const uri of answer.uris) writer.text(uri);
      });
      break;
    case 'intermediate':
      writer.nest(INTERMEDIATE_TAG, () => {
        if (answer.oid !== undefined) writer.text(answer.oid, 0x80);
        if (answer.value !== undefined) writer.octets(answer.value, 0x81);
      });
      break;
    case 'result':
      writer.nest(TAGS[answer.of].result, () => writeResult(writer, answer));
  }
}

function writeResult(
  writer: BerWriter,
  { of, result, oid, value }: Extract<Answer, { kind: 'result' }>,
): void {
  writer.enumerated(result.code).text(result.matched).text(result.diagnostic);
  if (result.referrals.length > 0)
    writer.nest(0xa3, () => {
      for (const uri of result.referrals) writer.octets(bytesOf(uri));
    });
  if (oid !== undefined) writer.text(oid, 0x8a);
  if (value !== undefined) writer.octets(value, of === 'bind' ? 0x87 : 0x8b);
}
