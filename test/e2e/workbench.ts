import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { EDITED, secretsIn, secretsUnder, textUnder } from '../../scripts/leaks.mjs';
import { root } from '../../scripts/processes.mjs';
import { installExtensions, startVsCode } from '../../scripts/vscodeServer.mjs';

const SCREENSHOTS = path.join(root, '.cache/screenshots');
const FAILED = path.join(SCREENSHOTS, 'failed');
const SIZE = { width: 1280, height: 800 } as const;
/** The colour schemes of the system, which VS Code follows here, and how it marks its page for each. */
const THEMES = { dark: 'vs-dark', light: 'vs' } as const;

/** How to open it: more user settings, and another folder than demo/ to work on a copy of (absolute path). */
export interface WorkbenchOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly folder?: string;
}

/**
 * A real VS Code in a real browser with this extension on a copy of the demo workspace, as a person sees it. Each has
 * its own server, settings and browser context. `page` is open to whatever has no verb here.
 */
export class Workbench {
  /** Those not closed yet, for a failing test to picture. */
  static readonly #open = new Set<Workbench>();
  readonly page: Page;
  /** The size of the window, in pixels. */
  readonly size = SIZE;
  /** The workspace folder, a copy: write to it freely. */
  readonly folder: string;
  readonly #context: BrowserContext;
  readonly #browser: Browser;
  readonly #server: Awaited<ReturnType<typeof startVsCode>>;
  readonly #scratch: string;
  readonly #source: string;

