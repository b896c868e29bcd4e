import { Workbench } from './workbench.ts';

describe('tenants', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.page.setViewportSize({ width: 1280, height: 1500 });
    await workbench.openIdentity();
    await workbench.expand(await workbench.onlyView('Tenants'), /^Contoso/);
  });
  after(() => workbench.close());

  const open = async (...labels: readonly (string | RegExp)[]) => {
    const view = await workbench.view('Tenants');
    await workbench.expand(view, ...labels);
    return view;
  };
  const fold = async (label: RegExp) => {
    const view = await workbench.view('Tenants');
    await workbench.row(view, label).locator('.monaco-tl-twistie').click();
  };
  const answer = async (button: string) => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: button, exact: true }).click();
  };

  it('tell what a tenant is: organization, domains, licences, and what takes a person', async () => {
    const view = await open(
      /^Overview/,
      /^Organization/,
      /^Domains/,
      /^Directory synchronization/,
      /^Licences/,
    );
    await workbench.row(view, /^corp\.contoso.*federated/).waitFor();
    await workbench.row(view, /^Needs OnPremDirectorySynchronization/).waitFor();
    await workbench.screenshot('tenant-overview');
    await fold(/^Overview/);
  });

  it('tell users with where they come from', async () => {
    const view = await open(/^Users/, /^Grace Hopper/, /^Details/, /^Azure roles/, /^Contoso Production/);
    await workbench.row(view, /^Immutable ID.*Z0UjAauJ780BI0VniavN7w==/).waitFor();
    await workbench.row(view, /^Contributor/).waitFor();
    await workbench.screenshot('tenant-users');
    await fold(/^Users/);
  });

  it('tell groups with the rule of dynamic ones', async () => {
    const view = await open(/^Groups/, /^Engineering Department/, /^Members/);
    await workbench.row(view, /^Dynamic rule/).waitFor();
    await workbench.row(view, /^Alan Turing/).waitFor();
    await workbench.screenshot('tenant-groups');
    await fold(/^Groups/);
  });

  it('tell applications, managed identities and devices', async () => {
    const view = await open(/^Managed identities/, /^Devices/, /^Enterprise applications/);
    await workbench.row(view, /^FIN-PC-07.*hybrid joined/).waitFor();
    await workbench.screenshot('tenant-applications-devices');
    await fold(/^Enterprise applications/);
    await fold(/^Managed identities/);
    await fold(/^Devices/);
  });

  it('tell roles with who may activate them', async () => {
    const view = await open(
      /^Roles/,
      /^Roles you may activate/,
      /^Eligible assignments/,
      /^Active assignments/,
    );
    await workbench.row(view, /^Application Administrator.*Alan Turing/).waitFor();
    await workbench.row(view, /^Works only with a person/).waitFor();
    await workbench.screenshot('tenant-roles');
    await fold(/^Roles,?/);
  });

  it('read Conditional Access in plain words, with advice', async () => {
    const view = await open(/^Conditional Access/, /^Policies/, /^Only from countries/, /^Named locations/);
    await workbench.row(view, /^It blocks everybody from everything/).waitFor();
    await workbench.screenshot('tenant-conditional-access');
    await fold(/^Only from countries/);
    await open(/^Advice/);
    await workbench.row(view, /^No policy blocks the device code flow/).waitFor();
    await workbench.screenshot('tenant-conditional-access-advice');
    await workbench.chooseFromMenu(workbench.row(view, /^Only from countries/), /Change State/);
    await workbench.pick(/^On$/);
    await workbench.page.locator('.monaco-dialog-box', { hasText: 'blocks everybody' }).waitFor();
    await workbench.screenshot('tenant-policy-preview');
    await answer('Cancel');
    await fold(/^Conditional Access/);
  });

  it('tell risks, guests, user flows', async () => {
    const view = await open(/^Identity Protection/, /^Risky users/, /^Risk detections/);
    await workbench.row(view, /^Katherine Johnson.*high/).waitFor();
    await open(/^Guests \(B2B\)/, /^Guests,?$/, /^Other organizations/);
    await open(/^External identities/, /^User flows \(External ID\)/, /^Identity providers/);
    await workbench.screenshot('tenant-risks-guests-customers');
    await fold(/^Identity Protection/);
    await fold(/^Guests \(B2B\)/);
    await fold(/^External identities/);
  });

  it('tell sign-ins and Azure role assignments', async () => {
    const view = await open(/^Logs/, /^Sign-ins/);
    await workbench.row(view, /^Identity Workbench.*succeeded/).waitFor();
    await workbench.screenshot('tenant-logs');
    await fold(/^Logs/);
    await open(/^Azure subscriptions/, /^Contoso Production/, /^Role assignments/);
    await workbench.row(view, /^Owner.*Ada Lovelace/).waitFor();
    await workbench.screenshot('tenant-azure');
    await fold(/^Azure subscriptions/);
  });

  it('are signed in to another way, chosen from a list, and tell what is missing with a way to get it', async () => {
    const view = await workbench.view('Tenants');
    await workbench.row(view, /^Sign-in/).click();
    await workbench.screenshot('tenant-sign-in-ways');
    await workbench.pick('Service principal with a secret');
    await workbench.pick('Contoso Nightly Job');
    await workbench.notification(/Signed in to Contoso Sandbox/);
    await workbench.row(view, /^Sign-in.*Service principal with a secret/).waitFor();
    await open(/^Devices/);
    await workbench.row(view, /^Needs Device\.Read\.All/).waitFor();
    await workbench.screenshot('tenant-missing-permission');
    await workbench.row(view, /^Needs Device\.Read\.All/).click();
    await workbench.page.getByRole('option', { name: /administrator consents/ }).waitFor();
    await workbench.screenshot('tenant-get-permission');
    await workbench.page.keyboard.press('Escape');
    await workbench.row(view, /^Sign-in/).click();
    await workbench.pick('Sandbox');
    await workbench.row(view, /^ADA-LAPTOP/).waitFor();
  });

  it('match an on-premises user by objectGUID', async () => {
    await workbench.runCommand('Identity: Match On-Premises User by Anchor');
    await workbench.type('01234567-89ab-cdef-0123-456789abcdef');
    await workbench.page.getByRole('option', { name: /Z0UjAauJ780BI0VniavN7w==/ }).waitFor();
    await workbench.screenshot('tenant-anchor');
    await workbench.pick('Find the cloud user');
    await workbench.pick('Contoso Sandbox');
    await workbench.notification(/Grace Hopper .* is matched by this anchor/);
  });
});
