import { child, isObject, list, parseJson, text, type JsonObject } from '../../../core/json.ts';
import type { Sts } from '../../oauth/sts.ts';
import { callerOf, requirePermission, type Caller } from '../caller.ts';
import { badRequest, GraphError, notFound } from '../graphError.ts';
import type { KeptMessage, Mailboxes } from './mailboxes.ts';

interface MailAnswer {
  readonly status: number;
  readonly body?: object;
}

/** As Exchange Online takes it; Graph's own limit for a request. */
const LARGEST_BODY = 4 * 1024 * 1024;
const PATH =
  /^\/(?:me|users\/([^/]+))\/(sendMail|messages|mailFolders\/(?:sentitems|inbox|drafts)\/messages)(?:\/([^/]+))?(?:\/(send|attachments(?:\/createUploadSession)?))?\/?$/i;

/** Whether a path is about mail. */
export function isMailPath(path: string): boolean {
  return PATH.test(path);
}

/** What a mail request works with. */
interface MailRequest {
  readonly sts: Sts;
  readonly caller: Caller;
  readonly boxes: Mailboxes;
  readonly box: string;
  readonly owner: string;
  readonly body: JsonObject;
}

/**
 * Mail of Microsoft Graph, as much as sending takes: sendMail, drafts with attachments and upload sessions, and reading
 * what was sent (https://learn.microsoft.com/graph/api/resources/message). Throws `GraphError`.
 */
export async function answerMail(
  sts: Sts,
  boxes: Mailboxes,
  request: Request,
  path: string,
): Promise<MailAnswer> {
  const caller = await callerOf(sts, request);
  const [, key, what = '', id, action] = PATH.exec(path) ?? [];
  const owner = ownerOf(caller, key);
  const source = request.method === 'GET' ? '' : await request.text();
  if (source.length > LARGEST_BODY)
    throw new GraphError(
      413,
      'RequestEntityTooLarge',
      'The request body is larger than 4 MB. Use an upload session.',
    );
  const body = source === '' ? {} : parseJson(source);
  if (!isObject(body)) throw badRequest('Unable to read JSON request payload: it is no JSON object.');
  const mail: MailRequest = { sts, caller, boxes, owner, box: `${caller.tenant.id}/${owner}`, body };
  const isSending = what.toLowerCase() === 'sendmail';
  if (request.method === 'GET' && !isSending) return read(mail, what, id);
  if (request.method !== 'POST')
    throw new GraphError(405, 'Request_BadRequest', `The sandbox's Graph has no ${request.method} for mail.`);
  if (isSending) return send(mail);
  if (id === undefined) return draft(mail);
  const message = boxes.find(mail.box, id);
  if (message === undefined) throw notFound(id);
  if (action === 'send') return sendDraft(mail, message);
  return action === 'attachments' ? attach(mail, message) : startUpload(mail, message);
}

/** Takes a piece of an upload; the address is the permission. */
export async function answerUpload(boxes: Mailboxes, request: Request, key: string): Promise<MailAnswer> {
  const [, start = '', end = ''] =
    /^bytes (\d+)-(\d+)\/\d+$/.exec(request.headers.get('content-range') ?? '') ?? [];
  const { byteLength } = await request.arrayBuffer();
  const isWhole = byteLength === Number(end) - Number(start) + 1;
  const taken = start === '' || !isWhole ? undefined : boxes.receive(key, Number(start), byteLength);
  if (taken === undefined)
    throw new GraphError(400, 'ErrorInvalidRequest', 'This is not the next piece of the upload.');
  return taken.done
    ? { status: 201, body: {} }
    : { status: 200, body: { nextExpectedRanges: [`${taken.next}-`] } };
}

/** The mailbox that is meant. Another person's takes an application permission. */
function ownerOf({ tenant, userId }: Caller, key: string | undefined): string {
  if (key === undefined) {
    if (userId === undefined)
      throw badRequest('/me request is only valid with delegated authentication flow.');
    return userId;
  }
  const wanted = decodeURIComponent(key).toLowerCase();
  const user = tenant.content.users.find(
    (each) => each.id === wanted || each.userPrincipalName.toLowerCase() === wanted,
  );
  if (user === undefined)
    throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${wanted}' is invalid.`);
  if (userId !== undefined && userId !== user.id)
    throw new GraphError(
      403,
      'ErrorAccessDenied',
      "Access is denied. Another person's mailbox takes an application permission, or Mail.Send.Shared and a right in Exchange.",
    );
  return user.id;
}

const both = (permission: string) => ({ delegated: [permission], application: [permission] });

