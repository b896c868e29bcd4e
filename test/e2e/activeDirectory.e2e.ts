import assert from 'node:assert/strict';
import {
  ADMINISTRATOR,
  ADMINISTRATOR_PASSWORD,
  DOMAIN,
  startSambaAd,
  type SambaAd,
} from '../servers/sambaAd.ts';
import { Workbench } from './workbench.ts';

describe('Active Directory as a person sees it', () => {
  let workbench: Workbench;
  let samba: SambaAd;
  before(async () => {
    samba = await startSambaAd();
    await samba.tool('user', 'create', 'web', 'Passw0rd.of.the.web');
    await samba.tool('spn', 'add', 'HTTP/web.ad.example.test', 'web');
    await samba.tool('group', 'addmembers', 'Server Operators', 'web');
    await samba.tool('user', 'create', 'MSOL_0123456789ab', 'Passw0rd.of.the.sync');
    const grant = (dn: string, sddl: string) =>
      samba.tool('dsacl', 'set', `--objectdn=${dn}`, '--action=allow', `--sddl=${sddl}`);
    // Set the password, and add keys; then: change permissions.
    await grant(`CN=Users,${DOMAIN}`, '(OA;CI;CR;00299570-246d-11d0-a768-00aa006e0529;;BU)');
    await grant(`CN=web,CN=Users,${DOMAIN}`, '(OA;;WP;5b47d60f-6090-40b2-9f37-2a4de88f3063;;AU)');
    await grant(`CN=web,CN=Users,${DOMAIN}`, '(A;;WD;;;RD)');
    await samba.addTrust({ partner: 'partner.test', flatName: 'PARTNER', direction: 3, attributes: 8 });
    const connection = {
      ...{ id: 'ad', name: 'Example AD', url: samba.secureUrl, ca: samba.authority.file },
      ...{ bind: 'simple', user: ADMINISTRATOR, password: 'ask' },
    };
    workbench = await Workbench.open({ settings: { 'identity.directories': [connection] } });
    await workbench.openIdentity();
    await workbench.onlyView('Directories');
  });
  after(async () => {
    await workbench.close();
    await samba.stop();
  });

  it('has a readable branch for everything a domain controller knows', async () => {
    const view = await workbench.view('Directories');
    await workbench.row(view, /^Example AD/).click();
    await workbench.type(ADMINISTRATOR_PASSWORD);
    await workbench.row(view, /^Root DSE/).waitFor();
    await workbench.expand(view, /^Active Directory/);
    await workbench.row(view, /^Forest and domains/).waitFor();
    await workbench.screenshot('ad-branches');
    await workbench.expand(view, /^FSMO roles/);
    await workbench.row(view, /^PDC emulator, DC1/).waitFor();
    await workbench.expand(view, /^Trusts/, /^partner\.test/);
    await workbench.row(view, /^Reaches/).waitFor();
    await workbench.screenshot('ad-trusts');
  });

  it('explains an account', async () => {
    await workbench.runCommand('Identity: Explain Account');
    await workbench.pick('Example AD');
    await workbench.type(`CN=web,CN=Users,${DOMAIN}`);
    const page = workbench.webview();
    await page.getByText('Kerberoasting').waitFor();
    await workbench.screenshot('ad-account');
  });

  it('shows the groups of an account, and what a token carries', async () => {
    await workbench.runCommand('Identity: Show Effective Groups');
    await workbench.pick('Example AD');
    await workbench.type(`CN=Administrator,CN=Users,${DOMAIN}`);
    await workbench.webview().getByText('primary group').waitFor();
    await workbench.screenshot('ad-groups');
  });

  it('shows who may do what to an entry, what is to look at first', async () => {
    await workbench.runCommand('Identity: Who May Do What');
    await workbench.pick('Example AD');
    await workbench.type(`CN=web,CN=Users,${DOMAIN}`);
    await workbench.webview().getByText('inherited from Users').first().waitFor();
    await workbench.screenshot('ad-permissions');
    await workbench.webview().getByText('Only for what is below').scrollIntoViewIfNeeded();
    await workbench.screenshot('ad-permissions-entries');
  });

  it('shows who can replicate the domain', async () => {
    await workbench.runCommand('Identity: Check Directory Synchronization');
    await workbench.pick('Example AD');
    await workbench.webview().getByText('It cannot synchronize password hashes').waitFor();
    await workbench.screenshot('ad-synchronization');
  });

  it('tells permissions line by line in the document of an entry', async () => {
    await workbench.runCommand('Identity: Open Entry');
    await workbench.pick('Example AD');
    await workbench.type(`CN=web,CN=Users,${DOMAIN}`);
    await workbench.page.getByText('nTSecurityDescriptor: owner Domain Admins').first().waitFor();
    await workbench.screenshot('ad-entry');
  });

  it('matches a user with a tenant', async () => {
    await workbench.runCommand('Identity: Match User with Tenant…');
    await workbench.pick('Example AD');
    await workbench.type(`CN=web,CN=Users,${DOMAIN}`);
    await workbench.pick('Contoso Sandbox');
    await workbench.webview().getByText('On-premises only').waitFor();
    await workbench.screenshot('ad-match');
  });

  it('draws the forest', async () => {
    await workbench.runCommand('Identity: Open Forest Diagram');
    await workbench.pick('Example AD');
    await workbench.pick('Mermaid');
    await workbench.page.getByText('flowchart LR').first().waitFor();
    assert.match(await workbench.editorText(), /partner\.test/);
    await workbench.screenshot('ad-forest');
  });
});
