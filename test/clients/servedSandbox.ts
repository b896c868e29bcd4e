import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { child, isObject, list, parseJson, text, type JsonObject } from '../../src/core/json.ts';
import type { Fetch } from '../../src/core/ports.ts';
import { tlsFetch } from '../../src/platform/node/transportTls.ts';
import { FormBrowser } from '../unit/sandbox/formBrowser.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** `npm run sandbox -- --json` as another program sees it: a child process and one line of JSON. */
export interface ServedSandbox {
  readonly origin: string;
  readonly pagesOrigin: string;
  readonly graph: string;
  readonly caFile: string;
  readonly ca: string;
  /** A fetch that trusts the sandbox's authority. */
  readonly fetch: Fetch;
  readonly tenantId: string;
  /** `<origin>/<tenant id>`. */
  readonly authority: string;
  application(name: string): ServedApplication;
  /** Orders something at the admin endpoint. */
  control(action: string, body: object): Promise<void>;
  readonly workload: {
    readonly identityPath: string;
    readonly identityHeader: string;
    readonly actionsTokenUrl: string;
    readonly actionsRequestToken: string;
  };
  /** A token of a workflow that Contoso Sync Service trusts. */
  workflowToken(): Promise<string>;
  /** Client ids, the system-assigned identity first. */
  readonly managedIdentities: readonly string[];
  stop(): Promise<void>;
}

export interface ServedApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificateFile: string;
  readonly scopes: readonly unknown[];
}

/** Starts it on free ports with keys of its own. */
export async function serveSandbox(): Promise<ServedSandbox> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-clients-'));
  const script = path.join('scripts', 'sandbox.mjs');
  const server = spawn(process.execPath, [script, '--json', '--data', folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout });
  const exited = once(server, 'exit');
  const line = await Promise.race([
    once(lines, 'line'),
    exited.then(() => ['the sandbox ended before it was ready']),
  ]);
  const served = parseJson(String(line[0]));
  assert.ok(isObject(served), String(line[0]));
  const origin = text(served, 'origin') ?? '';
  const caFile = text(served, 'caFile') ?? '';
  const ca = await readFile(caFile, 'utf8');
  const tenantId = text(first(served, 'tenants'), 'id') ?? '';
  return {
    ...{ origin, caFile, ca, tenantId, fetch: tlsFetch([ca]) },
    pagesOrigin: text(served, 'pagesOrigin') ?? '',
    graph: text(served, 'graph') ?? '',
    authority: `${origin}/${tenantId}`,
    workload: {
      identityPath: text(child(served, 'workload'), 'identityPath') ?? '',
      identityHeader: text(child(served, 'workload'), 'identityHeader') ?? '',
      actionsTokenUrl: text(child(served, 'workload'), 'actionsTokenUrl') ?? '',
      actionsRequestToken: text(child(served, 'workload'), 'actionsRequestToken') ?? '',
    },
    workflowToken: async () => {
      const workload = child(served, 'workload');
      const headers = { authorization: `Bearer ${text(workload, 'actionsRequestToken') ?? ''}` };
      const url = `${text(workload, 'actionsTokenUrl') ?? ''}?audience=api://AzureADTokenExchange`;
      const answer = await tlsFetch([ca])(url, { headers });
      return /"value":"([^"]+)"/.exec(await answer.text())?.[1] ?? '';
    },
    managedIdentities: list(served, 'managedIdentities').map((each) =>
      isObject(each) ? (text(each, 'clientId') ?? '') : '',
    ),
    application: (name) => {
      const found = list(served, 'applications').find((each) => isObject(each) && each['name'] === name);
      assert.ok(isObject(found), `no application ${name}`);
      return {
        clientId: text(found, 'clientId') ?? '',
        clientSecret: text(found, 'clientSecret') ?? '',
        certificateFile: text(found, 'certificateFile') ?? '',
        scopes: list(found, 'scopes'),
      };
    },
    control: async (action, body) => {
      const response = await tlsFetch([ca])(`${text(served, 'admin') ?? ''}/${action}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${text(served, 'adminKey') ?? ''}` },
        body: JSON.stringify(body),
      });
      assert.equal(response.status, 200, await response.text());
    },
    stop: async () => {
      server.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true });
      assert.equal(server.exitCode, 0, 'the sandbox stops cleanly');
    },
  };
}

/** Walks the sign-in pages over HTTP as Ada; returns the browser where the pages end. */
export async function walkPages(address: string): Promise<FormBrowser> {
  return await signIn(await new FormBrowser().open(address));
}

/** Enters a device's code on the page and signs in as Ada. */
export async function walkDevicePage(verificationUri: string, userCode: string): Promise<void> {
  const browser = await new FormBrowser().open(verificationUri);
  await signIn(await browser.send('code', { user_code: userCode }));
  await browser.send('confirm', { decision: 'accept' });
  assert.match(browser.text(), /You are signed in/);
}

async function signIn(browser: FormBrowser): Promise<FormBrowser> {
  await browser.send('account', { username: 'ada@contoso.sandbox.test' });
  // The page shows the sandbox password and has filled it in.
  return await browser.send('password');
}

function first(object: JsonObject, name: string): JsonObject {
  return child({ first: list(object, name)[0] }, 'first');
}
