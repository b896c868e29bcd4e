import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('LDIF and searches', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.openIdentity();
  });
  after(() => workbench.close());

  it('checks LDIF, colours it, and tells values in words', async () => {
    await workbench.openFile('changes.ldif');
    const hover = await workbench.hover(15, 4);
    await hover.getByText('NORMAL_ACCOUNT').first().waitFor();
    assert.match(await hover.innerText(), /NORMAL_ACCOUNT \| DONT_EXPIRE_PASSWORD/);
    await workbench.screenshot('ldif-hover');
    await workbench.page.keyboard.press('Escape');
  });

  it('runs a search document and shows what it finds as a table', async () => {
    await workbench.openFile('people.ldapsearch');
    await workbench.page.locator('.codelens-decoration a', { hasText: /Run$/ }).first().click();
    const page = workbench.webview();
    await page.locator('.row').nth(3).waitFor({ timeout: 30_000 });
    await page.getByText(/^\d+ entries/).waitFor();
    await workbench.screenshot('search-results');
    await page.locator('.filter').fill('ada');
    await page.getByText(/of \d+ rows/).waitFor();
  });

  it('opens an entry of the table as LDIF, saves a change of it, and keeps what takes it back', async () => {
    const page = workbench.webview();
    await page.locator('.filter').fill('');
    await page.locator('.row').first().click();
    await page.locator('.table').focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.tab.active', { hasText: '.ldif' }).waitFor();
    const opened = await workbench.editorText();
    assert.match(opened, /^dn: /);
    await workbench.screenshot('entry-document');
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.type('description: Edited by a person\n');
    await workbench.page.keyboard.press('Control+S');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /add: description/);
    await workbench.screenshot('entry-save');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    // What the server keeps of the entry stands anew in its comments.
    const before = /^# modifyTimestamp.*$/m.exec(opened)?.[0] ?? assert.fail(opened);
    let now = opened;
    for (let tries = 0; tries < 20 && now.includes(before); tries += 1) {
      await workbench.page.waitForTimeout(200);
      now = await workbench.editorText();
    }
    assert.ok(!now.includes(before), now);
    assert.match(now, /^# modifyTimestamp/m);
    assert.match(now, /^description: Edited by a person$/m);
    await workbench.page.locator('.tab.active:not(.dirty)', { hasText: '.ldif' }).waitFor();
    await workbench.runCommand('Identity: Show LDIF that Takes Changes Back');
    await workbench.page.locator('.tab.active', { hasText: 'undo.ldif' }).waitFor();
    assert.match(await workbench.editorText(), /delete: description/);
    await workbench.screenshot('undo-ldif');
  });
});
