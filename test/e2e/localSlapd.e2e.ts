import type { Locator } from 'playwright-core';
import { Workbench } from './workbench.ts';

describe('a directory of one’s own', () => {
  let workbench: Workbench;
  let view: Locator;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.openIdentity();
    view = await workbench.onlyView('Directories');
  });
  after(() => workbench.close());

  const dialog = () => workbench.page.locator('.monaco-dialog-box');

  it('is OpenLDAP’s server of this machine, started by one command', async () => {
    await workbench.runCommand('Identity: Start Local slapd');
    await workbench.notification(/slapd runs at ldap:\/\/127\.0\.0\.1:\d+/);
    await workbench.row(view, /^Local slapd, running .* OpenLDAP/).waitFor();
    await workbench.row(view, /^OpenLDAP, made readable/).waitFor();
    await workbench.screenshot('slapd-running');
    await workbench.page.keyboard.press('Escape');
    await workbench.expand(view, /^dc=contoso,dc=sandbox,dc=test/, /^people/);
    await workbench.row(view, /^ada/).waitFor();
  });

  it('takes an LDIF file after telling what it would do', async () => {
    await workbench.openFile('contoso.ldif');
    await workbench.runCommand('Identity: Import LDIF…');
    await workbench.pick('Local slapd');
    await dialog()
      .getByText(/Entries to add: 5/)
      .first()
      .waitFor();
    await workbench.screenshot('ldif-import');
    await dialog().getByRole('button', { name: 'Import' }).click();
    await workbench.pick('Continue after errors');
    await workbench.notification(/Changes made: 0, refused: 5/);
    await workbench.screenshot('ldif-imported');
  });

  it('shows what was changed, and what takes it back', async () => {
    await workbench.runCommand('Identity: Show Changes Made in Directories');
    await workbench.page.locator('.tab.active', { hasText: 'changes.ldif' }).waitFor();
    await workbench.screenshot('directory-changes');
  });

  it('has its entries compared', async () => {
    await workbench.chooseFromMenu(workbench.row(view, /^ada/), /Compare Entry With/);
    await workbench.pick('Contoso Sandbox Directory');
    await workbench.pick('The entry of the same DN');
    await workbench.page.locator('.tab.active', { hasText: /ada/ }).waitFor();
    await workbench.page.locator('.editor.modified .view-line').first().waitFor();
    await workbench.screenshot('entries-compared');
  });

  it('has searches kept below it, which are run, renamed and deleted', async () => {
    await workbench.chooseFromMenu(workbench.row(view, /^Local slapd/), /New Search/);
    await workbench.page.locator('.tab.active', { hasText: /Untitled|^# Run/ }).waitFor();
    await workbench.runCommand('Identity: Save Search…');
    await workbench.type('Everybody');
    await workbench.page.locator('.tab.active', { hasText: 'Everybody.ldapsearch' }).waitFor();
    // The first is the sandbox's.
    const kept = view.getByRole('treeitem', { name: /^Saved Searches/ }).nth(1);
    await kept.click();
    await workbench.row(view, /^Everybody, \(objectClass=\*\)/).waitFor();
    await workbench.screenshot('saved-searches');
    await workbench.chooseFromMenu(workbench.row(view, /^Everybody/), /Run Search/);
    await workbench
      .webview()
      .getByText(/^\d+ entries/)
      .waitFor();
    await workbench.chooseFromMenu(workbench.row(view, /^Everybody/), /Rename Saved Search/);
    await workbench.type('All of them');
    await workbench.row(view, /^All of them/).waitFor();
    await workbench.chooseFromMenu(workbench.row(view, /^All of them/), /Delete Saved Search/);
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await workbench.row(view, /^All of them/).waitFor({ state: 'detached' });
  });

  it('is gone after it was stopped', async () => {
    await workbench.runCommand('Identity: Stop Local slapd');
    await dialog().getByRole('button', { name: 'Stop' }).click();
    await workbench.row(view, /^Local slapd/).waitFor({ state: 'detached' });
  });
});
