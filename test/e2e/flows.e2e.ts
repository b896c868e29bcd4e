import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportJWK, importX509 } from 'jose';
import type { Locator, Page } from 'playwright-core';
import type { FlowProfile } from '../../src/core/oauth/flowProfiles.ts';
import { flows } from '../../src/core/oauth/flows.ts';
import { createCertificate } from '../../src/sandbox/certificate.ts';
import { clientIdOf } from '../../src/sandbox/directory/buildApplication.ts';
import { contoso } from '../../src/sandbox/directory/contoso.ts';
import { clientOf, SECRET, startOidcProvider, type OidcProvider } from '../servers/oidcProvider.ts';
import { Workbench } from './workbench.ts';

const GRAPH = 'https://graph.microsoft.com/.default';
const SIGN_IN = ['openid', 'profile', 'offline_access', 'User.Read'];
const TASKS = `api://${clientIdOf('contoso-tasks-api')}/Tasks.Read`;
const PROVIDER = 'provider';
const LOOPBACK = 'http://127.0.0.1/callback';

/** One run as a person starts it: its profile, and what they do besides. */
interface Run {
  readonly name: string;
  readonly flow: string;
  /** Slug of the sandbox's application, or client of the certified provider. */
  readonly client: string;
  readonly more?: Partial<FlowProfile>;
  readonly at?: typeof PROVIDER;
  /** Text in the row of the cached token that goes in. */
  readonly token?: string;
  /** Where a person meets a browser. */
  readonly browser?: 'redirect' | 'device' | 'page';
  /** Answers to what is asked before it runs. */
  readonly answer?: (workbench: Workbench) => Promise<void>;
}

const KEY_FILE = 'key.pem';
let password = '';
const secret = async (workbench: Workbench) => {
  await workbench.pick('Client secret');
  await workbench.type(SECRET);
};
const consenting = { redirect_uri: LOOPBACK, prompt: 'consent' };

/** Every flow at least once; those that need a token stand after those that obtain it. */
const RUNS: readonly Run[] = [
  {
    name: 'PKCE, public',
    flow: 'authorizationCode',
    client: 'contoso-desktop',
    more: { scopes: SIGN_IN },
    browser: 'redirect',
  },
  {
    name: 'PKCE, confidential',
    flow: 'authorizationCode',
    client: 'contoso-web',
    more: { scopes: ['openid', TASKS] },
    browser: 'redirect',
  },
  {
    name: 'PKCE, single page',
    flow: 'authorizationCode',
    client: 'contoso-spa',
    more: { scopes: SIGN_IN },
    browser: 'redirect',
  },
  {
    name: 'hybrid',
    flow: 'hybrid',
    client: 'contoso-legacy-portal',
    more: { scopes: SIGN_IN, parameters: { redirect_uri: 'http://localhost' } },
    browser: 'redirect',
  },
  {
    name: 'implicit',
    flow: 'implicit',
    client: 'contoso-legacy-portal',
    more: { scopes: ['openid'], parameters: { redirect_uri: 'http://localhost' } },
    browser: 'redirect',
  },
  {
    name: 'device',
    flow: 'deviceCode',
    client: 'contoso-desktop',
    more: { scopes: SIGN_IN },
    browser: 'device',
  },
  { name: 'admin consent', flow: 'adminConsent', client: 'contoso-admin-tool', browser: 'redirect' },
  { name: 'secret', flow: 'clientCredentials', client: 'contoso-daemon-secret', more: { scopes: [GRAPH] } },
  {
    name: 'certificate',
    flow: 'clientCredentials',
    client: 'contoso-daemon-certificate',
    more: { scopes: [GRAPH] },
  },
  {
    name: 'older thumbprint',
    flow: 'clientCredentials',
    client: 'contoso-daemon-certificate',
    more: { scopes: [GRAPH], parameters: { thumbprint: 'x5t' } },
  },
  {
    name: 'workload',
    flow: 'workloadIdentity',
    client: 'contoso-daemon-certificate',
    more: { scopes: [GRAPH] },
  },
  {
    name: 'managed',
    flow: 'managedIdentity',
    client: 'contoso-daemon-certificate',
    more: { scopes: [GRAPH] },
  },
  { name: 'refresh', flow: 'refreshToken', client: 'contoso-desktop', token: 'Contoso Desktop' },
  {
    name: 'on behalf of',
    flow: 'onBehalfOf',
    client: 'contoso-tasks-api',
    more: { scopes: ['https://graph.microsoft.com/User.Read'] },
    token: 'Contoso Web',
  },
  { name: 'user info', flow: 'userInfo', client: 'contoso-desktop', token: 'Contoso Desktop' },
  {
    name: 'ropc',
    flow: 'password',
    client: 'contoso-desktop',
    more: { scopes: SIGN_IN, parameters: { username: 'ada@contoso.sandbox.test' } },
    answer: (workbench) => workbench.type(password),
  },
  {
    name: 'sign out',
    flow: 'endSession',
    client: 'contoso-desktop',
    token: 'Contoso Desktop',
    browser: 'page',
  },
  {
    name: 'PAR and DPoP',
    flow: 'authorizationCode',
    client: clientOf('none'),
    at: PROVIDER,
    more: { scopes: ['openid', 'offline_access'], parameters: { ...consenting, par: 'true', dpop: 'true' } },
    browser: 'redirect',
  },
  {
    name: 'PKCE elsewhere',
    flow: 'authorizationCode',
    client: clientOf('none'),
    at: PROVIDER,
    more: { scopes: ['openid', 'offline_access', 'profile'], parameters: consenting },
    browser: 'redirect',
  },
  { name: 'introspect', flow: 'introspection', client: clientOf('none'), at: PROVIDER, token: 'profile' },
  {
    name: 'exchange',
    flow: 'tokenExchange',
    client: clientOf('client_secret_basic'),
    at: PROVIDER,
    more: { scopes: ['api:read'], clientAuthentication: 'client_secret_basic' },
    token: 'profile',
    answer: secret,
  },
  { name: 'revoke', flow: 'revocation', client: clientOf('none'), at: PROVIDER, token: 'profile' },
  {
    name: 'basic',
    flow: 'clientCredentials',
    client: clientOf('client_secret_basic'),
    at: PROVIDER,
    more: { scopes: ['api:read'] },
  },
  {
    name: 'assertion',
    flow: 'jwtBearer',
    client: clientOf('private_key_jwt'),
    at: PROVIDER,
    more: { scopes: ['api:read'] },
    answer: keyInFile,
  },
];