  private constructor(parts: {
    page: Page;
    context: BrowserContext;
    browser: Browser;
    server: Awaited<ReturnType<typeof startVsCode>>;
    scratch: string;
    source: string;
    folder: string;
  }) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.#context = parts.context;
    this.#browser = parts.browser;
    this.#server = parts.server;
    this.#scratch = parts.scratch;
    this.#source = parts.source;
  }

  /** Starts everything and waits until the extension has activated. */
  static async open({ settings = {}, folder: source = path.join(root, 'demo') }: WorkbenchOptions = {}) {
    const scratch = await mkdtemp(path.join(tmpdir(), 'identity-e2e-'));
    const folder = path.join(scratch, path.basename(source));
    await cp(source, folder, { recursive: true });
    const dataDir = path.join(scratch, 'data');
    await installExtensions(dataDir, [root]);
    const server = await startVsCode({
      dataDir,
      settings: { 'window.autoDetectColorScheme': true, ...settings },
    });
    const browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: SIZE,
      colorScheme: 'dark',
      ignoreHTTPSErrors: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const workbench = new Workbench({ page, context, browser, server, scratch, source, folder });
    this.#open.add(workbench);
    try {
      await workbench.#load();
      return workbench;
    } catch (error) {
      await this.pictureFailure(`${path.basename(source)} does not open`);
      await workbench.close();
      throw error;
    }
  }

  async #load(): Promise<void> {
    await this.page.goto(this.#server.folderPage(this.folder));
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.statusbar').waitFor();
    await this.page.locator('.activitybar').getByRole('tab', { name: 'Identity' }).waitFor();
    await this.#settled();
  }

  /** Waits until VS Code has no extension left to activate. */
  async #settled(): Promise<void> {
    await this.page
      .locator('.statusbar', { hasText: 'Activating Extensions' })
      .waitFor({ state: 'detached' });
  }

  /** Reloads the window, as after a crash: a new extension host, the same storage and secrets. */
  async reload(): Promise<void> {
    await this.#load();
  }

  /** Takes `.cache/screenshots/failed/<name>.png` of every page open now, as it is. */
  static async pictureFailure(name: string): Promise<void> {
    const pages = [...this.#open].flatMap((workbench) => workbench.#context.pages());
    await mkdir(FAILED, { recursive: true });
    for (const [index, page] of pages.entries()) {
      const file = `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 120)}${index === 0 ? '' : `-${index + 1}`}.png`;
      // A page that cannot be pictured any more must not hide why the test failed.
      await page.screenshot({ path: path.join(FAILED, file), timeout: 5000 }).catch(() => {});
    }
  }

  /**
   * Ends the browser and the server and removes what they wrote. Throws when a secret stands in its logs, settings or
   * state. A spec that puts no token into an editor or a file itself gives the `secrets` it gave out: then the workspace
   * and all of the browser's storage are searched too, and for those besides the shapes.
   */
  async close(secrets?: Iterable<string>): Promise<void> {
    Workbench.#open.delete(this);
    const isWhole = secrets !== undefined;
    // The cookies are those of the servers a person signed in to, not what VS Code or the extension keep.
    const kept = await this.#context.storageState({ indexedDB: isWhole }).then(
      ({ origins }) => origins,
      () => undefined,
    );
    await this.#browser.close();
    await this.#server.stop();
    const options = { known: secrets ?? [], allowed: await textUnder(this.#source) };
    const leaks = [
      ...secretsIn(`${JSON.stringify(kept)}\n${this.#server.log()}`, options),
      ...(isWhole
        ? await secretsUnder(this.#scratch, options)
        : await secretsUnder(path.join(this.#scratch, 'data'), { ...options, skip: EDITED })),
    ];
    await rm(this.#scratch, { recursive: true, force: true });
    if (leaks.length > 0) throw new Error(`Secrets were left behind:\n${leaks.join('\n')}`);
  }

  /** Runs a command by its palette title, as `Identity: Inspect Token`. */
  async runCommand(title: string): Promise<void> {
    const choose = async (timeout: number) => {
      await this.#press(['F1'], this.#quickInput());
      await this.#quickInput().locator('input[type=text]').first().fill(`>${title}`, { timeout });
      await this.#quickRow(title).click({ timeout });
    };
    // A panel that comes to the front meanwhile closes the palette.
    await choose(5000).catch(() => choose(15_000));
  }

  /** Opens a file of the workspace, path relative to it. */
  async openFile(file: string): Promise<void> {
    await this.#press(['Control+P'], this.#quickInput());
    await this.#quickInput().locator('input[type=text]').first().fill(file);
    // Files opened before are offered at once, whatever was typed, until the search is done.
    await this.#quickRow(path.basename(file)).click();
    await this.page.locator('.tab.active', { hasText: path.basename(file) }).waitFor();
    await this.#editor().locator('.view-line').first().waitFor();
  }

  /**
   * Rests on a position of the active editor, line and column from 1, and resolves to the hover shown.
   * The caret goes there first, so that the line is in view.
   */
  async hover(line: number, column: number): Promise<Locator> {
    await this.#press(['Control+G'], this.#quickInput());
    await this.#quickInput().locator('input[type=text]').first().fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    const hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await this.#press(['Control+K', 'Control+I'], hover);
    return hover;
  }

  /** Presses keys until they show what they should: a window that is still busy, or a page in it, may swallow them. */
  async #press(keys: readonly string[], shown: Locator): Promise<void> {
    for (let attempt = 1; attempt < 6; attempt++) {
      for (const key of keys) await this.page.keyboard.press(key);
      const isShown = await shown.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    await shown.waitFor();
  }

  /** The text on the clipboard once it matches, or what is there in the end. */
  async copied(expected: RegExp): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const text = await this.page.evaluate<string>('navigator.clipboard.readText()');
      if (expected.test(text) || attempt === 50) return text;
      await this.page.waitForTimeout(100);
    }
  }

  /** The text of the active editor, by way of the clipboard. */
  async editorText(): Promise<string> {
    await this.#editor().locator('.view-line').first().click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Control+C');
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Opens the Identity container of the activity bar and resolves to its side bar. */
  async openIdentity(): Promise<Locator> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: 'Identity' });
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    const sidebar = this.page.locator('.part.sidebar');
    await sidebar.locator('.composite.title', { hasText: /identity/i }).waitFor();
    return sidebar;
  }

  /** A view of the open side bar by its heading, unfolded. */
  async view(heading: string): Promise<Locator> {
    const pane = this.page.locator('.part.sidebar .pane').filter({
      has: this.page.locator('.pane-header').getByText(heading, { exact: true }),
    });
    const header = pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    return pane;
  }

  /** The same, with every other view folded: a tree shows only the rows it has room for. */
  async onlyView(heading: string): Promise<Locator> {
    const headers = this.page.locator('.part.sidebar .pane-header');
    for (const header of await headers.all()) {
      const isWanted = (await header.getByText(heading, { exact: true }).count()) > 0;
      if (!isWanted && (await header.getAttribute('aria-expanded')) === 'true')
        await header.locator('.title').click();
    }
    return this.view(heading);
  }

  /** A row of a view by the start of its label. */
  row(view: Locator, label: string | RegExp): Locator {
    return view.getByRole('treeitem', { name: label }).first();
  }

  /** Unfolds rows one under the other: `expand(view, 'Sandbox', 'Users')`. */
  async expand(view: Locator, ...labels: readonly (string | RegExp)[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(view, label);
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) === 'false')
        await row.locator('.monaco-tl-twistie').click();
      await row.and(this.page.locator('[aria-expanded=true]')).waitFor();
    }
  }

  /** Chooses from the menu of a row. The menu may swallow a click while it opens. */
  async chooseFromMenu(row: Locator, item: RegExp): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name: item });
    await row.click({ button: 'right' });
    await entry.waitFor();
    for (let attempt = 1; attempt < 6 && (await entry.isVisible()); attempt++) {
      await entry.click({ timeout: 3000 }).catch(() => {});
      await entry.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => {});
    }
  }

  /** The visible rows of a view from top to bottom, as read by a screen reader. */
  async rows(view: Locator): Promise<string[]> {
    await view.getByRole('treeitem').first().waitFor();
    const rows = await view.getByRole('treeitem').all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  /** Picks an entry of the open quick pick by its label. */
  async pick(label: string | RegExp): Promise<void> {
    await this.#quickRow(label).click();
  }

  /** The labels the quick pick offers once its first one is as expected. */
  async choices(first: RegExp): Promise<string[]> {
    const labels = this.#quickInput().getByRole('option').locator('.label-name');
    // Rows come empty, and those of the question before stay until the new ones are there.
    await labels.first().filter({ hasText: first }).waitFor();
    return (await labels.allInnerTexts()).map((label) => label.trim());
  }

  /** Types into the open input box or quick pick and accepts. */
  async type(text: string): Promise<void> {
    const input = this.#quickInput().locator('input[type=text], input[type=password]').first();
    await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** A notification that holds the text. */
  async notification(text: string | RegExp): Promise<Locator> {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  /** The page inside the webview panel or view whose document title or content loads last; wait on what is in it. */
  webview(): FrameLocator {
    return this.page.locator('iframe.webview.ready').last().contentFrame().frameLocator('#active-frame');
  }

  /**
   * Does what makes the extension open an address in the browser, and resolves to the page that opened. VS Code's
   * question whether to open it is answered with Open.
   */
  async openedPage(action: () => Promise<unknown>): Promise<Page> {
    const opened = this.#context.waitForEvent('page');
    const ask = this.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Open', exact: true });
    await this.page.addLocatorHandler(ask, async () => ask.click());
    await action();
    const page = await opened;
    await this.page.removeLocatorHandler(ask);
    await page.waitForLoadState();
    return page;
  }

  /** Changes user settings and reloads the window: this VS Code does not notice that its settings file changed. */
  async changeSettings(change: Readonly<Record<string, unknown>>): Promise<void> {
    const file = path.join(this.#scratch, 'data/data/User/settings.json');
    const settings: unknown = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify(Object.assign({}, settings, change)));
    await this.reload();
  }

  /** Takes `.cache/screenshots/<name>-dark.png` and `-light.png` of the window, of a part of it, or of another page. */
  async screenshot(name: string, part: Locator | Page = this.page): Promise<void> {
    const page = 'page' in part ? part.page() : part;
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.#settled();
    await page.mouse.move(0, 0);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      if (page === this.page) await page.locator(`.monaco-workbench.${THEMES[theme]}`).waitFor();
      await part.screenshot({ path: path.join(SCREENSHOTS, `${name}-${theme}.png`), animations: 'disabled' });
    }
  }

  #editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:not([style*="display: none"])');
  }

  #quickRow(label: string | RegExp): Locator {
    return this.#quickInput()
      .getByRole('option')
      .filter({ has: this.page.locator('.label-name', { hasText: label }) })
      .first();
  }
}
