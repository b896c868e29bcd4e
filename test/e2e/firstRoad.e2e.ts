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
});
