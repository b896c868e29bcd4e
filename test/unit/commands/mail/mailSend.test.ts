import assert from 'node:assert/strict';
import { mailCreate } from '../../../../src/commands/mail/mailCreate.ts';
import { mailScopeApplication } from '../../../../src/commands/mail/mailScopeApplication.ts';
import { mailSend } from '../../../../src/commands/mail/mailSend.ts';
import { tokenGetFor } from '../../../../src/commands/token/tokenGetFor.ts';
import { graph } from '../../../../src/core/entra/graph.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { credentialStore } from '../../../../src/core/oauth/credentialStore.ts';
import { flowHistory, type FlowRecord } from '../../../../src/core/oauth/flowRecord.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import { settingDefaults } from '../../../../src/manifest.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { sandboxNetwork, type SandboxNetwork } from '../../sandbox/sandboxNetwork.ts';
import { ADA, type TestSandbox } from '../../sandbox/testSandbox.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const URI = 'file:///w/hello.mail.json';

describe('mail and tokens for platforms', () => {
  let sandbox: TestSandbox;
  let tenant: Tenant;
  let network: SandboxNetwork['network'];
  before(async () => ({ sandbox, network, tenant } = await sandboxNetwork()));

  const bench = async (
    answers: readonly Answer[],
    document: object = {},
    claims?: Readonly<Record<string, unknown>>,
  ) => {
    const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
    const secrets = memorySecrets();
    const { clock } = sandbox;
    const tokens = tokenStore(secrets, clock, nobodyAsked);
    const mailer = sandbox.application('Contoso Mailer');
    if (claims !== undefined) {
      const accessToken = await sandbox.sandbox.control.forge({
        kind: 'scp' in claims ? 'user' : 'app',
        version: 1,
        variant: 'good',
        claims: { aud: 'https://graph.microsoft.com', ...claims },
      });
      const known = {
        tenantId: tenant.id,
        clientId: mailer.clientId,
        flow: 'test',
        scope: '',
        tokenType: 'Bearer',
      };
      const [obtainedAt, expiresAt] = [clock.now(), clock.now() + 3_600_000];
      await tokens.add({ id: 'cached', ...known, obtainedAt, expiresAt, accessToken });
    }
    const workbench = recordingWorkbench({ texts: { [URI]: JSON.stringify(document) } });
    const records: FlowRecord[] = [];
    const inspected: (string | undefined)[] = [];
    const deps = {
      ...{ clock, fetch: network, tokens, workbench, translate: untranslated },
      prompt: scriptedPrompt(answers),
      log: { trace() {}, debug() {}, info() {}, warn() {}, error() {}, show() {} },
      memory: { recall: () => undefined, remember: () => Promise.resolve() },
      credentials: credentialStore(secrets, random, nobodyAsked),
      history: () => Promise.resolve(flowHistory(clock)),
      tenants: {
        list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
        find: () => Promise.resolve(tenant),
        add: () => Promise.resolve(),
        changeSignIn: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        onDidChange: () => ({ dispose() {} }),
      },
      graph: (of: Tenant) =>
        graph(network, of.graph ?? '', () =>
          Promise.reject(new IdentityError('graph.signInNeeded', { tenant: of.name })),
        ),
      sandboxCredential: () => Promise.resolve(undefined),
      runFlow: () => assert.fail('a cached token would do'),
      redirects: () => assert.fail('no browser'),
      inspect: (token?: string) => Promise.resolve(void inspected.push(token)),
      showTrace: (record: FlowRecord) => Promise.resolve(void records.push(record)),
      certificates: {
        make: () => assert.fail('no certificate'),
        read: () => assert.fail('no certificate'),
        openKey: () => assert.fail('no certificate'),
      },
      setting: <Id extends keyof typeof settingDefaults>(id: Id) => settingDefaults[id],
    };
    return { deps, workbench, records, inspected, clientId: mailer.clientId };
  };
  const message = (from: string, more: object = {}) => ({
    tenant: tenant.id,
    from,
    message: {
      subject: 'Hello',
      body: { contentType: 'Text', content: 'from a test' },
      toRecipients: [{ emailAddress: { address: ADA } }],
    },
    ...more,
  });

  it('send as an application with a cached token, and keep the exchange as a trace', async () => {
    const { deps, records } = await bench(['Send', undefined], message(ADA), { roles: ['Mail.Send'] });
    const sent = await mailSend(deps)({ uri: URI });
    assert.deepEqual([sent?.status, sent?.way], [202, 'sendMail']);
    const [record] = records;
    const [entry] = record!.trace.entries;
    assert.deepEqual(
      [record!.state.state, entry!.label, entry!.response?.status],
      ['succeeded', 'Send mail', 202],
    );
    assert.ok(!JSON.stringify(record!.trace.entries).includes('from a test'));
  });

  it('ask before files from elsewhere on this machine go out', async () => {
    const document = message(ADA, { files: ['../../home/ada/.ssh/id_rsa'] });
    const question = 'Attach files from outside the folder of the message?';
    const refused = await bench([undefined], document, { roles: ['Mail.Send'] });
    assert.equal(await mailSend(refused.deps)({ uri: URI }), undefined);
    assert.deepEqual([refused.deps.prompt.asked, refused.records], [[question], []]);
    const allowed = await bench(['Attach', 'Send', undefined], document, { roles: ['Mail.Send'] });
    assert.equal((await mailSend(allowed.deps)({ uri: URI }))?.status, 202);
    const beside = await bench(['Send', undefined], message(ADA, { files: ['a.txt'] }), {
      roles: ['Mail.Send'],
    });
    assert.equal((await mailSend(beside.deps)({ uri: URI }))?.status, 202);
  });

  it('show who sends what to whom, and send nothing when that is declined', async () => {
    const whole = message(ADA, { files: ['plan.pdf'] });
    Object.assign(whole.message, {
      subject: 'Plan\u202e',
      bccRecipients: [{ emailAddress: { address: 'eve@contoso.example' } }],
      attachments: [
        { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.bin', contentBytes: 'AAECAw==' },
      ],
    });
    const declined = await bench([undefined], whole, { roles: ['Mail.Send'] });
    const details: string[] = [];
    const { prompt, workbench } = declined.deps;
    const deps = {
      ...declined.deps,
      workbench: { ...workbench, readBytes: () => Promise.resolve(new Uint8Array(123_456)) },
      prompt: {
        ...prompt,
        confirm: (question: string, detail: string, verb: string) => {
          details.push(detail);
          return prompt.confirm(question, detail, verb);
        },
      },
    };
    assert.equal(await mailSend(deps)({ uri: URI }), undefined);
    assert.deepEqual(prompt.asked, [`Send this message through ${tenant.name}?`]);
    assert.deepEqual(declined.records, []);
    assert.equal(
      details[0],
      [
        `From: ${ADA}`,
        `To: ${ADA}`,
        'Bcc: eve@contoso.example',
        'Subject: Plan\\u202e',
        'Attached:',
        'a.bin (4 B)',
        'plan.pdf (123 kB)',
      ].join('\n'),
    );
  });

  it('send as the signed-in user, and take no application token for that', async () => {
    const { deps } = await bench(['Send', undefined], message('me'), { scp: 'Mail.Send' });
    assert.equal((await mailSend(deps)({ uri: URI }))?.status, 202);
  });

  it('say what Graph refused, and keep the trace of it', async () => {
    const document = message('nobody@contoso.example');
    const { deps, records } = await bench(['Send'], document, { roles: ['Mail.Send'] });
    await assert.rejects(mailSend(deps)({ uri: URI }), { code: 'mail.refused' });
    assert.equal(records[0]!.state.state, 'failed');
  });

  it('send nothing of a document that is not whole', async () => {
    const { deps } = await bench([], { message: {} });
    await assert.rejects(mailSend(deps)({ uri: URI }), { code: 'mail.invalid' });
    await assert.rejects(mailSend(deps)(), { code: 'mail.noDocument' });
  });

  it('begin a message as a named document', async () => {
    const { deps, workbench } = await bench([]);
    await mailCreate(deps)({ tenant: 't', clientId: 'c' });
    assert.match(workbench.done[0]!, /^named message\.mail\.json \{\n {2}"tenant": "t"/);
  });

  it('write the Exchange script for an application', async () => {
    const { deps, workbench, clientId } = await bench([]);
    const script = await mailScopeApplication(deps)({
      tenant: tenant.id,
      clientId,
      group: 'g@contoso.example',
    });
    assert.ok(script?.includes(clientId));
    assert.match(workbench.done[0]!, /^text powershell /);
  });

  it('get a token for a platform by its scope: for a terminal, in its environment only', async () => {
    const { deps, workbench, clientId } = await bench([], {}, { scp: 'User.Read' });
    const got = await tokenGetFor(deps)({ platform: 'graph', tenant: tenant.id, clientId, then: 'terminal' });
    assert.deepEqual(got, { tokenId: 'cached', scope: 'https://graph.microsoft.com/.default' });
    assert.match(workbench.done[0]!, /^terminal Microsoft Graph \{"GRAPH_TOKEN":"eyJ/);
    assert.equal(workbench.clipboardText, '');
  });

  it('get a token for a platform: as a request that never holds it', async () => {
    const { deps, workbench } = await bench(
      ['Microsoft Graph', tenant.name, 'Write an .http Request and Copy the Token', undefined],
      {},
      { scp: 'User.Read' },
    );
    await tokenGetFor(deps)();
    assert.match(
      workbench.done[0]!,
      /^text http [\s\S]*# @prompt token\nGET https:\/\/graph\.microsoft\.com\/v1\.0\/me\nAuthorization: Bearer \{\{token\}\}/,
    );
    assert.ok(!workbench.done[0]!.includes('eyJ'));
    assert.match(workbench.clipboardText, /^eyJ/);
    await assert.rejects(tokenGetFor(deps)({ platform: 'x' }), { code: 'platform.unknown' });
  });
});
