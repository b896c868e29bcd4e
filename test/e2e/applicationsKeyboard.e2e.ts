import { Workbench } from './workbench.ts';

const TENANT = 'Contoso Sandbox';

describe('an afternoon with app registrations, by keyboard alone', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { 'workbench.startupEditor': 'none' } });
    await command('Focus on App Registrations View');
  });
  after(() => workbench.close());
  afterEach(() => press('Escape', 'Escape'));

  const keys = () => workbench.page.keyboard;
  const quickInput = () => workbench.page.locator('.quick-input-widget:not([style*="display: none"])');
  const press = async (...names: readonly string[]) => {
    for (const name of names) await keys().press(name);
  };

  /** Runs a command from the palette; a view that comes to the front meanwhile closes it, then again. */
  async function command(title: string): Promise<void> {
    await quickInput().waitFor({ state: 'hidden' });
    const option = quickInput().getByRole('option', { name: title }).first();
    for (let tries = 0; tries < 5; tries++) {
      await press('F1');
      await quickInput()
        .waitFor({ timeout: 3000 })
        .catch(() => {});
      await keys().insertText(title);
      const isOffered = await option.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (isOffered) return press('Enter');
      await press('Escape');
    }
    await option.waitFor();
  }
  /** Types a part of a choice until it is the first, and takes it. */
  async function choose(title: string, label: string): Promise<void> {
    await quickInput().getByText(title, { exact: true }).first().waitFor();
    await keys().insertText(label);
    await quickInput().getByRole('option', { name: label }).first().waitFor();
    await press('Enter');
  }
  /** Marks a choice among many, and accepts. */
  async function mark(title: string, label: string): Promise<void> {
    await quickInput().getByText(title, { exact: true }).first().waitFor();
    await keys().insertText(label);
    await quickInput().locator('.label-name', { hasText: label }).first().waitFor();
    // The first arrow leads from the text to the list, where the space bar marks.
    await press('ArrowDown', 'Space');
    await quickInput().getByText('1 Selected').waitFor();
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
