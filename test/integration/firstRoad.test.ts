import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contoso } from '../../src/sandbox/directory/contoso.ts';
import { clientIdOf } from '../../src/sandbox/directory/buildApplication.ts';
import { commandPresence } from '../../src/manifest.ts';
import type { FlowSummary } from '../../src/core/oauth/flow.ts';

const CONTOSO = contoso.id;
const NIGHTLY_JOB = clientIdOf('contoso-daemon-secret');
const SCOPE = 'https://graph.microsoft.com/.default';

const request = { flow: 'clientCredentials', tenant: CONTOSO, clientId: NIGHTLY_JOB, scopes: [SCOPE] };
const run = (request: object) => vscode.commands.executeCommand<FlowSummary>('identity.flow.run', request);

describe('the commands', () => {
  it('are all registered', async () => {
    const registered = await vscode.commands.getCommands(true);
    for (const id of Object.keys(commandPresence)) assert.ok(registered.includes(id), id);
  });
});

describe('virtual documents', () => {
  it('show the discovery document and the signing keys of a tenant, read-only', async () => {
    const discovery = vscode.Uri.parse(`identity://discovery/Contoso/openid-configuration.json?${CONTOSO}`);
    assert.match(
      (await vscode.workspace.openTextDocument(discovery)).getText(),
      new RegExp(`"issuer": "[^"]+/${CONTOSO}/v2\\.0"`),
    );
    const keys = vscode.Uri.parse(`identity://keys/Contoso/jwks.json?${CONTOSO}`);
    assert.match((await vscode.workspace.openTextDocument(keys)).getText(), /"kty": "RSA"/);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(keys, new Uint8Array()));
  });

  it('say what to do when the tenant is unknown', async () => {
    await assert.rejects(
      async () => vscode.workspace.openTextDocument(vscode.Uri.parse('identity://keys/x/jwks.json?nobody')),
      /There is no tenant nobody/,
    );
  });
});

describe('identity.flow.run from code', () => {
  it('resolves to claims and never to raw tokens', async () => {
    const summary = await run(request);
    assert.equal(summary.accessTokenClaims?.['tid'], CONTOSO);
    assert.ok(summary.tokenId);
    assert.ok(!JSON.stringify(summary).includes('eyJ'));
  });

  it('reveals tokens when asked to', async () => {
    assert.match((await run({ ...request, reveal: true })).accessToken ?? '', /^eyJ/);
  });

  it('rejects with what happened and what to do', async () => {
    await assert.rejects(async () => run({ ...request, flow: 'no such flow' }), /no such flow/);
    await assert.rejects(async () => run({ ...request, tenant: 'nobody' }), /There is no tenant nobody/);
    await assert.rejects(
      async () => run({ ...request, scopes: ['https://nowhere.example/.default'] }),
      /AADSTS500011/,
    );
  });
});

describe('hover', () => {
  it('decodes a token where it stands, without a selection', async () => {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${encoded({ alg: 'none' })}.${encoded({ iss: 'https://idp.example.test', filler: 'x'.repeat(1500) })}.`;
    const document = await vscode.workspace.openTextDocument({
      language: 'plaintext',
      content: `Authorization: Bearer ${token}\n`,
    });
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 1200),
    );
    const text = hovers
      .flatMap(({ contents }) =>
        contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
      )
      .join('\n');
    assert.match(text, /idp\.example\.test/);
    assert.match(text, /none/);
  });
});
