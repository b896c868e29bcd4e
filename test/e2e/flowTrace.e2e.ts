import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('the flow trace', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.openIdentity();
  });
  after(() => workbench.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('zz-flow-failed');
  });

  it('draws client credentials with each message of it', async () => {
    await workbench.runCommand('Identity: Run OAuth Flow');
    await workbench.pick('Contoso Sandbox');
    await workbench.pick('Contoso Nightly Job');
    await workbench.screenshot('flow-choice-daemon');
    await workbench.pick('Client Credentials');
    await workbench.type('https://graph.microsoft.com/.default');
    const page = workbench.webview();
    await page.getByText('Succeeded').waitFor();
    await workbench.screenshot('flow-trace');
    await page.locator('.arrow').first().focus();
    for (let n = 0; n < 3; n++) await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await page.locator('.parts:not([hidden])').getByText('access_token').first().waitFor();
    await page.getByText('Inside access_token').click();
    await workbench.screenshot('flow-trace-parts');
    assert.doesNotMatch(await page.locator('body').innerText(), /eyJ[\w-]+\.eyJ/);
  });

  it('stays live while a person signs in, then offers the token', async () => {
    const applications = await workbench.view('App Registrations');
    const row = workbench.row(applications, /Contoso Desktop/);
    await row.hover();
    await row.getByRole('button', { name: 'Run OAuth Flow' }).click();
    await workbench.pick('Authorization Code with PKCE');
    const signIn = await workbench.openedPage(() =>
      workbench.type('openid profile offline_access User.Read'),
    );
    await workbench.screenshot('flow-trace-running');
    await signIn.locator('.accounts button').first().click();
    await signIn.getByRole('button', { name: 'Sign in' }).click();
    await signIn.getByText(/close this/i).waitFor();
    await signIn.close();
    const page = workbench.webview();
    await page.getByText('Succeeded').waitFor();
    await workbench.screenshot('flow-trace-code');
  });
});
