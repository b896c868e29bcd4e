import { explain, isCancellation, type Translate } from '../core/explain.ts';
import type { Log } from '../core/ports.ts';
import { messageRow, row, type Page, type Presentation, type Row } from './treeNode.ts';

/** A row in its place: parent link, stable path id, cached children, its own cancellation. */
export class TreeNode {
  readonly id: string;
  readonly parent: TreeNode | undefined;
  /** What it is now; the node stays when its row is loaded again. */
  row: Row;
  children: Promise<readonly TreeNode[]> | undefined;
  /** The children that are loaded. */
  shown: readonly TreeNode[] | undefined;
  /** Whether a person sees what is below. */
  isOpen = false;
  /** The looks that were drawn last; undefined before the first time. */
  drawn: string | undefined;
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
    for (const child of this.shown ?? []) child.forget();
    this.children = undefined;
    this.shown = undefined;
  }
}

/** Everything of a row that is drawn, to tell whether it has to be drawn again. */
export function looksOf({ present, context, command, load }: Row, looks: Presentation = present()): string {
  return JSON.stringify([looks, context, command, load !== undefined]);
}

/**
 * The rows of a tree, loaded on demand: pages with "Load more…", a failing branch as a row that says why and what to do.
 * VS Code forgets a row from when it hears of a change until it has asked for the rows anew, and a menu chosen meanwhile
 * loses its row. So what is loaded again stays as it is until the new rows are here, nodes are kept by their ids, and
 * `onChange` names only what looks different.
 */
export class RowTree {
  readonly root: TreeNode;
  readonly #log: Log;
  readonly #translate: Translate;
  readonly #onChange: (changed: readonly TreeNode[]) => void;

  constructor(
    load: (signal: AbortSignal) => Promise<Page>,
    log: Log,
    translate: Translate,
    onChange: (changed: readonly TreeNode[]) => void,
  ) {
    this.#translate = translate;
    this.root = new TreeNode(row('', { label: '' }, { load }), undefined);
    this.#log = log;
    this.#onChange = onChange;
  }

  /** The children of a node, loaded at their first use. */
  async children(node: TreeNode): Promise<readonly TreeNode[]> {
    node.isOpen = true;
    for (;;) {
      const loading = (node.children ??= this.#first(node));
      const nodes = await loading;
      // A load that was overtaken by another has nothing to show.
      if (!isOvertaken(node, loading)) return nodes;
    }
  }

  /** Loads a node (the whole tree when absent) and what is open below it again. */
  async refresh(node: TreeNode = this.root): Promise<void> {
    const changed: TreeNode[] = [];
    await this.#reload(node, changed);
    if (changed.length > 0) this.#onChange(changed);
  }

  /** Names the rows that look different by now, without loading anything. */
  rerender(): void {
    const changed = loaded(this.root).filter(isDrawnOtherwise);
    if (changed.length > 0) this.#onChange(changed);
  }

  /** A person closed the row: what is below is loaded when it is opened again. */
  close(node: TreeNode): void {
    node.isOpen = false;
  }

  async #first(node: TreeNode): Promise<readonly TreeNode[]> {
    const rows = await this.#rows(node);
    if (rows === undefined) return [];
    node.shown = rows.map((each) => new TreeNode(each, node));
    return node.shown;
  }

  async #reload(node: TreeNode, changed: TreeNode[]): Promise<void> {
    if (node.children === undefined) return;
    const reloading = this.#merged(node, changed);
    // Who waits for a load that is overtaken gets this one; who has rows keeps them until it is done.
    if (node.shown === undefined) node.children = reloading;
    await reloading;
  }

  /** The rows of a node loaded again, with the nodes that stay. */
  async #merged(node: TreeNode, changed: TreeNode[]): Promise<readonly TreeNode[]> {
    const rows = await this.#rows(node);
    if (rows === undefined) return node.shown ?? [];
    const before = node.shown ?? [];
    const known = new Map(before.map((each) => [each.row.id, each]));
    const after = rows.map((each) => {
      const kept = known.get(each.id);
      if (kept === undefined) return new TreeNode(each, node);
      known.delete(each.id);
      kept.row = each;
      return kept;
    });
    for (const gone of known.values()) gone.forget();
    node.shown = after;
    node.children = Promise.resolve(after);
    if (before.length !== after.length || before.some((each, at) => each !== after[at])) changed.push(node);
    const stayed = after.filter((each) => each.drawn !== undefined);
    changed.push(...stayed.filter(isDrawnOtherwise));
    await Promise.all(stayed.map(async (each) => this.#reloadBelow(each, changed)));
    return after;
  }

  async #reloadBelow(node: TreeNode, changed: TreeNode[]): Promise<void> {
    if (node.children === undefined || node.row.keepsChildren === true) return;
    if (node.isOpen && node.row.load !== undefined) {
      await this.#reload(node, changed);
      return;
    }
    node.forget();
    changed.push(node);
  }

  /** The rows of a node's first page; undefined when another load has overtaken this one. */
  async #rows(node: TreeNode): Promise<readonly Row[] | undefined> {
    const { load, empty } = node.row;
    if (load === undefined) return [];
    const rows = await this.#page(node, load);
    return rows?.length === 0 && empty !== undefined ? [messageRow('empty', empty)] : rows;
  }

  async #page(
    node: TreeNode,
    load: (signal: AbortSignal) => Promise<Page>,
  ): Promise<readonly Row[] | undefined> {
    const signal = node.begin();
    try {
      const { rows, next } = await load(signal);
      if (signal.aborted) return undefined;
      return next === undefined ? distinct(rows) : [...distinct(rows), this.#moreRow(node, next)];
    } catch (error) {
      if (signal.aborted) return undefined;
      return isCancellation(error) ? [] : [this.#errorRow(error, node)];
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
    const before = parent.shown?.slice(0, -1) ?? [];
    const rows = await this.#page(parent, next);
    if (rows === undefined) return;
    const known = new Set(before.map((each) => each.row.id));
    const added = rows.filter(({ id }) => !known.has(id)).map((each) => new TreeNode(each, parent));
    parent.shown = [...before, ...added];
    parent.children = Promise.resolve(parent.shown);
    this.#onChange([parent]);
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
        target: () => this.refresh(parent),
      },
    );
  }
}

function isOvertaken({ children }: TreeNode, loading: Promise<readonly TreeNode[]>): boolean {
  return children !== undefined && children !== loading;
}

function isDrawnOtherwise(node: TreeNode): boolean {
  return node.drawn !== undefined && node.drawn !== looksOf(node.row);
}

/** A server may repeat an id; VS Code may not. */
function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((each) => [each.id, each])).values()];
}

function loaded(node: TreeNode): readonly TreeNode[] {
  return (node.shown ?? []).flatMap((child) => [child, ...loaded(child)]);
}
