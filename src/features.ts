import * as vscode from 'vscode';
import { commands } from './commands/index.ts';
import type { Services } from './commands/services.ts';
import { identityDocuments } from './compose/documents.ts';
import { textProviders } from './compose/textProviders.ts';
import { compose, type Parts } from './composition.ts';
import type { Disposer } from './core/ports.ts';
import type { ViewId } from './manifest.ts';
import { runCommands, type Handler } from './platform/vscode/runCommands.ts';
import { IdentityTree } from './views/identityTree.ts';
import { TreeNode } from './views/rowTree.ts';
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
    ...textProviders(parts),
  );
  return { run: commandRunner(services), documents };
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
    'identity.directories': registerTree('identity.directories', parts, async () =>
      (await import('./views/directoriesView.ts')).directoriesView(parts)(),
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
  const closing = treeView.onDidCollapseElement(({ element }) => tree.close(element));
  return {
    refresh: () => void vscode.window.withProgress({ location: { viewId: view } }, () => tree.refresh()),
    rerender() {
      if (treeView.visible) tree.rerender();
    },
    dispose() {
      closing.dispose();
      treeView.dispose();
      tree.dispose();
    },
  };
}

/** What makes trees change by themselves: settings, tokens in any window, and the passing of time. */
function watchers(
  { tenants, tokens, directories, connections, bookmarks, searches }: Parts,
  trees: Readonly<Record<ViewId, RegisteredTree>>,
): readonly vscode.Disposable[] {
  const everyMinute = setInterval(() => trees['identity.tokens'].rerender(), 20_000);
  const subscriptions = [
    tenants.onDidChange(() => {
      for (const tree of Object.values(trees)) tree.refresh();
    }),
    tokens.onDidChange(() => trees['identity.tokens'].refresh()),
    ...[directories, connections, bookmarks, searches].map((changing) =>
      changing.onDidChange(() => trees['identity.directories'].refresh()),
    ),
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
