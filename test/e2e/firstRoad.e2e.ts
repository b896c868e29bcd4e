import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('the first road: from a click to an understood token', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.openIdentity();
  });
  after(() => workbench.close());

  it('has the sandbox tenants at once, with their documents', async () => {
    const tenants = await workbench.view('Tenants');
    await workbench.expand(tenants, /Contoso/);
    await workbench.screenshot('tenants');
    await workbench.row(tenants, /Discovery document/).click();
    await workbench.page.locator('.tab.active', { hasText: 'openid-configuration.json' }).waitFor();
    assert.match(await workbench.editorText(), /"token_endpoint"/);
    await workbench.screenshot('discovery-document');
  });

  it('lists the app registrations of the sandbox without a sign-in', async () => {
    const applications = await workbench.view('App Registrations');
    await workbench.row(applications, /Contoso/).waitFor();
    const rows = await workbench.rows(applications);
    assert.ok(rows.length > 5, rows.join('\n'));
    await workbench.screenshot('applications');
  });

  it('runs authorization code with PKCE in the browser, and explains the token', async () => {
    const applications = await workbench.view('App Registrations');
    const row = workbench.row(applications, /Contoso Desktop/);
    await row.hover();
    await row.getByRole('button', { name: 'Run OAuth Flow' }).click();
    assert.match(
      (await workbench.choices(/Authorization Code/)).join(),
      /Authorization Code with PKCE.*Client Credentials/s,
    );
    await workbench.screenshot('flow-picker');
    await workbench.pick('Authorization Code with PKCE');
    const signIn = await workbench.openedPage(() =>
      workbench.type('openid profile offline_access User.Read'),
    );
    await workbench.screenshot('sandbox-accounts', signIn);
    await signIn.locator('.accounts button').first().click();
    await signIn.getByRole('button', { name: 'Sign in' }).click();
    await signIn.getByText(/close this/i).waitFor();
    await workbench.screenshot('redirect-page', signIn);
    await signIn.close();
    await workbench.webview().getByRole('button', { name: 'Inspect Token' }).click();
    await workbench.webview().getByText('Audience').first().waitFor();
    await workbench.screenshot('inspector');
    const tokens = await workbench.view('Cached Tokens');
    await workbench.row(tokens, /min left|h .* left/).waitFor();
    await workbench.screenshot('cached-tokens');
  });

  it('keeps tokens over a reload, and refreshes them', async () => {
    await workbench.reload();
    await workbench.openIdentity();
    const tokens = await workbench.view('Cached Tokens');
    const token = workbench.row(tokens, /ada@/);
    await token.hover();
    await token.getByRole('button', { name: 'Refresh Token' }).click();
    await workbench.row(tokens, /ada@.* left/).waitFor();
  });

  it('decodes the token under the pointer', async () => {
    await workbench.openFile('requests.http');
    const lines = (await workbench.editorText()).split('\n');
    const line = lines.findIndex((text) => text.includes('eyJ'));
    const hover = await workbench.hover(line + 1, lines[line]!.indexOf('eyJ') + 40);
    assert.match(await hover.innerText(), /not verified/i);
    await workbench.screenshot('hover');
  });

  it('runs client credentials and device code from the palette', async () => {
    await workbench.runCommand('Identity: Run OAuth Flow');
    await workbench.pick('Contoso Sandbox');
    await workbench.screenshot('application-picker');
    await workbench.pick('Contoso Nightly Job');
    await workbench.pick('Client Credentials');
    await workbench.type('https://graph.microsoft.com/.default');
    const tokens = await workbench.view('Cached Tokens');
    await workbench.row(tokens, /Contoso Nightly Job/).waitFor();
  });

  it('says why a tenant cannot be added', async () => {
    await workbench.runCommand('Identity: Add Tenant');
    await workbench.type('not a tenant!');
    await workbench.notification(/neither a domain/);
    await workbench.screenshot('add-tenant-refused');
  });
});
