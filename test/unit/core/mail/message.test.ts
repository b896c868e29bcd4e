import assert from 'node:assert/strict';
import { IdentityError } from '../../../../src/core/errors.ts';
import { exchangeScopeScript } from '../../../../src/core/mail/exchangeScope.ts';
import { fileAddress, isBeside, newMail, readMail } from '../../../../src/core/mail/message.ts';

const good = {
  from: 'me',
  message: {
    subject: 's',
    body: { contentType: 'Text', content: 'c' },
    toRecipients: [{ emailAddress: { address: 'a@b.example' } }],
  },
};
const attachment = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: 'YQ==' };
const withMessage = (more: object) => ({ ...good, message: { ...good.message, ...more } });

describe('message documents', () => {
  it('are read with their defaults', () => {
    const { from, saveToSentItems, files, tenant } = readMail(JSON.stringify({ ...good, tenant: '' }));
    assert.deepEqual([from, saveToSentItems, files, tenant], ['me', true, [], undefined]);
    assert.doesNotThrow(() => readMail(JSON.stringify(withMessage({ attachments: [attachment] }))));
  });

  it('refuse comments, as the guide has them', () => {
    assert.throws(() => readMail('{\n  // Add other optional fields\n}'), { code: 'mail.notJson' });
  });

  const broken: readonly (readonly [path: string, document: unknown])[] = [
    ['$', []],
    ['message', { from: 'me' }],
    ['message.toRecipients', withMessage({ toRecipients: [] })],
    ['message.toRecipients[0].emailAddress.address', withMessage({ toRecipients: ['a@b.example'] })],
    ['message.ccRecipients', withMessage({ ccRecipients: { emailAddress: { address: 'a@b.example' } } })],
    ['message.body.contentType', withMessage({ body: { contentType: 'text/plain', content: '' } })],
    ['message.body.content', withMessage({ body: { contentType: 'HTML' } })],
    ['message.attachments[0]["@odata.type"]', withMessage({ attachments: [{ name: 'a' }] })],
    [
      'message.attachments[0].contentBytes',
      withMessage({ attachments: [{ ...attachment, contentBytes: 'not base64!' }] }),
    ],
    ['from', { ...good, from: 'somebody' }],
    ['files[0]', { ...good, files: [''] }],
  ];
  for (const [path, document] of broken)
    it(`name what is wrong: ${path}`, () => {
      assert.throws(
        () => readMail(JSON.stringify(document)),
        (error: unknown) => {
          assert.ok(IdentityError.is(error, 'mail.invalid'));
          assert.equal(error.data.path, path);
          return true;
        },
      );
    });

  it('begin as a form that only lacks its recipient', () => {
    assert.throws(() => readMail(newMail({})), { code: 'mail.invalid' });
    assert.doesNotThrow(() => readMail(newMail({}).replace('"address": ""', '"address": "a@b.example"')));
  });

  it('tell files beside them from those elsewhere, however the way out is spelled', () => {
    const beside = (path: string) => isBeside(path, 'file:///w/mail/hello.mail.json');
    for (const path of ['a.pdf', './a.pdf', 'sub/a b.pdf', 'sub/../a.pdf', 'file:///w/mail/a.pdf'])
      assert.ok(beside(path), path);
    for (const path of [
      ...['../a.pdf', '/etc/passwd', 'file:///home/ada/.ssh/id_rsa', 'sub/../../a', '%2e%2e/a', '..\\a'],
      ...['..%2fa', '..%5ca', '..%252fa', '//server/share/a', 'https://attacker.example/a', 'untitled:a'],
    ])
      assert.ok(!beside(path), path);
    assert.ok(!isBeside('..\\a', 'vscode-vfs://github/w/mail/hello.mail.json'));
  });

  it('keep ? and # in the names of files', () => {
    const { href } = fileAddress('offer #2?.pdf', 'file:///w/mail/hello.mail.json');
    assert.equal(href, 'file:///w/mail/offer%20%232%3F.pdf');
    assert.ok(isBeside('offer #2?.pdf', 'file:///w/mail/hello.mail.json'));
  });

  it('come with the script that limits an application in Exchange', () => {
    const script = exchangeScopeScript({ clientId: 'c1', name: "O'Brien", group: 'g@contoso.example' });
    for (const command of [
      'New-ServicePrincipal -AppId',
      'New-ManagementScope',
      "-Role 'Application Mail.Send'",
      'Test-ServicePrincipalAuthorization',
    ])
      assert.ok(script.includes(command), command);
    assert.ok(script.includes("'O''Brien'"));
  });

  it('come with a script that a name cannot leave: PowerShell takes typographic quotes as quotes', () => {
    const name = 'x\u2019; Remove-Item ~ #\u2018\u201a\u201b\nRemove-Item /';
    const script = exchangeScopeScript({ clientId: 'c1', name, group: 'g@contoso.example' });
    const outside = script
      .replace(/ -RecipientRestrictionFilter .*/, '')
      .replaceAll(/^#.*$/gm, '')
      .replaceAll(/'(?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*'/g, '');
    assert.doesNotMatch(outside, /Remove-Item/);
  });
});
