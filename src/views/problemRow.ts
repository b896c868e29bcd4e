import type { IdentityError } from '../core/errors.ts';
import { explain, type Translate } from '../core/explain.ts';
import type { CommandId } from '../manifest.ts';
import { row, type Row } from './treeNode.ts';

/** An entry of a setting that cannot be used: what is wrong with it; following it opens the setting. */
export function problemRow(
  problem: IdentityError<'tenants.broken' | 'directories.broken'>,
  openSettings: CommandId,
  translate: Translate,
): Row {
  const { what, why, next } = explain(problem, translate);
  return row(
    `problem ${problem.data.index}`,
    {
      label: what,
      ...(why === undefined ? {} : { description: why }),
      tooltip: [what, why, next].filter(Boolean).join('\n\n'),
      icon: 'warning',
      color: 'list.warningForeground',
    },
    { command: openSettings },
  );
}
