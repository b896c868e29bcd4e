import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import type { Log } from '../core/ports.ts';
import { looksOf, RowTree, type TreeNode } from './rowTree.ts';
import { visibleLooks, type Page } from './treeNode.ts';

/** Shows rows in a VS Code tree; what is loaded, kept and drawn again is `RowTree`'s. */
export class IdentityTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows: RowTree;

  constructor(load: (signal: AbortSignal) => Promise<Page>, log: Log, translate: Translate) {
    this.#rows = new RowTree(load, log, translate, (changed) =>
      this.#changed.fire(changed.includes(this.#rows.root) ? undefined : [...changed]),
    );
  }

  /** Loads the whole tree again; the rows stay until the new ones are here. */
  async refresh(): Promise<void> {
    await this.#rows.refresh();
  }

  /** Redraws the rows that look different by now, without loading anything. */
  rerender(): void {
    this.#rows.rerender();
  }

  /** Told by the view that a person closed a row. */
  close(node: TreeNode): void {
    this.#rows.close(node);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { row: shown } = node;
    const own = shown.present();
    node.drawn = looksOf(shown, own);
    const looks = visibleLooks(own);
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
    return node.parent === this.#rows.root ? undefined : node.parent;
  }

  async getChildren(node: TreeNode = this.#rows.root): Promise<TreeNode[]> {
    return [...(await this.#rows.children(node))];
  }

  dispose(): void {
    this.#rows.root.forget();
    this.#changed.dispose();
  }
}