function send({ sts, caller, boxes, box, body }: MailRequest): MailAnswer {
  requirePermission(caller, both('Mail.Send'));
  const message = body['message'];
  if (!isObject(message)) throw badRequest('The Message parameter is missing.');
  requireRecipients(message);
  const attachments = list(message, 'attachments').filter(isObject).map(keptAttachment);
  const kept = { id: newId(sts), message: withoutContent(message), time: sts.clock.now(), attachments };
  if (body['saveToSentItems'] !== false) boxes.put(box, { ...kept, folder: 'sentitems' });
  deliver(caller, boxes, { ...kept, folder: 'inbox' });
  return { status: 202 };
}

function draft({ sts, caller, boxes, box, body }: MailRequest): MailAnswer {
  requirePermission(caller, both('Mail.ReadWrite'));
  const id = newId(sts);
  const attachments = list(body, 'attachments').filter(isObject).map(keptAttachment);
  boxes.put(box, { id, message: withoutContent(body), folder: 'drafts', time: sts.clock.now(), attachments });
  return { status: 201, body: { id, isDraft: true, ...withoutContent(body) } };
}

function attach({ caller, boxes, box, body }: MailRequest, message: KeptMessage): MailAnswer {
  requirePermission(caller, both('Mail.ReadWrite'));
  const attachment = keptAttachment(body);
  boxes.put(box, { ...message, attachments: [...message.attachments, attachment] });
  return { status: 201, body: attachment };
}

function startUpload({ sts, caller, boxes, box, body }: MailRequest, message: KeptMessage): MailAnswer {
  requirePermission(caller, both('Mail.ReadWrite'));
  const item = child(body, 'AttachmentItem');
  const [name, size] = [text(item, 'name'), item['size']];
  if (name === undefined || typeof size !== 'number')
    throw badRequest('AttachmentItem needs attachmentType, name and size.');
  const key = newId(sts);
  boxes.startUpload(key, { mailbox: box, messageId: message.id, name, size });
  return {
    status: 201,
    body: {
      uploadUrl: `${sts.addresses.origin}/graph/v1.0/upload/${key}`,
      expirationDateTime: new Date(sts.clock.now() + 3_600_000).toISOString(),
      nextExpectedRanges: ['0-'],
    },
  };
}

function sendDraft({ sts, caller, boxes, box }: MailRequest, message: KeptMessage): MailAnswer {
  requirePermission(caller, both('Mail.Send'));
  requireRecipients(message.message);
  boxes.remove(box, message.id);
  const sent = { ...message, time: sts.clock.now() };
  boxes.put(box, { ...sent, folder: 'sentitems' });
  deliver(caller, boxes, { ...sent, folder: 'inbox' });
  return { status: 202 };
}

function read({ caller, boxes, box }: MailRequest, what: string, id: string | undefined): MailAnswer {
  requirePermission(caller, {
    delegated: ['Mail.Read', 'Mail.ReadWrite'],
    application: ['Mail.Read', 'Mail.ReadWrite'],
  });
  const folder = /mailFolders\/(\w+)\//i.exec(what)?.[1]?.toLowerCase();
  const messages = boxes.list(box).filter((message) => folder === undefined || message.folder === folder);
  if (id === undefined) return { status: 200, body: { value: messages.map(shown) } };
  const message = messages.find((each) => each.id === id);
  if (message === undefined) throw notFound(id);
  return { status: 200, body: shown(message) };
}

function shown({ id, message, time, folder, attachments }: KeptMessage): JsonObject {
  return {
    id,
    ...message,
    isDraft: folder === 'drafts',
    parentFolderId: folder,
    hasAttachments: attachments.length > 0,
    attachments,
    sentDateTime: new Date(time).toISOString(),
  };
}

function deliver({ tenant }: Caller, boxes: Mailboxes, message: KeptMessage): void {
  for (const address of addresses(message.message)) {
    const user = tenant.content.users.find((each) => each.userPrincipalName.toLowerCase() === address);
    if (user !== undefined)
      boxes.put(`${tenant.id}/${user.id}`, { ...message, id: `${message.id}-${user.id.slice(0, 8)}` });
  }
}

function addresses(message: JsonObject): readonly string[] {
  return ['toRecipients', 'ccRecipients', 'bccRecipients'].flatMap((name) =>
    list(message, name)
      .filter(isObject)
      .map((recipient) => (text(child(recipient, 'emailAddress'), 'address') ?? '').toLowerCase()),
  );
}

function requireRecipients(message: JsonObject): void {
  const all = addresses(message);
  if (all.length === 0 || all.some((address) => !/^[^\s@]+@[^\s@]+$/.test(address)))
    throw new GraphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
}

function keptAttachment(attachment: JsonObject) {
  const content = text(attachment, 'contentBytes') ?? '';
  return { name: text(attachment, 'name') ?? '', size: Math.floor((content.length * 3) / 4) };
}

/** Files are not kept: mailboxes of the sandbox live in memory. */
function withoutContent(message: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'attachments'));
}

function newId({ random }: Sts): string {
  return Array.from(random(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
