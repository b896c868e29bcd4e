import type { QuickPickItem } from 'vscode';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import type { Choice } from '../../core/prompt.ts';

export interface PickItem<Value> extends QuickPickItem {
  readonly value: Value;
}

/** A choice as a row of a quick pick: its icon is one, and nothing else in it is. */
export function pickItem<Value>({ label, icon, value, description, detail }: Choice<Value>): PickItem<Value> {
  const shown = plainRow(label);
  return {
    label: icon === undefined ? shown : `$(${icon}) ${shown}`,
    value,
    ...(description === undefined ? {} : { description: plainRow(description) }),
    ...(detail === undefined ? {} : { detail: plainRow(detail) }),
  };
}

/** Text that stays text in a quick pick, which renders `$(icon)` and follows controls of direction. */
export function plainRow(text: string): string {
  return visibleLine(text.replace(/\s+/g, ' ')).replaceAll('$(', '$ (');
}
