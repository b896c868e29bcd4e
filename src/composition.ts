import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Services } from './commands/services.ts';
import { directoryServices } from './compose/directories.ts';
import { flowRunner, redirects } from './compose/flows.ts';
import { microsoftAccount, tenantAccess } from './compose/tenantAccess.ts';
import { machine } from './compose/machine.ts';
import { panels } from './compose/panels.ts';
import { sandboxAndFetch } from './compose/sandboxAndFetch.ts';
import { diagnosisHistory } from './core/entra/credentialChain/diagnosisHistory.ts';
import { lazy } from './core/lazy.ts';
import type { Translate } from './core/explain.ts';
import { numberedHistory } from './core/numberedHistory.ts';
import { tokenHistory as historyOfTokens } from './core/jwt/tokenHistory.ts';
import { authorityOf, type AskAuthority } from './core/oauth/authority.ts';
import { credentialStore } from './core/oauth/credentialStore.ts';
import { tokenStore } from './core/oauth/tokenStore.ts';
import type { Clock, Disposer, Random } from './core/ports.ts';
import type { Prompt } from './core/prompt.ts';
import { fileStreams } from './platform/vscode/fileStreams.ts';
import { settingsFlowProfiles } from './platform/vscode/flowProfiles.ts';
import { channelLog } from './platform/vscode/log.ts';
import { mementoMemory } from './platform/vscode/memory.ts';
import { prompt } from './platform/vscode/prompt.ts';
import { secretStore } from './platform/vscode/secretStore.ts';
import { readSetting } from './platform/vscode/settings.ts';
import { settingsTenantRegistry } from './platform/vscode/tenantRegistry.ts';
import { workbench } from './platform/vscode/workbench.ts';

/** The parts that views and providers share, besides what commands use. */
export type Parts = Omit<Services, 'refreshView'>;

/**
 * Builds the parts. What is heavy (sandbox, transport, engines, Graph, panels) is behind `lazy` and `import()` in
 * `compose/`, so that building costs nothing; everything disposable is handed to the context.
 */
export function compose({
  extension,
  extensionUri,
  globalStorageUri,
  secrets: vault,
  globalState,
  subscriptions,
}: vscode.ExtensionContext): Parts {
  const own = (disposable: Disposer) => void subscriptions.push(disposable);
  const channel = vscode.window.createOutputChannel('Identity Workbench', { log: true });
  const log = { ...channelLog(channel), show: () => channel.show() };
  const translate: Translate = (template, data = {}) => vscode.l10n.t(template, data);
  const clock: Clock = { now: Date.now };
  const random: Random = (count) => new Uint8Array(randomBytes(count));
  const memory = mementoMemory(globalState);
  const secrets = secretStore(vault);
  const askAuthority = authorityQuestion(prompt, translate);
  const tokens = tokenStore(secrets, clock, askAuthority);
  const credentials = credentialStore(secrets, random, askAuthority);
  const tokenHistory = historyOfTokens(secrets, clock, random, () => readSetting('identity.history.enabled'));
  own(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('identity.history') && !readSetting('identity.history.enabled'))
        void tokenHistory.forgetAll();
    }),
  );
  const { sandbox, fetch } = sandboxAndFetch(secrets, own);
  const tenants = settingsTenantRegistry(async (isLargeWanted) => {
    const { tenants: all, largeTenant } = await sandbox();
    return all.filter(({ id }) => isLargeWanted || id !== largeTenant);
  }, memory);
  const access = tenantAccess({ fetch, clock, tokens, credentials, random, sandbox });
  const common = {
    clock,
    fetch,
    log,
    prompt,
    workbench,
    memory,
    translate,
    locale: vscode.env.language,
    tenants,
    ...access,
    tokens,
    tokenHistory,
    credentials,
  };
  return {
    ...common,
    ...panels({ ...common, random, extensionUri, own }),
    ...directoryServices({
      ...{ secrets, memory, prompt, translate, own, sandbox },
      storage: vscode.Uri.joinPath(globalStorageUri, 'searches'),
      programFile: (name) => vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath,
    }),
    ...machine(extensionUri, clock),
    randomBytes: random,
    files: fileStreams,
    newId: () => crypto.randomUUID(),
    microsoftAccount: microsoftAccount(true),
    sandboxCredential: async ({ tenant, clientId }) =>
      tenant.kind === 'sandbox' ? (await sandbox()).credential(tenant.id, clientId) : undefined,
    sandbox: async () => (await sandbox()).control,
    runFlow: flowRunner({ fetch, clock, tokens, credentials, random, sandbox }),
    redirects: redirects(extension.id),
    expiryBoard: lazyExpiryBoard(),
    diagnoses: diagnosisHistory(),
    policyReports: numberedHistory(),
    directoryReports: numberedHistory(),
    connectionStrings: numberedHistory(),
    history: lazy(async () => (await import('./core/oauth/flowRecord.ts')).flowHistory(clock)),
    profiles: settingsFlowProfiles,
    setting: readSetting,
  };
}

/** One question for each tenant and authority, however many secrets wait for the answer. */
function authorityQuestion({ confirm }: Prompt, translate: Translate): AskAuthority {
  const asking = new Map<string, Promise<boolean>>();
  return (tenant) => {
    const authority = authorityOf(tenant);
    const key = `${tenant.id} ${authority}`;
    const asked =
      asking.get(key) ??
      confirm(
        translate('Send what is stored for {tenant} to {authority}?', { tenant: tenant.name, authority }),
        translate(
          'A client credential or a refresh token was stored by an earlier version, which did not note the server it is for. Settings of a workspace can name any server: allow it only if this address is yours.',
        ),
        translate('Send'),
      ).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  };
}

/** What expires is read when somebody asks; what was read stays for the next time. */
function lazyExpiryBoard(): Services['expiryBoard'] {
  const board = lazy(async () => (await import('./core/entra/expiryBoard.ts')).expiryBoard());
  return { read: async (...tenant) => (await board()).read(...tenant) };
}
