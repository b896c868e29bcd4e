import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PublicClientApplication } from '@azure/msal-node';
import { toolTokenReveal } from '../../../../src/commands/token/toolTokenReveal.ts';
import type { ToolId } from '../../../../src/core/entra/toolCaches/toolCaches.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { toolCaches } from '../../../../src/platform/node/toolCaches.ts';
import { toolCachesRow } from '../../../../src/views/toolCachesRow.ts';
import type { Row } from '../../../../src/views/treeNode.ts';
import { scriptedPrompt } from '../../../support/scriptedPrompt.ts';

const NOW = 1_700_000_000_000;
const ACCESS = 'access-token-value';
const REFRESH = 'refresh-token-value';
const ACCESS_KEY =
  'uid.utid-login.microsoftonline.com-accesstoken-az-t1-https://management.azure.com/.default';
const common = { home_account_id: 'uid.utid', environment: 'login.microsoftonline.com', client_id: 'az' };
const msalCache = JSON.stringify({
  AccessToken: {
    [ACCESS_KEY]: {
      ...common,
      credential_type: 'AccessToken',
      secret: ACCESS,
      realm: 't1',
      target: 'https://management.azure.com/.default',
      cached_at: String(NOW / 1000),
      expires_on: String(NOW / 1000 + 3600),
    },
  },
  RefreshToken: { r1: { ...common, credential_type: 'RefreshToken', secret: REFRESH } },
  IdToken: {},
  Account: { a1: { ...common, username: 'ada@contoso.test', realm: 't1', local_account_id: 'uid' } },
  AppMetadata: {},
});

describe('cached tokens of other tools', () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(path.join(tmpdir(), 'tool-caches-'))));
  afterEach(async () => await rm(home, { recursive: true }));

  async function put(file: string, text: string): Promise<string> {
    const whole = path.join(home, file);
    await mkdir(path.dirname(whole), { recursive: true });
    await writeFile(whole, text);
    return whole;
  }

  const caches = (environment: Record<string, string> = {}) =>
    toolCaches({
      environment,
      home,
      vscodeAccounts: () => Promise.resolve([{ name: 'grace@fabrikam.test' }]),
    });

  async function rowsOf(tool: ToolId): Promise<readonly Row[]> {
    const branch = toolCachesRow({
      toolCaches: caches(),
      clock: { now: () => NOW },
      translate: untranslated,
    });
    const { signal } = new AbortController();
    const { rows } = await branch.load!(signal);
    return (await rows.find(({ id }) => id === tool)!.load!(signal)).rows;
  }
  const shown = (rows: readonly Row[]) =>
    rows.map((row) => [row.present().label, row.present().description].filter(Boolean).join(' | '));

  it('shows the accounts and tokens of Azure CLI, never a value', async () => {
    await put('.azure/msal_token_cache.json', msalCache);
    const profile = {
      subscriptions: [
        { tenantId: 't1', user: { name: 'ada@contoso.test', type: 'user' } },
        { tenantId: 't1', user: { name: 'ada@contoso.test', type: 'user' } },
      ],
    };
    await put('.azure/azureProfile.json', `\uFEFF${JSON.stringify(profile)}`);
    const rows = await rowsOf('azureCli');
    assert.deepEqual(shown(rows), [
      'ada@contoso.test | t1',
      'ada@contoso.test | access_token · 1 h 0 min left · https://management.azure.com/.default',
      'ada@contoso.test | refresh_token',
    ]);
    assert.doesNotMatch(JSON.stringify(rows.map((row) => [row, row.present()])), /token-value/);
    assert.equal(rows[2]!.command, undefined);
  });

  it('follows AZURE_CONFIG_DIR and AZD_CONFIG_DIR', async () => {
    await put('elsewhere/msal_token_cache.json', msalCache);
    await put('azd/auth/msal/cacheuid.utid.json', msalCache);
    const tools = caches({
      AZURE_CONFIG_DIR: path.join(home, 'elsewhere'),
      AZD_CONFIG_DIR: path.join(home, 'azd'),
    });
    for (const tool of ['azureCli', 'azureDeveloperCli'] as const) {
      const { files } = await tools.read(tool);
      assert.equal(files.length, 1, tool);
      assert.equal(files[0]!.tokens.length, 2, tool);
    }
  });

  it('reads what MSAL itself writes', async () => {
    const application = new PublicClientApplication({ auth: { clientId: 'az' } });
    application.getTokenCache().deserialize(msalCache);
    await application.getTokenCache().getAllAccounts();
    await put('.local/share/.IdentityService/msal.cache', application.getTokenCache().serialize());
    const { files } = await caches().read('azurePowerShell');
    const [file] = files;
    assert.ok(file !== undefined && file.tokens !== 'encrypted');
    assert.deepEqual(file.tokens[0]?.account, 'ada@contoso.test');
  });

  it('names the accounts of Azure PowerShell, and says that its cache is encrypted', async () => {
    const file = await put('.local/share/.IdentityService/msal.cache', '\u0001\u0000\u0000\u0000DPAPI');
    const context = { Contexts: { c: { Account: { Id: 'ada@contoso.test' }, Tenant: { Id: 't1' } } } };
    await put('.Azure/AzureRmContext.json', JSON.stringify(context));
    assert.deepEqual(shown(await rowsOf('azurePowerShell')), [
      'ada@contoso.test | t1',
      `${file} is encrypted by the operating system.`,
    ]);
  });

  it('names the accounts of VS Code', async () => {
    assert.deepEqual(shown(await rowsOf('vscode')), ['grace@fabrikam.test']);
  });

  it('finds nothing where no tool was ever used, and stands any JSON', async () => {
    assert.deepEqual(await caches().read('azureCli'), { accounts: [], files: [] });
    await put('.azure/msal_token_cache.json', '{"AccessToken":[1],"RefreshToken":{"x":7},"Account":null}');
    await put('.azure/azureProfile.json', '[]');
    assert.deepEqual(shown(await rowsOf('azureCli')), []);
  });

  it('says what cannot be read: toolCaches.unreadable', async () => {
    await mkdir(path.join(home, '.azure', 'msal_token_cache.json'), { recursive: true });
    await assert.rejects(caches().read('azureCli'), (error) =>
      IdentityError.is(error, 'toolCaches.unreadable'),
    );
  });

  it('reveals a value only when the person agrees, and only from the caches of the tools', async () => {
    const file = await put('.azure/msal_token_cache.json', msalCache);
    const foreign = await put('notes/msal_token_cache.json', msalCache);
    const inspected: (string | undefined)[] = [];
    const reveal = (answer: string | undefined, target: { path: string; key: string }) =>
      toolTokenReveal({
        prompt: scriptedPrompt([answer]),
        translate: untranslated,
        toolCaches: caches(),
        inspect: (token) => Promise.resolve(void inspected.push(token)),
      })({ tool: 'azureCli', ...target });
    await reveal(undefined, { path: file, key: ACCESS_KEY });
    assert.deepEqual(inspected, []);
    await reveal('Show Token', { path: file, key: ACCESS_KEY });
    assert.deepEqual(inspected, [ACCESS]);
    for (const target of [
      { path: foreign, key: ACCESS_KEY },
      { path: file, key: 'gone' },
      { path: file, key: 'r1' },
    ])
      await assert.rejects(reveal('Show Token', target), (error) =>
        IdentityError.is(error, 'toolCaches.gone'),
      );
  });
});
