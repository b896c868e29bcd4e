import { FormBrowser } from '../../unit/sandbox/formBrowser.ts';

/** Enters a device's code on the sandbox's page, signs in as Ada and consents where it is asked for. */
export async function walkDevicePage(uri: string, userCode: string): Promise<void> {
  const browser = await new FormBrowser().open(uri);
  await browser.send('code', { user_code: userCode });
  await browser.send('account', { username: 'ada@contoso.sandbox.test' });
  await browser.send('password');
  for (const step of ['confirm', 'consent']) {
    if (browser.text().includes('You are signed in')) return;
    await browser.send(step, { decision: 'accept' });
  }
  if (!browser.text().includes('You are signed in')) throw new Error(browser.text());
}
