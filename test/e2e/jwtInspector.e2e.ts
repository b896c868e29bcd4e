import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame } from 'playwright-core';
import { jws, RFC7797_DETACHED, RS256 } from '../unit/core/jwt/tokens.ts';
import { kindsOfTokens, times } from './tokenKinds.ts';
import { Workbench } from './workbench.ts';

/** Claims that would do something if anything interpreted them. */
const PROBES = [
  '[click](https://evil.example)',
  '[run](command:workbench.action.terminal.new)',
  '</code></pre>\n```\n# heading\n[x](command:evil)\n```',
  '`code` **bold** $(alert) ![i](https://evil.example/i.png)',
  '<h1>Sign in again</h1><form action="https://evil.example"><input></form><a href="https://evil.example">go</a>',
  '<img src=x onerror="document.title=1"><script>document.title=2</script><style>*{background:red}</style>',
  '| a | b |\n|---|---|',
  'https://evil.example/autolink and admin\u202Enimda\u0000\u2066',
];
const hostile = jws(
  { ...RS256, kid: PROBES[4] },
  {
    ...times,
    iss: PROBES[0],
    aud: [PROBES[1], PROBES[2]],
    sub: PROBES[4],
    azp: PROBES[3],
    scp: PROBES.join(' '),
    roles: PROBES,
    ...Object.fromEntries(PROBES.map((probe) => [probe, probe])),
  },
);
/** What no text of a token may become, in a hover or a page. */
const ALIVE = [
  '[href*=evil]',
  'a[data-href*=evil]',
  'h1',
  'form[action]',
  'img',
  'script[src*=evil]',
  '[onerror]',
].join();

describe('tokens, as a person sees them', () => {
  let workbench: Workbench;
  let scratch: string;
  const kinds = Object.entries(kindsOfTokens);
  const hostileLine = kinds.length + 1;
  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'identity-tokens-'));
    const tokens = [...kinds.map(([, { token }]) => token), hostile];
    const lines = tokens.map((token) => `Authorization: Bearer ${token}`);
    await writeFile(path.join(scratch, 'tokens.txt'), `${lines.join('\n')}\n`);
    workbench = await Workbench.open({ folder: scratch, settings: { 'identity.codeLens.enabled': false } });
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

  it('hover: hostile claims stay text', async () => {
    const hover = await workbench.hover(hostileLine, 60);
    await workbench.screenshot('jwt-hover-hostile');
    assert.equal(await hover.locator(ALIVE).count(), 0);
    const links = await hover.locator('a').allInnerTexts();
    assert.deepEqual(links, ['Inspect', 'Verify', 'Copy Claims', 'Copy Redacted']);
    assert.match(await hover.innerText(), /\\u202e/i);
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

  it('inspector: hostile claims stay text', async () => {
    const frame = await inspect(hostileLine);
    await workbench.screenshot('jwt-inspector-hostile');
    assert.equal(await frame.locator(ALIVE.replace(',h1', '')).count(), 0);
    const headings = await frame.locator('h1').allInnerTexts();
    assert.ok(headings.every((text) => !text.includes('Sign in again')));
  });

  it('inspector: every control is reached by keyboard, has a name, and works', async () => {
    const frame = await inspect(1);
    await frame.evaluate<unknown>(
      `document.querySelectorAll('details').forEach((each) => { each.open = true; }); document.body.tabIndex = -1; document.body.focus(); window.scrollTo(0, 0)`,
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
    for (const line of [1, kinds.findIndex(([kind]) => kind === 'encrypted') + 1]) {
      const frame = await inspect(line);
      await frame.evaluate<unknown>(
        `document.querySelectorAll('details').forEach((each) => { each.open = true; })`,
      );
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
  const openAll = () =>
    frame.evaluate<unknown>(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
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
    await openAll();
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
    await openAll();
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