async function keyInFile(workbench: Workbench): Promise<void> {
  await workbench.pick('Certificate with private key (PEM file)');
  await workbench.pick(KEY_FILE);
}

describe('every flow, as a person runs it', () => {
  let workbench: Workbench;
  let provider: OidcProvider;
  before(async () => {
    const made = await createCertificate('assertions');
    const key = { ...(await exportJWK(await importX509(made.certificate, 'PS256'))), kid: 'k', use: 'sig' };
    provider = await startOidcProvider(key);
    const tenant = { id: PROVIDER, name: 'Certified Provider', authority: provider.issuer };
    workbench = await Workbench.open({
      settings: { 'identity.flows': RUNS.map(profileOf), 'identity.tenants': [tenant] },
    });
    await writeFile(path.join(workbench.folder, KEY_FILE), made.certificate + made.privateKey);
    await workbench.openIdentity();
  });
  after(async () => {
    await rm(path.join(workbench.folder, KEY_FILE), { force: true });
    await provider.close();
    // Nothing of all that went over the wire, was typed or was read from a file may be left on disk or in storage.
    await workbench.close([SECRET, password, ...provider.issued]);
  });

  for (const run of RUNS)
    it(`${run.name}: ${run.flow}`, async () => {
      await workbench.runCommand('Identity: Run Flow Profile');
      await start(run);
      const definition = flows.find(({ id }) => id === run.flow);
      const head = workbench.webview().locator('header', { hasText: definition?.title ?? '' });
      await head.getByText('Succeeded').waitFor();
      if (run.flow === 'authorizationCode')
        await workbench.webview().getByText('id_token verified').first().waitFor();
    });

  it('leaves none out', () => {
    assert.deepEqual(
      flows.map(({ id }) => id).filter((id) => !RUNS.some(({ flow }) => flow === id)),
      [],
    );
  });

  /** Starts it by its last click, and goes through the browser where there is one. */
  async function start(run: Run): Promise<void> {
    await choose('Flow Profile', run.name);
    const begin = async () => {
      await pickRow(run.token ?? run.name);
      await run.answer?.(workbench);
    };
    if (run.token !== undefined) {
      await pickRow(run.name);
      await choose('Cached Token', run.token);
    }
    if (run.browser === undefined) {
      await begin();
      return;
    }
    const page = await workbench.openedPage(async () => {
      await begin();
      if (run.browser !== 'device') return;
      const toast = await workbench.notification('Enter the code');
      await toast.getByRole('button', { name: 'Copy Code and Open Page' }).click();
    });
    if (run.browser === 'device') await enterCode(page);
    await walk(page);
    await page.close();
  }

  /** Types what narrows the list down: it draws only what it has room for. */
  async function choose(title: string, text: string): Promise<void> {
    const widget = workbench.page.locator('.quick-input-widget');
    await widget.locator('.quick-input-title', { hasText: title }).waitFor();
    await widget.locator('input[type=text]').first().fill(text);
  }

  const pickRow = (text: string) => rows(text).first().click();
  const rows = (text: string): Locator =>
    workbench.page.locator('.quick-input-widget').getByRole('option').filter({ hasText: text });

  async function enterCode(page: Page): Promise<void> {
    await page.locator('input[name=user_code]').fill(await workbench.copied(/^[A-Z0-9]{9}$/));
    await page.getByRole('button', { name: 'Next' }).click();
  }
});

/** Clicks what a person clicks, as Ada, until the pages say that it is over. */
async function walk(page: Page): Promise<void> {
  const over = page
    .getByText(/close this (page|window)|signed out|Device connected|You are signed in/i)
    .first();
  const next = page.locator('.accounts button, button.primary').first();
  for (let click = 0; click < 6; click++) {
    await over.or(next).first().waitFor();
    if (await over.isVisible()) return;
    const shown = page.locator('input[name=password]');
    if ((await shown.count()) > 0) password = await shown.inputValue();
    await Promise.all([page.waitForLoadState(), next.click()]);
  }
  await over.waitFor();
}

function profileOf({ name, flow, client, at, more = {} }: Run): FlowProfile {
  return {
    name,
    flow,
    tenant: at ?? contoso.id,
    clientId: at === undefined ? clientIdOf(client) : client,
    scopes: [],
    ...more,
  };
}
