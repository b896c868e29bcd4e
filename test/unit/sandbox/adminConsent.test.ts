import assert from 'node:assert/strict';
import { ADA, ALAN, browserOf, PAGES, signIn, startSandbox, type TestSandbox } from './testSandbox.ts';

describe('sandbox: admin consent endpoint', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => (sandbox = await startSandbox()));

  const open = async (name: string, more: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams({
      client_id: sandbox.application(name).clientId,
      ...{ redirect_uri: 'http://localhost:51234', state: 'xyz', ...more },
    });
    return await browserOf(sandbox).open(`${PAGES}/${sandbox.contoso}/v2.0/adminconsent?${query.toString()}`);
  };

  it('grants the registered permissions for everybody and comes back with admin_consent', async () => {
    const browser = await signIn(sandbox, await open('Contoso Admin Tool'), ADA);
    assert.match(browser.text(), /whole organization.*User\.ReadWrite\.All/);
    await browser.send('consent', { decision: 'accept' });
    const answer = browser.left?.searchParams;
    assert.deepEqual(
      [answer?.get('admin_consent'), answer?.get('tenant'), answer?.get('state')],
      ['True', sandbox.contoso, 'xyz'],
    );
    const alan = sandbox.sandbox.describe().users.find((each) => each.userPrincipalName === ALAN)!;
    const { status, body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: sandbox.application('Contoso Admin Tool').clientId,
      ...{ username: ALAN, password: alan.password, scope: 'User.ReadWrite.All' },
    });
    assert.equal(status, 200, JSON.stringify(body));
  });

  it('grants what scope names, and nothing when declined', async () => {
    const declined = await signIn(sandbox, await open('Contoso Admin Tool'), ADA);
    await declined.send('consent', { decision: 'cancel' });
    assert.equal(declined.left?.searchParams.get('error'), 'permission_denied');
    const browser = await signIn(
      sandbox,
      await open('Contoso Admin Tool', { scope: 'https://graph.microsoft.com/Directory.Read.All' }),
      ADA,
    );
    await browser.send('consent', { decision: 'accept' });
    assert.match(browser.left?.searchParams.get('scope') ?? '', /Directory\.Read\.All$/);
  });

  it('refuses people who are no administrators, and addresses nobody registered', async () => {
    const browser = await signIn(sandbox, await open('Contoso Admin Tool'), ALAN);
    assert.match(browser.text(), /AADSTS90093/);
    const elsewhere = await open('Contoso Admin Tool', { redirect_uri: 'https://evil.test' });
    assert.match(elsewhere.text(), /AADSTS50011/);
  });
});
