import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

const DEFAULT_SCOPE = 'https://graph.microsoft.com/.default';

describe('flows as a person sees them', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.openIdentity();
  });
  after(() => workbench.close());

  it('are chosen by the app registration, those that do not fit last with the reason', async () => {
    await workbench.runCommand('Identity: Run OAuth Flow');
    await workbench.pick('Contoso Sandbox');
    await workbench.pick('Contoso Nightly Job');
    await workbench.choices(/Client Credentials/);
    await workbench.page.getByText('It has no redirect URI').first().waitFor();
    await workbench.screenshot('flow-choice');
    await workbench.pick('Client Credentials');
    await workbench.type(DEFAULT_SCOPE);
  });

  it('are drawn, each message opening to its parts by keyboard', async () => {
    const page = workbench.webview();
    await page.getByText('Succeeded').waitFor();
    await workbench.screenshot('flow-trace');
    await page.locator('.arrow').first().focus();
    for (let n = 0; n < 3; n++) await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await page.locator('.parts:not([hidden])').getByText('access_token').first().waitFor();
    await page.getByText('Inside access_token').click();
    await page.getByRole('rowheader', { name: 'aud' }).waitFor();
    await workbench.screenshot('flow-trace-parts');
    assert.doesNotMatch(await page.locator('body').innerText(), /eyJ[\w-]+\.eyJ/);
    await workbench.page.keyboard.press('Tab');
  });

  it('send a message again when asked to', async () => {
    const page = workbench.webview();
    const messages = page.locator('.message:not(.expected .message)');
    const before = await messages.count();
    const request = page.locator('.arrow', { hasText: 'POST' }).first();
    await request.click();
    await page.getByRole('button', { name: 'Send Again' }).click();
    await messages.nth(before + 1).waitFor();
    await messages.nth(before).getByText('↻').waitFor();
    await workbench.screenshot('flow-trace-again');
    await request.click();
  });

  it('are copied as text that holds no secret', async () => {
    const page = workbench.webview();
    for (const [format, expected] of [
      ['curl', /^curl .*oauth2\/v2\.0\/token/ms],
      ['Mermaid', /^sequenceDiagram/],
      ['PlantUML', /^@startuml/],
    ] as const) {
      await page.getByRole('button', { name: `Copy as ${format}` }).click();
      await page.getByText('Copied.').waitFor();
      const copied = await workbench.copied(expected);
      assert.match(copied, expected);
      assert.doesNotMatch(copied, /eyJ[\w-]+\.eyJ/);
    }
  });

  it('are stopped when a refusal is foreseen, and explained when it comes', async () => {
    await workbench.runCommand('Identity: Run OAuth Flow');
    await workbench.pick('Contoso Sandbox');
    await workbench.pick('Contoso Nightly Job');
    await workbench.pick('Client Credentials');
    await workbench.type('User.Read');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('AADSTS').first().waitFor();
    await workbench.screenshot('flow-preflight');
    await dialog.getByRole('button', { name: 'Run Anyway' }).click();
    const page = workbench.webview();
    await page.getByText('Failed', { exact: true }).waitFor();
    await page
      .locator('.parts .failure')
      .getByText(/AADSTS\d+/)
      .first()
      .waitFor();
    await page.locator('header').getByRole('button', { name: 'Run Again' }).first().waitFor();
    assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
    await workbench.screenshot('flow-trace-failed');
  });

  it('are put together in a panel, and saved as a profile', async () => {
    await workbench.runCommand('Identity: Open Flow Panel');
    const page = workbench.webview();
    await page.getByLabel('Application', { exact: true }).selectOption({ label: 'Contoso Desktop' });
    await page.getByText('code_challenge').or(page.getByText('redirect_uri')).first().waitFor();
    await workbench.screenshot('flow-panel');
    await page.getByLabel('Application', { exact: true }).selectOption({ label: 'Contoso Nightly Job' });
    await page.getByRole('radio', { name: /Client Credentials/ }).check();
    await page.getByLabel('scope', { exact: true }).fill(DEFAULT_SCOPE);
    await workbench.screenshot('flow-panel-daemon');
    await page.getByRole('button', { name: 'Save as Profile' }).click();
    await workbench.type('Nightly');
    await workbench.pick('This workspace');
    await workbench.notification('The flow profile Nightly is saved');
    await workbench.runCommand('Identity: Run Flow Profile');
    await workbench.screenshot('flow-profiles');
    await workbench.pick('Nightly');
    await workbench.webview().getByText('Succeeded').waitFor();
  });

  it('run again by a key that VS Code leaves free', async () => {
    const expiry = workbench
      .webview()
      .getByText(/expires at/)
      .first();
    const before = await expiry.innerText();
    // Within the same second the new token would expire when the old one does.
    await workbench.page.waitForTimeout(1100);
    await workbench.page.keyboard.press('Control+K');
    await workbench.page.keyboard.press('Control+Alt+R');
    await expiry.filter({ hasNotText: before }).waitFor();
    await workbench.runCommand('Preferences: Open Default Keyboard Shortcuts (JSON)');
    await workbench.page.locator('.tab.active', { hasText: 'keybindings' }).waitFor();
    const bound = (await workbench.editorText()).match(
      /"key": "ctrl\+k ctrl\+alt\+r",\s*"command": "[^"]*"/g,
    );
    assert.equal(bound?.length, 1);
    assert.match(bound[0], /identity\.flow\.runAgain/);
  });

  it('have a reference diagram', async () => {
    await workbench.runCommand('Identity: Show Flow Diagram');
    await workbench.pick('Device Code');
    await workbench.pick('PlantUML');
    await workbench.page.locator('.tab.active', { hasText: '.puml' }).waitFor();
    assert.match(await workbench.editorText(), /@startuml[\s\S]*@enduml/);
  });

  // The last step: see docs/TESTING.md for what may become of webviews once its page is closed.
  it('stay live while a person signs in, then offer the token', async () => {
    const applications = await workbench.view('App Registrations');
    const row = workbench.row(applications, /Contoso Desktop/);
    await row.hover();
    await row.getByRole('button', { name: 'Run OAuth Flow' }).click();
    await workbench.pick('Authorization Code with PKCE');
    const signIn = await workbench.openedPage(() =>
      workbench.type('openid profile offline_access User.Read'),
    );
    const page = workbench.webview();
    await page.getByText('Sign in and consent').waitFor();
    await workbench.screenshot('flow-trace-running');
    await signIn.locator('.accounts button').first().click();
    await signIn.getByRole('button', { name: 'Sign in' }).click();
    await signIn.getByText(/close this/i).waitFor();
    await signIn.close();
    await page.getByText('Succeeded').waitFor();
    await page.getByText('id_token verified').waitFor();
    await workbench.screenshot('flow-trace-code');
    await page.getByRole('button', { name: 'Inspect Token' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'Token Inspector' }).waitFor();
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 1);
  });
});
