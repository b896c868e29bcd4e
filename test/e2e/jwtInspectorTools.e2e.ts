import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { encrypted } from '../unit/core/jwt/encrypt.ts';
import { accessV1App, accessV2, jws, RS256 } from '../unit/core/jwt/tokens.ts';
import { Workbench } from './workbench.ts';

const now = () => Math.floor(Date.now() / 1000);
const times = { iat: now() - 600, nbf: now() - 600, exp: now() + 3000 };

describe('what the inspector does with a token', () => {
  let workbench: Workbench;
  let scratch: string;
  let frame: Frame;
  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'identity-tools-'));
    await writeFile(path.join(scratch, 'tokens.txt'), `${jws(RS256, { ...accessV2, ...times })}\n`);
    workbench = await Workbench.open({ folder: scratch, settings: { 'identity.codeLens.enabled': false } });
    await workbench.openFile('tokens.txt');
    await workbench.hover(1, 5);
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Identity: Inspect Token');
    const body = workbench.webview().locator('body');
    await workbench.webview().locator('.summary').waitFor();
    const owner = await (await body.elementHandle()).ownerFrame();
    assert.ok(owner);
    frame = owner;
  });
  after(async () => {
    await workbench.close();
    await rm(scratch, { recursive: true, force: true });
  });

  /** Drops a token on the page, and opens all its sections once it is shown. */
  async function show(token: string, heading: string, mark: string): Promise<void> {
    await frame.evaluate<unknown>(
      `{ const dataTransfer = new DataTransfer(); dataTransfer.setData('text/plain', ${JSON.stringify(token)}); document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })); }`,
    );
    await frame.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await frame.locator('pre.token', { hasText: mark }).waitFor();
    await frame.evaluate<unknown>(
      `document.querySelectorAll('details').forEach((each) => { each.open = true; })`,
    );
  }
  /** The end of a token tells it from others. */
  const end = (token: string) => token.slice(-30);

  it('counts down on a line of its times, and says by itself that it has expired', async () => {
    const at = now();
    const token = jws(RS256, {
      ...accessV2,
      auth_time: at - 900,
      iat: at - 600,
      nbf: at - 300,
      exp: at + 20,
    });
    await show(token, 'Access token', end(token));
    assert.deepEqual(await frame.locator('ul.times .label').allInnerTexts(), [
      'Signed in auth_time',
      'Issued iat',
      'Valid from nbf',
      'Expires exp',
    ]);
    assert.equal(await frame.locator('.bar .moment').count(), 4);
    const badge = frame.locator('.summary .badge', { hasText: /^Expires in \d+ seconds?$/ });
    const before = await badge.innerText();
    await frame
      .locator('.summary .badge', { hasText: new RegExp(`^(?!${before}$)Expires in \\d+ second`) })
      .waitFor();
    await frame.locator('.summary .badge.invalid', { hasText: /^Expired/ }).waitFor({ timeout: 60_000 });
  });

  it('marks repeated names, keeps large integers, and shows the bytes of a claim', async () => {
    const token = jws(RS256, '{"sub":"ada","role":"first","role":"second","n":12345678901234567890}');
    await show(token, 'JWT', end(token));
    assert.match(await frame.locator('table.claims.payload tr', { hasText: 'repeated' }).innerText(), /role/);
    const raw = await frame.locator('pre.json').filter({ hasText: '"first"' }).first().innerText();
    assert.match(raw, /"role": "first",\s+"role": "second",\s+"n": 12345678901234567890/);
    await frame.locator('table.claims.payload tr', { hasText: 'ada' }).hover();
    const marked = await frame.locator('pre.token mark').innerText();
    assert.ok(token.includes(marked));
    assert.equal(await frame.locator('pre.token .part-payload mark').count(), 1);
  });

  it('brings v1 and v2 names together when it compares', async () => {
    const token = jws(RS256, { ...accessV1App, ...times });
    await show(token, 'Access token', end(token));
    await frame.locator('#compare-with').fill(jws(RS256, { ...accessV2, ...times, azp: accessV1App.appid }));
    const row = frame.locator('table.compare tr', { hasText: 'appid → azp' });
    await row.waitFor();
    assert.equal(await row.locator('[role=img]').getAttribute('aria-label'), 'Other name');
    assert.match((await row.getAttribute('class')) ?? '', /renamed/);
  });

  it('holds it against expectations rule by rule, and writes them as code in five languages', async () => {
    const token = jws(RS256, { ...accessV2, ...times });
    await show(token, 'Access token', end(token));
    const failed = frame.locator('ul.rules li', { hasText: '✕' });
    assert.equal(await frame.locator('ul.rules li').count(), 11);
    assert.equal(await failed.count(), 0);
    await frame.locator('#expect-audience').fill('api://another');
    await failed.first().waitFor();
    assert.match(await failed.innerText(), /Audience/);
    assert.equal(await failed.count(), 1);
    const language = frame.getByRole('combobox', { name: 'Language' });
    const code = frame.getByRole('region', { name: 'Code that validates tokens' });
    const languages = await language.locator('option').allInnerTexts();
    assert.equal(languages.length, 5);
    for (const [index, sign] of ['jose', 'import jwt', 'AddJwtBearer', 'nimbusds', 'go-oidc'].entries()) {
      await language.selectOption({ index });
      await code.filter({ hasText: sign }).waitFor();
      assert.match(await code.innerText(), /api:\/\/another/);
    }
    await workbench.screenshot('jwt-inspector-expect');
  });

  it('makes a test token that is marked as forged', async () => {
    const variant = frame.getByRole('combobox', { name: 'Variant' });
    await variant.selectOption({ label: 'Expired an hour ago' });
    await frame.getByRole('combobox', { name: 'Algorithm' }).selectOption('ES256');
    await frame.getByRole('button', { name: 'Make', exact: true }).click();
    await frame.getByRole('button', { name: 'Copy Key to Verify With' }).waitFor();
    await frame
      .getByRole('region', { name: 'Result' })
      .locator('xpath=..')
      .getByRole('button', { name: 'Inspect' })
      .click();
    await frame.locator('.findings', { hasText: 'Made by Identity Workbench for testing.' }).waitFor();
    await frame.locator('.summary .badge.invalid', { hasText: /^Expired/ }).waitFor();
  });

  it('decrypts RSA1_5, and warns that it is out of date', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = encrypted('{"sub":"inside"}', { alg: 'RSA1_5', enc: 'A128CBC-HS256', key: publicKey });
    await show(token, 'Encrypted token', end(token));
    await frame.locator('.findings .warning', { hasText: 'RSA1_5 is out of date.' }).waitFor();
    await frame.locator('#decrypt-key').fill(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    await frame.getByRole('button', { name: 'Decrypt', exact: true }).click();
    await frame.getByRole('region', { name: 'Result' }).filter({ hasText: 'inside' }).waitFor();
    await workbench.screenshot('jwt-inspector-decrypted');
  });
});
