import { child, isObject, list, text, type JsonObject } from '../json.ts';
import { IdentityError } from '../errors.ts';

/** A message document: Graph's body of sendMail, and who sends it. */
export interface MailDocument {
  /** Id of a tenant of `identity.tenants`. */
  readonly tenant?: string;
  /** The application that asks for the token. */
  readonly clientId?: string;
  /** `me` for the signed-in user; a user principal name or id to send as an application. */
  readonly from: string;
  /** Graph's `message`, as it stands. */
  readonly message: JsonObject;
  readonly saveToSentItems: boolean;
  /** Files to attach, by their path from the document. */
  readonly files: readonly string[];
}

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/;
const RECIPIENTS = ['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo'] as const;

/** Reads a message document. Throws `mail.notJson` and `mail.invalid`, which names the member. */
export function readMail(source: string): MailDocument {
  const json = parse(source);
  if (!isObject(json)) throw invalid('$', 'The document is an object.');
  const message = json['message'];
  if (!isObject(message)) throw invalid('message', 'It is an object with subject, body and toRecipients.');
  checkMessage(message);
  const from = text(json, 'from') ?? 'me';
  if (from !== 'me' && !ADDRESS.test(from) && !/^[0-9a-f-]{36}$/i.test(from))
    throw invalid('from', 'It is "me", a user principal name or the id of a user.');
  const files = list(json, 'files');
  files.forEach((file, index) => {
    if (typeof file !== 'string' || file === '')
      throw invalid(`files[${index}]`, 'It is the path of a file.');
  });
  const [tenant, clientId] = [text(json, 'tenant'), text(json, 'clientId')];
  return {
    from,
    message,
    saveToSentItems: json['saveToSentItems'] !== false,
    files: files.filter((file) => typeof file === 'string'),
    ...(tenant === undefined || tenant === '' ? {} : { tenant }),
    ...(clientId === undefined || clientId === '' ? {} : { clientId }),
  };
}

function parse(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    return value;
  } catch (error) {
    throw new IdentityError('mail.notJson', { reason: error instanceof Error ? error.message : '' });
  }
}

function checkMessage(message: JsonObject): void {
  const recipients = RECIPIENTS.map((name) => recipientCount(message, name));
  if (recipients.slice(0, 3).every((count) => count === 0))
    throw invalid('message.toRecipients', 'There is nobody to send it to.');
  const body = child(message, 'body');
  const contentType = text(body, 'contentType');
  if (message['body'] !== undefined && (contentType === undefined || !/^(?:text|html)$/i.test(contentType)))
    throw invalid('message.body.contentType', 'It is "Text" or "HTML".');
  if (message['body'] !== undefined && text(body, 'content') === undefined)
    throw invalid('message.body.content', 'It is a string.');
  list(message, 'attachments').forEach((attachment, index) => {
    const at = `message.attachments[${index}]`;
    if (!isObject(attachment)) throw invalid(at, 'It is an object.');
    if (text(attachment, '@odata.type') === undefined)
      throw invalid(`${at}["@odata.type"]`, 'A file is "#microsoft.graph.fileAttachment".');
    if (text(attachment, 'name') === undefined) throw invalid(`${at}.name`, 'It is a string.');
    const bytes = text(attachment, 'contentBytes');
    if (
      /fileAttachment$/.test(text(attachment, '@odata.type') ?? '') &&
      (bytes === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(bytes))
    )
      throw invalid(`${at}.contentBytes`, 'It is the file in base64.');
  });
}

function recipientCount(message: JsonObject, name: (typeof RECIPIENTS)[number]): number {
  if (message[name] === undefined) return 0;
  if (!Array.isArray(message[name])) throw invalid(`message.${name}`, 'It is a list.');
  const entries = list(message, name);
  entries.forEach((entry, index) => {
    const address = isObject(entry) ? text(child(entry, 'emailAddress'), 'address') : undefined;
    if (address === undefined || !ADDRESS.test(address))
      throw invalid(`message.${name}[${index}].emailAddress.address`, 'It is a mail address.');
  });
  return entries.length;
}

function invalid(path: string, reason: string): IdentityError<'mail.invalid'> {
  return new IdentityError('mail.invalid', { path, reason });
}

/**
 * The address of a file named in a document; `?` and `#` belong to its name. Throws a TypeError for what cannot be an
 * address.
 */
export function fileAddress(path: string, document: string): URL {
  return new URL(path.replaceAll(/[?#]/g, encodeURIComponent), document);
}

/** Whether a file named in a document lies in the document's folder or below it; both are addresses once resolved. */
export function isBeside(path: string, document: string): boolean {
  if (!URL.canParse(path, document) || /%(?:2f|5c|25)|\\/i.test(path)) return false;
  const [file, folder] = [fileAddress(path, document), new URL('.', document)];
  return (
    file.protocol === folder.protocol &&
    file.host === folder.host &&
    file.pathname.startsWith(folder.pathname)
  );
}

/** A new message, to be filled in. */
export function newMail({
  tenant,
  clientId,
  from = 'me',
}: Partial<Pick<MailDocument, 'tenant' | 'clientId' | 'from'>>): string {
  const document = {
    tenant: tenant ?? '',
    clientId: clientId ?? '',
    from,
    message: {
      subject: '',
      body: { contentType: 'Text', content: '' },
      toRecipients: [{ emailAddress: { address: '' } }],
      ccRecipients: [],
    },
    saveToSentItems: true,
    files: [],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
