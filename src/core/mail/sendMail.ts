import { IdentityError } from '../errors.ts';
import { child, isObject, list, parseJson, text, type JsonObject } from '../json.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import type { Fetch } from '../ports.ts';
import type { MailDocument } from './message.ts';

/** A file to attach. */
export interface MailFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SendMailDeps {
  readonly fetch: Fetch;
  /** Graph without its version. */
  readonly graph: string;
  readonly accessToken: string;
  readonly signal: AbortSignal;
}

/** What became of a message. */
export interface MailSent {
  readonly status: number;
  /** `request-id` of Graph, which its support asks for. */
  readonly requestId?: string;
  /** Whether it went at once, or as a draft whose attachments were uploaded. */
  readonly way: 'sendMail' | 'draft';
}

/** The largest body of a Graph request, in bytes (https://learn.microsoft.com/graph/api/user-sendmail). */
const LARGEST_BODY = 4 * 1024 * 1024;
/** The largest attachment without an upload session (https://learn.microsoft.com/graph/outlook-large-attachments). */
const LARGEST_ATTACHMENT = 3 * 1024 * 1024;
/** A multiple of 320 KiB, at most 4 MB. */
const CHUNK = 12 * 320 * 1024;

/**
 * Sends a message through Graph: `POST /me/sendMail` or `/users/{id}/sendMail` (202, empty). Where the body would be too
 * large, as a draft: attachments are uploaded, then it is sent, which also takes Mail.ReadWrite. Throws `mail.refused`
 * and `mail.unreachable`.
 */
export async function sendMail(
  mail: MailDocument,
  files: readonly MailFile[],
  deps: SendMailDeps,
): Promise<MailSent> {
  const { message, saveToSentItems, from } = mail;
  const mailbox = from === 'me' ? '/me' : `/users/${encodeURIComponent(from)}`;
  const attachments = [...list(message, 'attachments'), ...files.map(attachmentOf)];
  const body = JSON.stringify({
    message: attachments.length === 0 ? message : { ...message, attachments },
    saveToSentItems,
  });
  const isSmall =
    body.length <= LARGEST_BODY && files.every(({ bytes }) => bytes.length < LARGEST_ATTACHMENT);
  if (!isSmall) return sendDraft(mailbox, message, files, deps);
  const { response } = await request(deps, 'POST', `${mailbox}/sendMail`, body);
  return sent(response, 'sendMail');
}

async function sendDraft(
  mailbox: string,
  message: JsonObject,
  files: readonly MailFile[],
  deps: SendMailDeps,
): Promise<MailSent> {
  const { answer } = await request(deps, 'POST', `${mailbox}/messages`, JSON.stringify(message));
  const draft = `${mailbox}/messages/${encodeURIComponent(text(answer, 'id') ?? '')}`;
  for (const file of files) {
    if (file.bytes.length < LARGEST_ATTACHMENT) {
      await request(deps, 'POST', `${draft}/attachments`, JSON.stringify(attachmentOf(file)));
      continue;
    }
    const item = { attachmentType: 'file', name: file.name, size: file.bytes.length };
    const session = await request(
      deps,
      'POST',
      `${draft}/attachments/createUploadSession`,
      JSON.stringify({ AttachmentItem: item }),
    );
    await upload(text(session.answer, 'uploadUrl') ?? '', file, deps);
  }
  const { response } = await request(deps, 'POST', `${draft}/send`, undefined);
  return sent(response, 'draft');
}

/** Uploads in pieces. The address is a secret of its own: no token goes with it, and it may be on another host. */
async function upload(url: string, { bytes }: MailFile, { fetch, signal }: SendMailDeps): Promise<void> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw refusal(200, { error: { message: 'It named no https: address for the upload.' } });
  for (let start = 0; start < bytes.length; start += CHUNK) {
    const piece = bytes.slice(start, start + CHUNK);
    const response = await fetch(url, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${start}-${start + piece.length - 1}/${bytes.length}`,
      },
      body: piece,
      redirect: 'manual',
      signal,
    }).catch((cause: unknown) => unreachable(cause, new URL(url).origin, signal));
    if (!response.ok) throw refusal(response.status, parseJson(await response.text()));
  }
}

async function request(
  { fetch, graph, accessToken, signal }: SendMailDeps,
  method: 'POST',
  path: string,
  body: string | undefined,
) {
  const url = `${graph.replace(/\/$/, '')}/v1.0${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal,
  }).catch((cause: unknown) => unreachable(cause, url, signal));
  const json = parseJson(await response.text());
  if (!response.ok) throw refusal(response.status, json);
  return { response, answer: isObject(json) ? json : {} };
}

function unreachable(cause: unknown, url: string, signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new IdentityError(
    'mail.unreachable',
    { url, reason: cause instanceof Error ? cause.message : String(cause) },
    { cause },
  );
}

function refusal(status: number, json: unknown): IdentityError<'mail.refused'> {
  const error = isObject(json) ? child(json, 'error') : {};
  return new IdentityError('mail.refused', {
    status,
    code: text(error, 'code') ?? '',
    reason: text(error, 'message') ?? '',
  });
}

function sent(response: Response, way: MailSent['way']): MailSent {
  const requestId = response.headers.get('request-id');
  return { status: response.status, way, ...(requestId === null ? {} : { requestId }) };
}

function attachmentOf({ name, bytes }: MailFile): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name,
    contentBytes: toBase64(bytes),
  };
}

/** Standard base64 with padding (RFC 4648 §4). */
function toBase64(bytes: Uint8Array): string {
  const text = encodeBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
