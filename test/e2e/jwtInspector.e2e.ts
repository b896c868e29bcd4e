import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame } from 'playwright-core';
import { encodeTextBase64url } from '../../src/core/jwt/base64url.ts';
import {
  accessV1App,
  accessV2,
  idToken,
  jws,
  RFC7797_DETACHED,
  RS256,
  TENANT,
} from '../unit/core/jwt/tokens.ts';
import { Workbench } from './workbench.ts';

const now = Math.floor(Date.now() / 1000);
const times = { iat: now - 600, nbf: now - 600, exp: now + 3000 };
const disclosure = encodeTextBase64url('["salt","given_name","Zoë"]');

/** One token of each kind, on a line of its own. */
const kinds: Readonly<Record<string, string>> = {
  access: jws(RS256, { ...accessV2, ...times }),
  graph: jws(
    { ...RS256, nonce: 'n0nce' },
    { ...accessV1App, ...times, wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'] },
  ),
  id: jws(RS256, { ...idToken, ...times, auth_time: now - 3600 }),
  expired: jws(RS256, {
    ...accessV2,
    iat: now - 90_000,
    nbf: now - 90_000,
    exp: now - 86_400,
    _claim_names: { groups: 'src1' },
    _claim_sources: {
      src1: { endpoint: `https://graph.windows.net/${TENANT}/users/c0ffee00/getMemberObjects` },
    },
  }),
  unsecured: jws(
    { alg: 'none', typ: 'JWT' },
    { iss: 'https://idp.contoso.com', sub: 'ada', admin: true },
    '',
  ),
  encrypted: `${encodeTextBase64url('{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"key-1"}')}.a2V5LWVuY3J5cHRlZC1mb3ItdGhlLXJlY2lwaWVudA.aXYtaXYtaXYtaXY.Y2lwaGVydGV4dC1vZi10aGUtY2xhaW1z.dGFnLXRhZy10YWctdGFn`,
  dpop: jws(
    { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } },
    { jti: 'b9b9c1d2', htm: 'POST', htu: 'https://login.contoso.com/token', iat: now - 5 },
    `${'S'.repeat(85)}Q`,
  ),
  credential: `${jws({ alg: 'ES256', typ: 'dc+sd-jwt' }, { iss: 'https://issuer.contoso.com', vct: 'https://credentials.contoso.com/employee', _sd: ['X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'], _sd_alg: 'sha-256', exp: times.exp }, `${'S'.repeat(85)}Q`)}~${disclosure}~`,
};

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
  const names = Object.keys(kinds);
  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'identity-tokens-'));
    const lines = [...Object.values(kinds), hostile, RFC7797_DETACHED].map(
      (token) => `Authorization: Bearer ${token}`,
    );
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

  for (const [index, name] of names.entries())
    it(`hover: ${name}`, async () => {
      const hover = await workbench.hover(index + 1, 60);
      await workbench.screenshot(`jwt-hover-${name}`);
      assert.match(await hover.innerText(), /not verified|not decrypted/);
      await workbench.page.keyboard.press('Escape');
    });

  it('hover: hostile claims stay text', async () => {
    const hover = await workbench.hover(names.length + 1, 60);
    await workbench.screenshot('jwt-hover-hostile');
    assert.equal(await hover.locator(ALIVE).count(), 0);
    const links = await hover.locator('a').allInnerTexts();
    assert.deepEqual(links, ['Inspect', 'Verify', 'Copy Claims', 'Copy Redacted']);
    assert.match(await hover.innerText(), /\\u202e/i);
    await workbench.page.keyboard.press('Escape');
  });

  for (const [index, name] of names.entries())
    it(`inspector: ${name}`, async () => {
      await inspect(index + 1);
      await workbench.screenshot(`jwt-inspector-${name}`);
    });

  it('inspector: hostile claims stay text', async () => {
    const frame = await inspect(names.length + 1);
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
    await frame.locator('#compare-with').fill(kinds['id'] ?? '');
    await frame.locator('table.compare').first().waitFor();
    await workbench.screenshot('jwt-inspector-compare');
  });

  it('inspector: has no fault that axe finds', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const line of [1, names.indexOf('encrypted') + 1]) {
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
  'button "Copy Without Signature"',
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
    await writeFile(path.join(scratch, 'tokens.txt'), `${kinds['access'] ?? ''}\n${RFC7797_DETACHED}\n`);
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
    await drop(`dataTransfer.setData('text/plain', ${JSON.stringify(`Bearer ${kinds['id'] ?? ''}`)})`);
    await frame.getByRole('heading', { name: 'ID token', level: 1 }).waitFor();
    await drop(`dataTransfer.items.add(new File([${JSON.stringify(kinds['dpop'])}], 'proof.jwt'))`);
    await frame.getByRole('heading', { name: 'DPoP proof', level: 1 }).waitFor();
    await frame.getByText(/^Thumbprint \(jkt\): [\w-]{43}$/).waitFor();
    const uri = pathToFileURL(path.join(workbench.folder, 'tokens.txt')).href;
    await drop(`dataTransfer.setData('text/uri-list', ${JSON.stringify(uri)})`);
    await frame.getByRole('heading', { name: 'Access token', level: 1 }).waitFor();
  });
});

describe('the inspector in high contrast', () => {
  it('gives every box and button an edge, since colours of the background say nothing there', async () => {
    const scratch = await mkdtemp(path.join(tmpdir(), 'identity-contrast-'));
    await writeFile(path.join(scratch, 'tokens.txt'), `${kinds['access'] ?? ''}\n`);
    const workbench = await Workbench.open({
      folder: scratch,
      settings: { 'window.autoDetectColorScheme': false, 'workbench.colorTheme': 'Default High Contrast' },
    });
    try {
      await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
      await workbench.openFile('tokens.txt');
      await workbench.hover(1, 5);
      await workbench.page.keyboard.press('Escape');
      await workbench.runCommand('Identity: Inspect Token');
      await workbench.webview().locator('.summary').waitFor();
      await workbench.page.screenshot({ path: '.cache/screenshots/jwt-inspector-high-contrast.png' });
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
    await writeFile(path.join(scratch, 'session.jwt'), `${kinds['access'] ?? ''}\n`);
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
