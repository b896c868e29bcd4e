import { chromium } from 'playwright-core';

/** Starts the machine's own Chromium without a window, keeping it from talking to the network by itself. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    handleSIGINT: false,
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
    ],
  });
}

const TESTS_LIMIT_MS = 5 * 60_000;

/**
 * Opens a `testPage` of scripts/vscodeServer.mjs and waits until its tests have ended, which VS Code tells by calling
 * a function it finds on the window. Resolves to the exit code: 0 when the module's `run()` resolved.
 * @param {import('playwright-core').Page} page
 * @param {string} address
 * @returns {Promise<number | 'timeout'>}
 */
export async function extensionTestsExit(page, address) {
  /** @type {PromiseWithResolvers<number | 'timeout'>} */
  const ended = Promise.withResolvers();
  await page.exposeFunction('codeAutomationExit', ended.resolve);
  await page.exposeFunction('codeAutomationLog', () => {});
  const limit = setTimeout(() => ended.resolve('timeout'), TESTS_LIMIT_MS);
  await page.goto(address);
  const code = await ended.promise;
  clearTimeout(limit);
  return code;
}
