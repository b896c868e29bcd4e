/**
 * A tree as data: a view is a function returning branches, and knows nothing of VS Code. `IdentityTree`
 * (identityTree.ts) over `RowTree` (rowTree.ts) gives every one of them parents, caching, paging, cancellation, error rows
 * and disposal.
 */

import { visibleLine, visibleText } from '../core/jwt/visibleText.ts';
import type { CommandId, ContextValue } from '../manifest.ts';

/** How a row looks now. Computed on each render, so that times can live. */
export interface Presentation {
  readonly label: string;
  readonly description?: string;
  /** Plain text; never Markdown, since it may hold text from outside. */
  readonly tooltip?: string;
  /** A codicon id, with an optional theme colour id. */
  readonly icon?: string;
  readonly color?: string;
  /** What a screen reader says; the label and description when absent. */
  readonly accessibility?: string;
}

/**
 * How a row is drawn: names come from servers, and none may hide characters, or turn the line round so that it reads as
 * another.
 */
export function visibleLooks(looks: Presentation): Presentation {
  const { label, description, tooltip, accessibility } = looks;
  return {
    ...looks,
    label: visibleLine(label),
    ...(description === undefined ? {} : { description: visibleLine(description) }),
    ...(tooltip === undefined ? {} : { tooltip: visibleText(tooltip) }),
    ...(accessibility === undefined ? {} : { accessibility: visibleLine(accessibility) }),
  };
}

/** One page of children; `next` loads the page after it. */
export interface Page {
  readonly rows: readonly Row[];
  readonly next?: (signal: AbortSignal) => Promise<Page>;
}

/** One row. Ids are unique among siblings and stable between loads. */
export interface Row {
  readonly id: string;
  readonly present: () => Presentation;
  readonly context?: ContextValue;
  /** The arguments object the row's commands receive. */
  readonly target?: unknown;
  /** Runs on click or Enter, with `target`. */
  readonly command?: CommandId;
  /** Children on demand; absent on a leaf. */
  readonly load?: (signal: AbortSignal) => Promise<Page>;
  /** Whether the row starts open. */
  readonly expanded?: boolean;
  /** Children that are loaded stay as they are when the rows beside this one are loaded again. */
  readonly keepsChildren?: boolean;
  /** Shown as the only child when there are none. */
  readonly empty?: string;
}

/** A row whose looks do not change. */
export function row(id: string, presentation: Presentation, rest: Omit<Row, 'id' | 'present'> = {}): Row {
  return { id, present: () => presentation, ...rest };
}

/** A row that only says something. */
export function messageRow(id: string, label: string, icon = 'info'): Row {
  return row(id, { label, icon });
}

/** A page without a successor. */
export function page(rows: readonly Row[]): Page {
  return { rows };
}
