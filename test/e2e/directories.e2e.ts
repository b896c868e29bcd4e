import assert from 'node:assert/strict';
import { startSlapd, type Slapd } from '../servers/slapd.ts';
import { Workbench } from './workbench.ts';

/** A picture of one dot, as PNG. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe('directories', () => {
  let workbench: Workbench;
  let slapd: Slapd;
  before(async () => {
    slapd = await startSlapd();
    workbench = await Workbench.open();
    await workbench.openIdentity();
    await workbench.onlyView('Directories');
  });
  after(async () => {
    await workbench.close();
    await slapd.stop();
  });

  /** Types into the input box of that title, not into the one before it. */
  const answer = async (title: string, text: string) => {
    await workbench.page.locator('.quick-input-title', { hasText: title }).waitFor();
    await workbench.type(text);
  };

  it('have a sandbox that is connected to by one click, and browsed', async () => {
    const view = await workbench.view('Directories');
    await workbench.screenshot('directories-closed');
    await workbench.row(view, /Contoso Sandbox Directory/).click();
    await workbench.row(view, /dc=contoso,dc=sandbox,dc=test/).waitFor();
    await workbench.expand(view, /dc=contoso,dc=sandbox,dc=test/, /^people/);
    await workbench.row(view, /Ada Lovelace|^ada/).waitFor();
    await workbench.screenshot('directories-tree');
  });

  it('open an entry as LDIF', async () => {
    const view = await workbench.view('Directories');
    await workbench.row(view, /^ada/).click();
    await workbench.page.getByText('uid: ada').first().waitFor();
    await workbench.screenshot('directories-entry');
  });

  it('sort the children of an entry by the server', async () => {
    const view = await workbench.view('Directories');
    await workbench.chooseFromMenu(workbench.row(view, /^people/), /Sort Children/);
    await workbench.pick('Surname (sn)');
    await workbench.row(view, /^pat/).waitFor();
    await workbench.page.waitForTimeout(500);
    const names = (await workbench.rows(view)).flatMap((row) => /^(?:ada|grace|zoe)\b/.exec(row) ?? []);
    assert.deepEqual(names, ['zoe', 'grace', 'ada']);
    await workbench.screenshot('directories-sorted');
  });

  it('show a photo as an image', async () => {
    const view = await workbench.view('Directories');
    await workbench.row(view, /^ada/).click();
    await workbench.page.getByText('uid: ada').first().click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.type(`jpegPhoto:: ${DOT}`);
    await workbench.page.keyboard.press('Control+S');
    await workbench.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Save', exact: true })
      .click();
    await workbench.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    await workbench.chooseFromMenu(workbench.row(view, /^ada/), /Show Photo/);
    await workbench.page.locator('.tab.active', { hasText: 'ada.png' }).waitFor();
    await workbench.webview().locator('img').waitFor();
    await workbench.screenshot('directories-photo');
  });

  it('are added step by step, with the certificate shown before it is trusted', async () => {
    await workbench.runCommand('Identity: Add Directory…');
    await answer('Directory: Address', `127.0.0.1:${slapd.port}`);
    await workbench.page.getByText('TLS on the same port').waitFor();
    await workbench.screenshot('directories-wizard');
    await workbench.pick('StartTLS');
    await workbench.pick('User and password');
    await answer('Directory: User', 'uid=ada,ou=people,dc=example,dc=org');
    await answer('Directory: Password', 'everyone in the sample');
    await workbench.pick('Ask each time');
    await answer('Directory: Name', 'Example');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await workbench.screenshot('directories-trust');
    await dialog.getByRole('button', { name: 'Trust', exact: true }).click();
    const view = await workbench.view('Directories');
    await workbench.row(view, /Example.*127\.0\.0\.1/).waitFor();
    await workbench.expand(view, /dc=example,dc=org/);
    await workbench.row(view, /strange/).waitFor();
    await workbench.screenshot('directories-slapd');
  });

  it('are lost with their server, keep their rows, and come back when one is opened', async () => {
    const view = await workbench.view('Directories');
    await slapd.restart();
    await workbench.row(view, /^Example, lost, connects again when used/).waitFor();
    await workbench.row(view, /^strange/).waitFor();
    await workbench.screenshot('directories-lost');
    await workbench.expand(view, /^strange/);
    await workbench.row(view, /^Example, 127\.0\.0\.1/).waitFor();
  });
});
