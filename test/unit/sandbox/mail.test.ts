import assert from 'node:assert/strict';
import { IdentityError } from '../../../src/core/errors.ts';
import { isObject, list, text } from '../../../src/core/json.ts';
import { readMail } from '../../../src/core/mail/message.ts';
import { sendMail, type MailFile } from '../../../src/core/mail/sendMail.ts';
import type { Fetch } from '../../../src/core/ports.ts';
import { ADA, startSandbox, type TestSandbox } from './testSandbox.ts';

const { signal } = new AbortController();

describe('mail of the sandbox (Graph sendMail)', () => {
  let sandbox: TestSandbox;
  let app: string;
  let person: string;
  const requests: string[] = [];
  const fetch: Fetch = (url, init) => {
    requests.push(`${init?.method ?? 'GET'} ${new URL(url).pathname.replace(/[0-9a-f]{32}/g, '*')}`);
    return sandbox.sandbox.fetch(new Request(url, init));
  };
  const token = (kind: 'user' | 'app', claims: Readonly<Record<string, unknown>>) =>
    sandbox.sandbox.control.forge({
      ...{ kind, version: 1, variant: 'good' },
      claims: { aud: 'https://graph.microsoft.com', ...claims },
    });
  before(async () => {
    sandbox = await startSandbox();
    app = await token('app', { roles: ['Mail.Send', 'Mail.ReadWrite', 'Mail.Read'] });
    person = await token('user', { scp: 'Mail.Send Mail.Read' });
  });
  const graph = () => sandbox.sandbox.describe().graph;
  const mail = (from: string, more: object = {}) =>
    readMail(
      JSON.stringify({
        from,
        message: {
          subject: 'Hi',
          body: { contentType: 'Text', content: 'x' },
          toRecipients: [{ emailAddress: { address: ADA } }],
        },
        ...more,
      }),
    );
  const send = (accessToken: string, from: string, files: readonly MailFile[] = []) =>
    sendMail(mail(from), files, { fetch, graph: graph(), accessToken, signal });
  /** The messages of a folder, newest first. */
  const messages = async (accessToken: string, path: string) => {
    const response = await fetch(`${graph()}/v1.0${path}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const body: unknown = await response.json();
    assert.ok(isObject(body));
    return list(body, 'value').filter(isObject);
  };
  const refused = (status: number, code: string) => (error: unknown) =>
    IdentityError.is(error, 'mail.refused') && error.data.status === status && error.data.code === code;

  it('is accepted with 202 and nothing else, and stands in the mailbox of who gets it', async () => {
    const { status, way, requestId } = await send(app, ADA);
    assert.deepEqual([status, way], [202, 'sendMail']);
    assert.ok(requestId);
    const value = await messages(app, `/users/${ADA}/mailFolders/inbox/messages`);
    assert.equal(value[0]!['subject'], 'Hi');
    assert.equal(value[0]!['parentFolderId'], 'inbox');
  });

  it('refuses what lacks a permission, /me for an application, and another mailbox for a person', async () => {
    await assert.rejects(
      send(await token('user', { scp: 'User.Read' }), 'me'),
      refused(403, 'Authorization_RequestDenied'),
    );
    await assert.rejects(send(app, 'me'), refused(400, 'Request_BadRequest'));
    const other = sandbox.sandbox
      .describe()
      .users.find(({ userPrincipalName }) => userPrincipalName !== ADA)!.userPrincipalName;
    await assert.rejects(send(person, other), refused(403, 'ErrorAccessDenied'));
    await assert.rejects(send(app, 'nobody@contoso.example'), refused(404, 'ErrorInvalidUser'));
  });

  it('uploads large attachments to a draft, piece by piece without the token, and sends that', async () => {
    requests.length = 0;
    const large = { name: 'large.bin', bytes: new Uint8Array(5 * 1024 * 1024) };
    const { status, way } = await send(app, ADA, [large, { name: 'small.txt', bytes: new Uint8Array(3) }]);
    assert.deepEqual([status, way], [202, 'draft']);
    assert.deepEqual(requests.map((each) => each.split(' ')[0]).join(' '), 'POST POST PUT PUT POST POST');
    const value = await messages(app, `/users/${ADA}/mailFolders/sentitems/messages`);
    assert.deepEqual(
      list(value[0]!, 'attachments').map((each) => (isObject(each) ? text(each, 'name') : '')),
      ['large.bin', 'small.txt'],
    );
  });

  it('refuses a body above 4 MB, and a piece that is not the next', async () => {
    const body = JSON.stringify({ message: { subject: 'x'.repeat(4_200_000) } });
    const headers = { authorization: `Bearer ${app}`, 'content-type': 'application/json' };
    assert.equal(
      (await fetch(`${graph()}/v1.0/users/${ADA}/sendMail`, { method: 'POST', headers, body })).status,
      413,
    );
    const put = await fetch(`${graph()}/v1.0/upload/unknown`, {
      method: 'PUT',
      headers: { 'content-range': 'bytes 0-0/1' },
      body: 'x',
    });
    assert.equal(put.status, 400);
  });

  it('is seen in the audit trail, its text masked', () => {
    const entry = sandbox.sandbox.control.audit().find(({ url }) => url.includes('/sendMail'));
    assert.equal(entry?.status, 202);
    assert.ok(!JSON.stringify(entry).includes('eyJ'));
  });
});
