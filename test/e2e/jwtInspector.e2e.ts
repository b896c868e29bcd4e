import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame } from 'playwright-core';
import { RFC7797_DETACHED } from '../unit/core/jwt/tokens.ts';
import { ALIVE, hostileTokens } from './hostileTokens.ts';
import { kindsOfTokens } from './tokenKinds.ts';
import { Workbench } from './workbench.ts';

/** The links of a hover; no text of a token becomes another. */
const ACTIONS = ['Inspect', 'Verify', 'Copy Claims', 'Copy Redacted'];

const openAll = (frame: Frame) =>
  frame.evaluate<unknown>(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);

describe('tokens, as a person sees them', () => {
  let workbench: Workbench;
  let scratch: string;
  const kinds = Object.entries(kindsOfTokens);
  const hostile = Object.entries(hostileTokens);
  const asked: string[] = [];
  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'identity-tokens-'));
    const tokens = [...kinds.map(([, { token }]) => token), ...Object.values(hostileTokens)];
    const lines = tokens.map((token) => `Authorization: Bearer ${token}`);
    await writeFile(path.join(scratch, 'tokens.txt'), `${lines.join('\n')}\n`);
    workbench = await Workbench.open({ folder: scratch, settings: { 'identity.codeLens.enabled': false } });
    workbench.page.on('request', (request) => {
      if (request.url().includes('evil')) asked.push(request.url());
    });
    await workbench.openFile('tokens.txt');
  });
  after(async () => {
    await workbench.close();
    await rm(scratch, { recursive: true, force: true });
  });

  /** Opens the inspector on the token of a line and resolves to its page. */
  async function inspect(line: number): Promise<Frame> {
    // The inspector stands beside it and may have the focus.
    await workbench.page.locator('.tab', { hasText: 'tokens.txt' }).click();
    const hover = await workbench.hover(line, 60);
    await hover.getByRole('link', { name: 'Inspect' }).click();
    const body = workbench.webview().locator('body');
    await workbench.webview().locator('.summary, .findings, table').first().waitFor();
    const frame = await (await body.elementHandle()).ownerFrame();
    assert.ok(frame);
    return frame;
  }

  for (const [index, [kind, { name }]] of kinds.entries())
    it(`hover: ${kind}`, async () => {
      const hover = await workbench.hover(index + 1, 60);
      await workbench.screenshot(`jwt-hover-${kind}`);
      const text = await hover.innerText();
      assert.ok(text.startsWith(name), text);
      assert.match(text, /not verified|not decrypted/);
      await workbench.page.keyboard.press('Escape');
    });

  for (const [index, [place]] of hostile.entries())
    it(`hover: hostile text in ${place} stays text`, async () => {
      const hover = await workbench.hover(kinds.length + index + 1, 60);
      await hover.getByRole('link', { name: 'Inspect' }).waitFor();
      await workbench.screenshot(`jwt-hover-hostile-${place}`);
      assert.equal(await hover.locator(ALIVE).count(), 0);
      assert.equal(await hover.locator('h1, input').count(), 0);
      const links = await hover.locator('a').allInnerTexts();
      assert.deepEqual(
        links.filter((link) => !ACTIONS.includes(link)),
        [],
      );
      assert.doesNotMatch(await hover.innerText(), /[\u202e\u2066\0]/);
      await workbench.page.keyboard.press('Escape');
    });

  for (const [index, [kind, { name }]] of kinds.entries())
    it(`inspector: ${kind}`, async () => {
      const frame = await inspect(index + 1);
      await frame.getByRole('heading', { name, level: 1, exact: true }).waitFor();
      // As tall as the page, so that the picture shows all of it.
      await workbench.page.setViewportSize({ width: 1600, height: 2000 });
      await workbench.screenshot(`jwt-inspector-${kind}`);
      await workbench.page.setViewportSize(workbench.size);
    });

  it('inspector: in the room an editor has beside another', async () => {
    await inspect(1);
    await workbench.screenshot('jwt-inspector-narrow');
  });

  for (const [index, [place]] of hostile.entries())
    it(`inspector: hostile text in ${place} stays text`, async () => {
      const frame = await inspect(kinds.length + index + 1);
      await openAll(frame);
      await workbench.screenshot(`jwt-inspector-hostile-${place}`);
      const page = frame.locator('main');
      assert.equal(await page.locator(ALIVE).count(), 0);
      assert.equal(await page.locator('h1').count(), 1);
      assert.doesNotMatch(await page.innerText(), /[\u202e\u2066\0]/);
    });

  it('nothing of a token asked for anything on the network, or changed the page', async () => {
    assert.deepEqual(asked, []);
    assert.match(await workbench.page.title(), /code-server/);
  });

  it('inspector: every control is reached by keyboard, has a name, and works', async () => {
    const frame = await inspect(1);
    await openAll(frame);
    await frame.evaluate<unknown>(
      `document.body.tabIndex = -1; document.body.focus(); window.scrollTo(0, 0)`,
    );
    const tabbable = await frame.evaluate<number>(
      `[...document.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex="0"]')].filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0).map((each, n) => { each.dataset.walk = n; }).length`,
    );
    const reached = new Set<string>();
    for (let press = 0; press < tabbable; press++) {
      await workbench.page.keyboard.press('Tab');
      const at = await frame.evaluate<string>(`document.activeElement?.dataset.walk ?? ''`);
      if (at !== '') reached.add(at);
    }
    assert.equal(reached.size, tabbable);
    await frame.locator('summary', { hasText: 'Compare' }).focus();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('#compare:not([open])').waitFor();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('#compare-with').fill(kindsOfTokens.id.token);
    await frame.locator('table.compare').first().waitFor();
    await workbench.screenshot('jwt-inspector-compare');
  });

  it('inspector: has no fault that axe finds', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const schemes = ['dark', 'light'] as const;
    const views = schemes.flatMap((colorScheme) =>
      ['access', 'expired', 'encrypted'].map((wanted) => ({
        colorScheme,
        line: kinds.findIndex(([kind]) => kind === wanted) + 1,
      })),
    );
    for (const { colorScheme, line } of views) {
      await workbench.page.emulateMedia({ colorScheme });
      const frame = await inspect(line);
      await frame.locator(`body.vscode-${colorScheme}`).waitFor();
      await openAll(frame);
      await frame.evaluate<unknown>(`${axe}; undefined`);
      const faults = await frame.evaluate<readonly string[]>(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 120) + ' ' + failureSummary)))`,
      );
      assert.deepEqual(faults, []);
    }
  });
});

/** What stands on the page of an access token for a screen reader, in the order it is read. */
const READ_IN_ORDER = [
  'heading "Access token" [level=1]',
  'link "RFC 9068"',
  'group "Actions"',
  'button "Verify Signature"',
  'button "Copy Token"',
  'button "Copy Redacted"',
  'term: Issuer',
  'term: Audience',
  'term: Scopes',
  'heading "Lifetime" [level=2]',
  'heading "Token" [level=2]',
  'region "The token as written"',
  'heading "Claims 17" [level=2]',
  'columnheader "Meaning"',
  'rowheader "aud"',
  'rowheader "ver"',
  'heading "Header 3" [level=2]',
  'rowheader "kid"',
  'heading "As written" [level=2]',
  'heading "Tools" [level=2]',
  'textbox "Key to verify with"',
  'textbox "Issuer"',
  'button "Copy Code"',
  'textbox "Token to compare with"',
  'combobox "Algorithm"',
  'combobox "Variant"',
  'textbox "Text with a token"',
];

describe('the inspector for those who do not see it', () => {
  let workbench: Workbench;
  let scratch: string;
  let frame: Frame;
  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'identity-tokens-'));
    await writeFile(path.join(scratch, 'tokens.txt'), `${kindsOfTokens.access.token}\n${RFC7797_DETACHED}\n`);
    workbench = await Workbench.open({ folder: scratch, settings: { 'identity.codeLens.enabled': false } });
    await inspectLine(1);
  });
  after(async () => {
    await workbench.close();
    await rm(scratch, { recursive: true, force: true });
  });

  /** Opens the inspector by the palette, with the caret in the token of a line. */
  async function inspectLine(line: number): Promise<void> {
    if (line === 1) await workbench.openFile('tokens.txt');
    // The inspector stands beside it and may have the focus.
    else await workbench.page.locator('.tab', { hasText: 'tokens.txt' }).click();
    await workbench.hover(line, 5);
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Identity: Inspect Token');
    const body = workbench.webview().locator('body');
    await workbench.webview().locator('.summary').waitFor();
    const owner = await (await body.elementHandle()).ownerFrame();
    assert.ok(owner);
    frame = owner;
  }
  /** What the status region said since it was asked to listen. */
  const said = () => frame.evaluate<string>(`window.said.join('|')`);
  const hears = async (text: string) => {
    for (let wait = 0; wait < 100 && !(await said()).includes(text); wait++)
      await workbench.page.waitForTimeout(100);
    assert.match(await said(), new RegExp(text));
  };
  const listen = () =>
    frame.evaluate<unknown>(
      `window.said = []; new MutationObserver(() => { const { textContent } = document.querySelector('[role=status]'); if (textContent) window.said.push(textContent); }).observe(document.querySelector('[role=status]'), { childList: true, characterData: true, subtree: true })`,
    );

  it('is a page of headings, groups and tables, read in the order of what matters', async () => {
    await openAll(frame);
    const tree = await frame.locator('body').ariaSnapshot();
    let from = 0;
    for (const piece of READ_IN_ORDER) {
      const at = tree.indexOf(piece, from);
      assert.ok(at >= 0, `${piece} after ${tree.slice(Math.max(0, from - 60), from)}:\n${tree}`);
      from = at;
    }
    // No control or picture without a name, and no heading level left out.
    assert.doesNotMatch(tree, /^\s*- (?:button|textbox|combobox|spinbutton|img|link)(?::|$| \[)/m);
    const levels = await frame.evaluate<readonly number[]>(
      `[...document.querySelectorAll('h1,h2,h3')].map((each) => Number(each.tagName[1]))`,
    );
    assert.ok(
      levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1),
      levels.join(),
    );
    assert.equal(levels.filter((level) => level === 1).length, 1);
  });

  it('says aloud what came of an action, and keeps the focus where it was', async () => {
    await listen();
    await frame.locator('#copy-claims').focus();
    await workbench.page.keyboard.press('Enter');
    await hears('Copied.');
    await openAll(frame);
    await frame.locator('#key').fill('not a key');
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Enter');
    await hears('Key cannot be read');
    assert.match(await said(), /Verifying…/);
    assert.equal(await frame.evaluate<string>(`document.activeElement?.textContent ?? ''`), 'Verify');
  });

  it('verifies a detached token with its payload', async () => {
    await inspectLine(2);
    await frame.locator('#payload').fill('$.02');
    await frame
      .locator('#key')
      .fill('AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow');
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Enter');
    await frame.locator('.badge.valid', { hasText: 'Signature verified' }).waitFor();
    await workbench.screenshot('jwt-inspector-detached');
  });

  it('takes text and files that are dropped on it', async () => {
    const drop = (fill: string) =>
      frame.evaluate<unknown>(
        `{ const dataTransfer = new DataTransfer(); ${fill}; document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })); }`,
      );
    await drop(`dataTransfer.setData('text/plain', ${JSON.stringify(`Bearer ${kindsOfTokens.id.token}`)})`);
    await frame.getByRole('heading', { name: 'ID token', level: 1 }).waitFor();
    await drop(
      `dataTransfer.items.add(new File([${JSON.stringify(kindsOfTokens.dpop.token)}], 'proof.jwt'))`,
    );
    await frame.getByRole('heading', { name: 'DPoP proof', level: 1 }).waitFor();
    await frame.getByText(/^Thumbprint \(jkt\): [\w-]{43}$/).waitFor();
    const uri = pathToFileURL(path.join(workbench.folder, 'tokens.txt')).href;
    await drop(`dataTransfer.setData('text/uri-list', ${JSON.stringify(uri)})`);
    await frame.getByRole('heading', { name: 'Access token', level: 1 }).waitFor();
  });
});

/** The high contrast themes, and how VS Code marks its page for each. */
const HIGH_CONTRAST = {
  dark: { theme: 'Default High Contrast', mark: 'hc-black' },
  light: { theme: 'Default High Contrast Light', mark: 'hc-light' },
} as const;

describe('tokens in high contrast', () => {
  for (const [name, { theme, mark }] of Object.entries(HIGH_CONTRAST))
    it(`${name}: every box and button has an edge, since colours of the background say nothing there`, async () => {
      const scratch = await mkdtemp(path.join(tmpdir(), 'identity-contrast-'));
      const { expired, access } = kindsOfTokens;
      await writeFile(path.join(scratch, 'tokens.txt'), `${expired.token}\n${access.token}\n`);
      const workbench = await Workbench.open({
        folder: scratch,
        settings: { 'window.autoDetectColorScheme': false, 'workbench.colorTheme': theme },
      });
      try {
        await workbench.page.locator(`.monaco-workbench.${mark}`).waitFor();
        await workbench.openFile('tokens.txt');
        await workbench.hover(1, 5);
        await workbench.page.screenshot({ path: `.cache/screenshots/jwt-hover-high-contrast-${name}.png` });
        await workbench.page.keyboard.press('Escape');
        await workbench.runCommand('Identity: Inspect Token');
        await workbench.webview().locator('.summary').waitFor();
        await workbench.page.screenshot({
          path: `.cache/screenshots/jwt-inspector-high-contrast-${name}.png`,
        });
        const body = await workbench.webview().locator('body.vscode-high-contrast').elementHandle();
        const bare = await (
          await body.ownerFrame()
        )?.evaluate<readonly string[]>(
          `[...document.querySelectorAll('button, textarea, .badge')].filter((each) => each.checkVisibility()).filter((each) => { const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(each); return (borderTopWidth === '0px' || borderTopStyle === 'none') && outlineStyle === 'none'; }).map((each) => each.outerHTML)`,
        );
        assert.deepEqual(bare, []);
      } finally {
        await workbench.close();
        await rm(scratch, { recursive: true, force: true });
      }
    });
});

describe('tokens in files', () => {
  let workbench: Workbench;
  let scratch: string;
  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'identity-tokens-'));
    await writeFile(path.join(scratch, 'session.jwt'), `${kindsOfTokens.access.token}\n`);
    workbench = await Workbench.open({ folder: scratch });
  });
  after(async () => {
    await workbench.close();
    await rm(scratch, { recursive: true, force: true });
  });

  it('have a lens that opens the inspector, and a button where the file is a token', async () => {
    await workbench.openFile('session.jwt');
    const lens = workbench.page.locator('.codelens-decoration a', {
      hasText: /Inspect Access token · expires in/,
    });
    await lens.waitFor();
    await workbench.screenshot('jwt-codelens');
    await workbench.page
      .getByRole('button', { name: /Inspect Token from File/ })
      .first()
      .click();
    await workbench.webview().getByText('Audience').first().waitFor();
  });
});
