import * as vscode from 'vscode';
import { commands } from './commands/index.ts';
import type { Services } from './commands/services.ts';
import { MANIFEST_FILE, manifestTarget } from './core/entra/applicationDocument.ts';
import { compose, type Parts } from './composition.ts';
import type { Disposer } from './core/ports.ts';
import type { ViewId } from './manifest.ts';
import { runCommands, type Handler } from './platform/vscode/runCommands.ts';
import { readSetting } from './platform/vscode/settings.ts';
import {
  IdentityDocuments,
  type DocumentReader,
  type DocumentWriter,
} from './providers/identityDocuments.ts';
import { errorHover } from './providers/errorHover.ts';
import { jwtCodeLens } from './providers/jwtCodeLens.ts';
import { jwtDiagnostics } from './providers/jwtDiagnostics.ts';
import { jwtHover } from './providers/jwtHover.ts';
import { IdentityTree, TreeNode } from './views/identityTree.ts';
import type { Page } from './views/treeNode.ts';

/** What answers for the commands and documents that `extension.ts` registered by name. */
export interface Features {
  readonly run: (command: string, argument: unknown) => Promise<unknown>;
  readonly documents: vscode.FileSystemProvider;
}

/** Builds everything the extension contributes, and registers the rest of it; whatever is heavy loads on first use. */
export function registerFeatures(context: vscode.ExtensionContext): Features {
  const parts = compose(context);
  const trees = registerTrees(parts);
  const services: Services = { ...parts, refreshView: (view) => trees[view].refresh() };
  const documents = identityDocuments(services);
  context.subscriptions.push(
    ...Object.values(trees),
    ...watchers(parts, trees),
    documents,
    vscode.languages.registerHoverProvider(
      { pattern: '**' },
      errorHover(() => readSetting('identity.hover.enabled')),
    ),
    ...tokenProviders(parts),
  );
  return { run: commandRunner(services), documents };
}

/** Tokens where they stand in text. */
function tokenProviders({ clock, translate }: Parts): readonly vscode.Disposable[] {
  const everywhere = { pattern: '**' };
  const deps = { clock, translate, locale: vscode.env.language };
  return [
    vscode.languages.registerHoverProvider(
      everywhere,
      jwtHover({ ...deps, enabled: () => readSetting('identity.hover.enabled') }),
    ),
    vscode.languages.registerCodeLensProvider(
      everywhere,
      jwtCodeLens({ ...deps, enabled: () => readSetting('identity.codeLens.enabled') }),
    ),
    jwtDiagnostics({
      ...deps,
      enabled: () => readSetting('identity.diagnostics.liveSecrets'),
      // It runs git in the folder, which a workspace that is not trusted may have prepared.
      async isVersioned({ uri }) {
        if (!vscode.workspace.isTrusted) return false;
        return (await import('./platform/node/versionControl.ts')).isVersioned(uri.fsPath);
      },
    }),
  ];
}

/** The trees by view; a new one is one line. */
function registerTrees(parts: Parts): Readonly<Record<ViewId, RegisteredTree>> {
  return {
    'identity.tenants': registerTree('identity.tenants', parts, async () =>
      (await import('./views/tenantsView.ts')).tenantsView(parts)(),
    ),
    'identity.applications': registerTree('identity.applications', parts, async () =>
      (await import('./views/applicationsView.ts')).applicationsView(parts)(),
    ),
    'identity.tokens': registerTree('identity.tokens', parts, async () =>
      (await import('./views/tokensView.ts')).tokensView(parts)(),
    ),
  };
}

interface RegisteredTree extends Disposer {
  refresh(): void;
  /** Redraws what is shown, if the view is in sight. */
  rerender(): void;
}

function registerTree(
  view: ViewId,
  { log, translate }: Parts,
  load: (signal: AbortSignal) => Promise<Page>,
): RegisteredTree {
  const tree = new IdentityTree(load, log, translate);
  const treeView = vscode.window.createTreeView(view, { treeDataProvider: tree, showCollapseAll: true });
  return {
    refresh: () => tree.refresh(),
    rerender() {
      if (treeView.visible) void tree.rerender();
    },
    dispose() {
      treeView.dispose();
      tree.dispose();
    },
  };
}

/** What makes trees change by themselves: settings, tokens in any window, and the passing of time. */
function watchers(
  { tenants, tokens }: Parts,
  trees: Readonly<Record<ViewId, RegisteredTree>>,
): readonly vscode.Disposable[] {
  const everyMinute = setInterval(() => trees['identity.tokens'].rerender(), 20_000);
  const subscriptions = [
    tenants.onDidChange(() => {
      for (const tree of Object.values(trees)) tree.refresh();
    }),
    tokens.onDidChange(() => trees['identity.tokens'].refresh()),
  ];
  return [
    new vscode.Disposable(() => clearInterval(everyMinute)),
    ...subscriptions.map((each) => new vscode.Disposable(() => each.dispose())),
  ];
}

function commandRunner(services: Services): Features['run'] {
  const rowTarget = (argument: unknown) => {
    if (argument instanceof TreeNode) return { target: argument.target };
    // A menu of an editor or file hands over its address.
    return argument instanceof vscode.Uri ? { target: { uri: argument.toString() } } : undefined;
  };
  const handlers = new Map<string, () => Promise<Handler['run']>>(
    Object.entries(commands).map(([id, load]) => [id, () => load(services)]),
  );
  return runCommands(handlers, { ...services, rowTarget });
}

/** The virtual documents by file name; a new kind is one entry. */
function identityDocuments(services: Services): IdentityDocuments {
  const { fetch, tenants, sandbox, diagnoses, translate } = services;
  const readers = new Map<string, DocumentReader>([
    [
      'openid-configuration.json',
      async (id) =>
        (await import('./core/oauth/tenantDocuments.ts')).discoveryDocument(fetch, await tenants.find(id)),
    ],
    ['flow.puml', async (id) => (await import('./core/oauth/flowDocuments.ts')).plantUmlDocument(id)],
    ['flow.mmd', async (id) => (await import('./core/oauth/flowDocuments.ts')).mermaidDocument(id)],
    ['audit.json', async () => `${JSON.stringify((await sandbox()).audit(), undefined, 2)}\n`],
    ['error.md', async (name) => (await import('./core/oauth/errorDocument.ts')).errorDocument(name)],
    [
      'advice.md',
      async (answers) => (await import('./core/oauth/advisor/adviceDocument.ts')).adviceDocument(answers),
    ],
    [
      'credentialChain.md',
      async (id) =>
        (await import('./providers/credentialChainDocument.ts')).credentialChainDocument(diagnoses.find(id)),
    ],
    [
      'jwks.json',
      async (id) =>
        (await import('./core/oauth/tenantDocuments.ts')).keysDocument(fetch, await tenants.find(id)),
    ],
  ]);
  readers.set(MANIFEST_FILE, async (id) => {
    const { readManifest } = await import('./core/entra/applicationManifest.ts');
    const { tenant, clientId } = manifestTarget(id);
    return readManifest(services.graph(await tenants.find(tenant)), clientId);
  });
  const writers = new Map<string, DocumentWriter>([
    [
      MANIFEST_FILE,
      async (...save) =>
        (await import('./commands/application/applicationManifest.ts')).saveManifest(services, ...save),
    ],
  ]);
  return new IdentityDocuments(readers, writers, translate);
}
