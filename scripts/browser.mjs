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
