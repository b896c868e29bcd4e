import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('app registrations', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.openIdentity();
    await workbench.onlyView('App Registrations');
  });
  after(() => workbench.close());
  const open = async (...labels: readonly (string | RegExp)[]) => {
    const view = await workbench.view('App Registrations');
    await workbench.expand(view, ...labels);
    return view;
  };
  /** Answers a modal question. */
  const answer = async (button: string) => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: button, exact: true }).click();
  };

  it('opens to its properties, with the age of secrets and the state of consent', async () => {
    const view = await open(/Contoso Nightly Job/, /^Client secrets/, /^API permissions/);
    await workbench.row(view, /expired .* days ago/).waitFor();
    await workbench.row(view, /User\.Read\.All.*granted/).waitFor();
    await workbench.screenshot('application-properties');
  });

  it('previews a change, makes it, and offers to undo it', async () => {
    await workbench
      .row(await workbench.view('App Registrations'), /Contoso Nightly Job/)
      .locator('.monaco-tl-twistie')
      .click();
    const view = await open(/Contoso Web/);
    const row = workbench.row(view, /^Redirect URIs/);
    await row.hover();
    await row.getByRole('button', { name: 'Add Redirect URI' }).click();
    await workbench.pick('Web');
    await workbench.type('https://shop.contoso.sandbox.test/cb');
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await workbench.screenshot('application-preview');
    await answer('Add');
    const told = await workbench.notification(/added to Contoso Web/);
    await workbench.screenshot('application-undo');
    await told.getByRole('button', { name: 'Undo' }).click();
  });

  it('says what is wrong with a redirect URI while it is typed', async () => {
    await workbench.runCommand('Identity: Add Redirect URI');
    await workbench.pick('Contoso Sandbox');
    await workbench.pick('Contoso Web');
    await workbench.pick('Web');
    await workbench.page.locator('.quick-input-widget input').first().fill('http://shop.test/cb#x');
    await workbench.page.getByText('A redirect URI has no fragment').waitFor();
    await workbench.screenshot('application-redirect-rule');
    await workbench.page.keyboard.press('Escape');
  });

  it('edits the manifest as a document and applies what changed', async () => {
    await workbench.runCommand('Identity: Edit App Registration Manifest');
    await workbench.pick('Contoso Sandbox');
    await workbench.pick('Contoso Single Page');
    await workbench.page.locator('.tab.active', { hasText: 'entra-application.json' }).waitFor();
    assert.match(await workbench.editorText(), /"signInAudience"/);
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.press('Control+h');
    await workbench.page.keyboard.insertText('Contoso Single Page');
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.insertText('Contoso Browser App');
    await workbench.page.keyboard.press('Control+Alt+Enter');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+s');
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await workbench.screenshot('application-manifest');
    await answer('Save');
    await workbench.notification(/Manifest saved/);
    const view = await workbench.view('App Registrations');
    await workbench
      .row(view, /Contoso Web/)
      .locator('.monaco-tl-twistie')
      .click();
    await workbench.row(view, /Contoso Browser App/).waitFor();
  });

  it('lists secrets and certificates of all tenants by expiry', async () => {
    await workbench.runCommand('Identity: Show Secrets and Certificates by Expiry');
    await workbench.page.getByRole('option', { name: /Contoso Nightly Job: Old secret/ }).waitFor();
    await workbench.screenshot('application-expiry');
    await workbench.page.keyboard.press('Escape');
  });
});
