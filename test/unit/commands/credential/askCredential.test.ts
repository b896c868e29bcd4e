import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { askCredential } from '../../../../src/commands/credential/askCredential.ts';
import { IdentityError, type ErrorCode } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { credentialStore } from '../../../../src/core/oauth/credentialStore.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import { certificates } from '../../../../src/platform/node/certificates.ts';
import { createCertificate, type Certificate } from '../../../../src/sandbox/certificate.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const PASSPHRASE = 'correct horse battery staple';
const CERTIFICATE = 'Certificate with private key (PEM file)';
const FEDERATED = 'Federated token, without a secret';

describe('Add Client Credential', () => {
  let made: Certificate;
  before(async () => (made = await createCertificate('client')));

  const ask = async (answers: readonly Answer[], file?: string) => {
    const secrets = memorySecrets();
    const tokens = tokenStore(secrets, { now: () => 0 }, nobodyAsked);
    await tokens.add({
      ...{
        id: 'set',
        tenantId: 't',
        clientId: 'c',
        flow: 'f',
        scope: 's',
        obtainedAt: 0,
        tokenType: 'Bearer',
      },
      ...{ accessToken: 'at', subject: 'workload' },
    });
    return askCredential({
      prompt: scriptedPrompt(answers),
      translate: untranslated,
      workbench: recordingWorkbench(file === undefined ? {} : { file }),
      credentials: credentialStore(secrets, (count) => new Uint8Array(count), nobodyAsked),
      certificates,
      tokens,
      sandboxCredential: () => Promise.resolve(undefined),
    });
  };
  const refusing = (code: ErrorCode) => (error: unknown) => IdentityError.is(error, code);
  const keyAs = (type: 'pkcs1' | 'pkcs8', cipher?: string) =>
    createPrivateKey(made.privateKey)
      .export({ type, format: 'pem', ...(cipher === undefined ? {} : { cipher, passphrase: PASSPHRASE }) })
      .toString();

  for (const [what, key, answers] of [
    ['PKCS #8', () => keyAs('pkcs8'), []],
    ['PKCS #1 (BEGIN RSA PRIVATE KEY)', () => keyAs('pkcs1'), []],
    ['PKCS #8 with a passphrase', () => keyAs('pkcs8', 'aes-256-cbc'), [PASSPHRASE]],
    ['PKCS #1 with a passphrase', () => keyAs('pkcs1', 'aes-256-cbc'), [PASSPHRASE]],
  ] as const)
    it(`takes a certificate with its key as ${what}, and keeps the key without passphrase`, async () => {
      const value = await ask([CERTIFICATE, ...answers], made.certificate + key());
      assert.ok(value?.kind === 'certificate');
      assert.equal(value.privateKey.trim(), made.privateKey.trim());
      assert.equal(value.certificate?.trim(), made.certificate.trim());
    });

  it('says that a passphrase is wrong', async () => {
    for (const type of ['pkcs8', 'pkcs1'] as const)
      await assert.rejects(
        ask([CERTIFICATE, 'wrong'], made.certificate + keyAs(type, 'aes-256-cbc')),
        refusing('certificate.passphraseWrong'),
      );
  });

  it('says that a certificate comes without key, and a key without certificate', async () => {
    await assert.rejects(ask([CERTIFICATE], made.certificate), refusing('certificate.keyMissing'));
    await assert.rejects(ask([CERTIFICATE], made.privateKey), refusing('certificate.unreadable'));
    const damaged = made.privateKey.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA');
    await assert.rejects(ask([CERTIFICATE], made.certificate + damaged), refusing('certificate.keyMissing'));
  });

  for (const [what, answers, source] of [
    ['a file', ['From a file', '/run/token '], { kind: 'file', path: '/run/token' }],
    [
      'a variable',
      ['From an environment variable', 'ID_TOKEN'],
      { kind: 'environment', variable: 'ID_TOKEN' },
    ],
    ['another provider', ['From another provider', 'workload'], { kind: 'tokenSet', tokenId: 'set' }],
  ] as const)
    it(`takes a federated token from ${what}`, async () => {
      assert.deepEqual(await ask([FEDERATED, ...answers]), { kind: 'federated', source });
    });

  it('is dismissed at any question', async () => {
    for (const answers of [
      [undefined],
      [FEDERATED, undefined],
      [FEDERATED, 'From a file', undefined],
      [CERTIFICATE],
    ])
      assert.equal(await ask(answers), undefined);
  });
});
