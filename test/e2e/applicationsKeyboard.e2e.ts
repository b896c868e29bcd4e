import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

const TENANT = 'Contoso Sandbox';

describe('an afternoon with app registrations, by keyboard alone', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { 'workbench.startupEditor': 'none' } });
    await command('Focus on App Registrations View');
  });
  after(() => workbench.close());

  const keys = () => workbench.page.keyboard;
  const quickInput = () => workbench.page.locator('.quick-input-widget:not([style*="display: none"])');
  const press = async (...names: readonly string[]) => {
    for (const name of names) await keys().press(name);
  };

  async function command(title: string): Promise<void> {
    for (let tries = 0; tries < 4 && !(await quickInput().isVisible()); tries++) {
      await press('F1');
      await quickInput()
        .waitFor({ timeout: 5000 })
        .catch(() => {});
    }
    await keys().insertText(title);
    await quickInput().getByRole('option', { name: title }).first().waitFor();
    await press('Enter');
  }
  /** Types a part of a choice until it is the first, and takes it. */
  async function choose(title: string, label: string): Promise<void> {
    await quickInput().getByText(title, { exact: true }).first().waitFor();
    await keys().insertText(label);
    await quickInput().getByRole('option', { name: label }).first().waitFor();
    await press('Enter');
  }
  /** Marks choices among many, and accepts. */
  async function mark(title: string, ...labels: readonly string[]): Promise<void> {
    await quickInput().getByText(title, { exact: true }).first().waitFor();
    for (const label of labels) {
      await press('Control+A');
      await keys().insertText(label);
      await quickInput().getByRole('option', { name: label }).first().waitFor();
      await press('ArrowDown', 'Space');
    }
    await press('Enter');
  }
  async function type(title: string, text: string): Promise<void> {
    await quickInput().getByText(title, { exact: true }).first().waitFor();
    await press('Control+A');
    await keys().insertText(text);
    await press('Enter');
  }
  /** Looks at what a change sends, and makes it. */
  async function accept(told: RegExp): Promise<void> {
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await press('Enter');
    await workbench.notification(told);
    await command('Notifications: Clear All Notifications');
  }

  it('creates an API with a scope and an app role', async () => {
    await command('Identity: Create App Registration');
    await choose('Tenant', TENANT);
    await choose('Create App Registration', 'Web API');
    await type('Name', 'Orders');
    await accept(/Orders created/);
    await command('Identity: Expose Scope');
    await choose('Tenant', TENANT);
    await choose('Application', 'Orders');
    await type('Scope of Orders', 'Orders.Read');
    await choose('Who May Consent', 'Users and administrators');
    await type('What Orders.Read Allows', 'Read orders');
    await accept(/Orders\.Read added/);
    await command('Identity: Add App Role');
    await choose('Tenant', TENANT);
    await choose('Application', 'Orders');
    await type('App Role of Orders', 'Orders.Approve');
    await choose('Who May Hold the Role', 'Both');
    await type('What Orders.Approve Allows', 'Approve orders');
    await accept(/Orders\.Approve added/);
  });

  it('pre-authorizes a client, assigns the role and asks for a claim', async () => {
    await command('Identity: Pre-authorize Client');
    await choose('Tenant', TENANT);
    await choose('Application', 'Orders');
    await choose('Client to Authorize for Orders', 'Azure CLI');
    await mark('Scopes of Azure CLI', 'Orders.Read');
    await accept(/Scopes of Azure CLI changed/);
    await command('Identity: Assign App Role');
    await choose('Tenant', TENANT);
    await choose('Application', 'Orders');
    await choose('Role on Orders', 'Orders.Approve');
    await choose('Who Shall Hold the Role', 'Ada Lovelace');
    await accept(/Ada Lovelace holds Orders\.Approve/);
    await command('Identity: Add Optional Claim');
    await choose('Tenant', TENANT);
    await choose('Application', 'Orders');
    await choose('New Optional Claim of Orders', 'Access token');
    await workbench.screenshot('application-optional-claim');
    await choose('Claim', 'login_hint');
    await accept(/has the claim login_hint/);
  });

  it('finds it while its name is typed, and walks its tree by arrows', async () => {
    await command('Identity: Search App Registrations');
    await quickInput().getByText('Search App Registrations').first().waitFor();
    await keys().insertText('orders');
    const view = await workbench.view('App Registrations');
    const row = view.getByRole('treeitem', { name: /^Orders/ }).first();
    await row.waitFor();
    await workbench.screenshot('applications-search');
    await press('Enter');
    await command('Focus on App Registrations View');
    await press('Home', 'ArrowDown', 'ArrowRight');
    await view.getByRole('treeitem', { name: /^Client ID/ }).waitFor();
    await press('ArrowDown', 'ArrowDown', 'ArrowRight');
    await view.getByRole('treeitem', { name: /^Front-channel logout URL/ }).waitFor();
    await workbench.screenshot('application-settings');
    await press('ArrowLeft');
    // From the last group upwards, so that what opens pushes nothing out of the way.
    for (const group of ['Tags', 'Owners', 'Optional claims', 'Role assignments', 'App roles'])
      await openGroup(group);
    for (const group of ['Pre-authorized clients', 'Exposed scopes']) await openGroup(group);
    await view.getByRole('treeitem', { name: /^Azure CLI/ }).waitFor();
    await workbench.screenshot('application-branches');
    await command('Identity: Show All App Registrations');
  });

  /** Goes to a row by typing the beginning of its label, as trees find it, and opens it. */
  async function openGroup(label: string): Promise<void> {
    const row = (await workbench.view('App Registrations')).getByRole('treeitem', {
      name: new RegExp(`^${label}`),
    });
    for (
      let tries = 0;
      tries < 40 && (await row.getAttribute('aria-expanded').catch(() => null)) !== 'true';
      tries++
    ) {
      const names = await row.getAttribute('class').catch(() => null);
      const focused = names?.includes('focused') === true;
      await press(focused ? 'ArrowRight' : tries < 20 ? 'ArrowDown' : 'ArrowUp');
    }
  }

  it('edits the manifest, sees what differs and saves it', async () => {
    await command('Identity: Edit App Registration Manifest');
    await choose('Tenant', TENANT);
    await choose('Application', 'Orders');
    await workbench.page.locator('.tab.active', { hasText: 'entra-application.json' }).waitFor();
    await press('Control+Home', 'Control+h');
    await keys().insertText('"displayName": "Orders"');
    await press('Tab');
    await keys().insertText('"notes": "kept by the team", "displayName": "Order Desk"');
    await press('Control+Alt+Enter', 'Escape');
    await press('Control+s');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('displayName').waitFor();
    await workbench.screenshot('application-manifest-diff');
    await accept(/Manifest saved/);
  });

  it('is told what is wrong with a manifest, and keeps the text', async () => {
    await press('Control+Home', 'Control+h');
    await keys().insertText('"signInAudience": "AzureADMyOrg"');
    await press('Tab');
    await keys().insertText('"signInAudience": "Everybody"');
    await press('Control+Alt+Enter', 'Escape');
    await press('F8');
    await workbench.page.getByText('Value is not accepted').first().waitFor();
    await workbench.screenshot('application-manifest-warning');
    await press('Escape', 'Control+s');
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await press('Enter');
    await workbench.notification(/Microsoft Graph did not accept|Failed to save/);
    await workbench.screenshot('application-manifest-refused');
    assert.match(await workbench.editorText(), /"Everybody"/);
    await command('Notifications: Clear All Notifications');
    await command('Identity: Compare Manifest with Tenant');
    await choose('Tenant', TENANT);
    await choose('Application', 'Order Desk');
    await workbench.page.locator('.monaco-diff-editor').waitFor();
    await workbench.screenshot('application-manifest-compare');
    await command('View: Revert and Close Editor');
  });

  it('deletes it by its name, and brings it back', async () => {
    await command('Identity: Delete App Registration…');
    await choose('Tenant', TENANT);
    await choose('Application', 'Order Desk');
    await type('Delete the app registration Order Desk', 'Order Desk');
    await workbench.notification(/Order Desk deleted/);
    await command('Notifications: Clear All Notifications');
    await command('Identity: Restore App Registration');
    await choose('Tenant', TENANT);
    await choose('Deleted App Registrations', 'Order Desk');
    await accept(/Order Desk restored/);
  });
});
