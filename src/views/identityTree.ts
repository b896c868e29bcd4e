import * as vscode from 'vscode';
import { explain, isCancellation, type Translate } from '../core/explain.ts';
import type { Log } from '../core/ports.ts';
import { messageRow, row, type Page, type Row } from './treeNode.ts';

/** A row in its place: parent link, stable path id, cached children, its own cancellation. */
export class TreeNode {
  readonly id: string;
  readonly row: Row;
  readonly parent: TreeNode | undefined;
  children: Promise<readonly TreeNode[]> | undefined;
  #loading: AbortController | undefined;

  constructor(row: Row, parent: TreeNode | undefined) {
    this.row = row;
    this.parent = parent;
    this.id = parent === undefined ? '' : `${parent.id}/${encodeURIComponent(row.id)}`;
  }

  /** What the row's commands receive as their argument. */
  get target(): unknown {
    return this.row.target;
  }

  /** A signal for one load; an earlier load of this node, if any, is cancelled. */
  begin(): AbortSignal {
    this.#loading?.abort();
    this.#loading = new AbortController();
    return this.#loading.signal;
  }

  /** Drops children and cancels what they still load. */
  forget(): void {
    this.#loading?.abort();
    const children = this.children;
    this.children = undefined;
    void children?.then(
      (nodes) => {
        for (const node of nodes) node.forget();
      },
      () => {},
    );
  }
}

/**
 * Shows rows in a VS Code tree: loads on demand, pages with "Load more…", turns a failing branch into a row
 * that says why and what to do, and keeps every node's identity across refreshes.
 */
export class IdentityTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #root: TreeNode;
  readonly #log: Log;
  readonly #translate: Translate;

  constructor(load: (signal: AbortSignal) => Promise<Page>, log: Log, translate: Translate) {
    this.#translate = translate;
    this.#root = new TreeNode(row('', { label: '' }, { load }), undefined);
    this.#log = log;
  }

  /** Loads a node (the whole tree when absent) again. */
  refresh(node: TreeNode = this.#root): void {
    node.forget();
    this.#changed.fire(node === this.#root ? undefined : node);
  }

  /** Redraws rows already loaded, without loading anything. */
  async rerender(): Promise<void> {
    for (const node of await loaded(this.#root)) this.#changed.fire(node);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { row: shown } = node;
    const looks = shown.present();
    const state = shown.load === undefined ? 'None' : shown.expanded === true ? 'Expanded' : 'Collapsed';
    const item = new vscode.TreeItem(looks.label, vscode.TreeItemCollapsibleState[state]);
    item.id = node.id;
    if (looks.description !== undefined) item.description = looks.description;
    item.tooltip = looks.tooltip ?? [looks.label, looks.description].filter(Boolean).join(' · ');
    if (looks.icon !== undefined) {
      item.iconPath = new vscode.ThemeIcon(
        looks.icon,
        looks.color === undefined ? undefined : new vscode.ThemeColor(looks.color),
      );
    }
    item.accessibilityInformation = {
      label: looks.accessibility ?? [looks.label, looks.description].filter(Boolean).join(', '),
    };
    if (shown.context !== undefined) item.contextValue = shown.context;
    if (shown.command !== undefined) item.command = { command: shown.command, title: '', arguments: [node] };
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent === this.#root ? undefined : node.parent;
  }

  async getChildren(node: TreeNode = this.#root): Promise<TreeNode[]> {
    node.children ??= this.#load(node);
    return [...(await node.children)];
  }

  dispose(): void {
    this.#root.forget();
    this.#changed.dispose();
  }

  async #load(node: TreeNode): Promise<readonly TreeNode[]> {
    const { load, empty } = node.row;
    if (load === undefined) return [];
    const first = await this.#page(node, load);
    if (first.length > 0 || empty === undefined) return first;
    return [new TreeNode(messageRow('empty', empty), node)];
  }

  async #page(node: TreeNode, load: (signal: AbortSignal) => Promise<Page>): Promise<readonly TreeNode[]> {
    try {
      const { rows, next } = await load(node.begin());
      const nodes = distinct(rows).map((each) => new TreeNode(each, node));
      return next === undefined ? nodes : [...nodes, new TreeNode(this.#moreRow(node, next), node)];
    } catch (error) {
      return isCancellation(error) ? [] : [new TreeNode(this.#errorRow(error, node), node)];
    }
  }

  #moreRow(parent: TreeNode, next: NonNullable<Page['next']>): Row {
    return row(
      'more',
      { label: this.#translate('Load more…'), icon: 'ellipsis' },
      {
        command: 'identity.tree.follow',
        target: () => this.#append(parent, next),
      },
    );
  }

  /** Replaces the "Load more…" row, always the last, by the next page. */
  async #append(parent: TreeNode, next: NonNullable<Page['next']>): Promise<void> {
    const before = (await parent.children) ?? [];
    const added = await this.#page(parent, next);
    parent.children = Promise.resolve([...before.slice(0, -1), ...added]);
    this.#changed.fire(parent === this.#root ? undefined : parent);
  }

  /** Says what failed, why and what to do; following it tries again. */
  #errorRow(error: unknown, parent: TreeNode): Row {
    const { what, why, next } = explain(error, this.#translate);
    this.#log.warn([what, why].filter(Boolean).join(' '));
    const all = [what, why, next].filter(Boolean).join('\n\n');
    return row(
      'error',
      {
        label: what,
        description: next,
        tooltip: all,
        icon: 'warning',
        color: 'list.warningForeground',
        accessibility: all,
      },
      {
        command: 'identity.tree.follow',
        target: () => {
          this.refresh(parent);
        },
      },
    );
  }
}

/** A server may repeat an id; VS Code may not. */
function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((each) => [each.id, each])).values()];
}

async function loaded(node: TreeNode): Promise<readonly TreeNode[]> {
  const children = (await node.children) ?? [];
  const below = await Promise.all(children.map(loaded));
  return [...children, ...below.flat()];
}
