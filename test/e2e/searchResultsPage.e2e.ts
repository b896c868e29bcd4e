import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { root } from '../../scripts/processes.mjs';
import type { ToSearchResults } from '../../src/protocol/searchResults.ts';

const ROWS = 100_000;
const dist = (file: string) => readFileSync(path.join(root, 'dist/webviews', file), 'utf8');

describe('the table of search results with a hundred thousand rows', () => {
  let browser: Browser;
  let page: Page;
  const tell = (message: ToSearchResults) =>
    page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  const said = () => page.evaluate<unknown>('said');

  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
    await page.setContent('<!DOCTYPE html><html><body><main id="app"></main></body></html>');
    await page.addStyleTag({ content: dist('searchResults.css') });
    await page.addScriptTag({
      content:
        'var said = []; function acquireVsCodeApi() { return { postMessage: (message) => said.push(message) }; }',
    });
    await page.addScriptTag({ content: dist('searchResults.js') });
    await tell({ type: 'start', title: '(objectClass=*)', messages: { Cancel: 'Stop it' } });
    await tell({ type: 'state', state: 'running', text: '0 entries' });
    for (let from = 0; from < ROWS; from += 10_000)
      await tell({
        type: 'rows',
        columns: ['cn', 'sn'],
        rows: Array.from({ length: 10_000 }, (_, at) => [
          `cn=${from + at}`,
          `<b>${from + at}</b>`,
          `${(from + at) % 7}`,
        ]),
      });
    await page.locator('.row').first().waitFor();
  });
  after(() => browser.close());

  it('holds only the rows in sight', async () => {
    const count = await page.locator('.row').count();
    assert.ok(count > 10 && count < 100, String(count));
    assert.equal(await page.locator('[role=grid]').getAttribute('aria-rowcount'), String(ROWS + 1));
    assert.equal(await page.locator('.row b').count(), 0, 'values are text');
  });

  it('can be cancelled while rows arrive, in the words of the host', async () => {
    await page.getByRole('button', { name: 'Stop it' }).click();
    assert.deepEqual(await said(), [{ type: 'ready' }, { type: 'cancel' }]);
    await tell({ type: 'state', state: 'done', text: `${ROWS} entries` });
    await page.getByRole('button', { name: 'Run Again' }).waitFor();
  });

  it('is walked by keys: to the end, back, a page, and into an entry', async () => {
    await page.locator('.table').focus();
    await page.keyboard.press('End');
    await page.getByText(`cn=${ROWS - 1}`, { exact: true }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+c');
    const messages = await said();
    assert.ok(Array.isArray(messages));
    assert.deepEqual(messages.slice(-2), [
      { type: 'open', row: 2 },
      { type: 'copyDn', row: 2 },
    ]);
  });

  it('filters and sorts what has arrived, and still opens the right entry', async () => {
    await page.locator('.filter').fill('cn=99999');
    await page.getByText('1 of 100000 rows').waitFor();
    await page.locator('.table').focus();
    await page.keyboard.press('Enter');
    const messages = await said();
    assert.ok(Array.isArray(messages));
    assert.deepEqual(messages.at(-1), { type: 'open', row: 99_999 });
    await page.locator('.filter').fill('');
    await page.getByRole('columnheader', { name: 'dn' }).click();
    await page.getByRole('columnheader', { name: 'dn' }).click();
    await page
      .locator('.row')
      .first()
      .getByText(`cn=${ROWS - 1}`, { exact: true })
      .waitFor();
    assert.equal(
      await page.getByRole('columnheader', { name: 'dn' }).getAttribute('aria-sort'),
      'descending',
    );
    mkdirSync(path.join(root, '.cache/screenshots'), { recursive: true });
    await page.screenshot({ path: path.join(root, '.cache/screenshots/search-results-many.png') });
  });
});
