import { strings } from '../../json.ts';
import { applicationPath, type ListedApplication } from '../application.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import type { GraphWrite } from '../graph.ts';
import type { PartKind } from './part.ts';

/** Words by which registrations are grouped and found. */
export const tags: PartKind<'tag'> = {
  id: 'tag',
  title: 'Tags',
  icon: 'tag',
  count: ({ resource }) => strings(resource, 'tags').length,
  load: ({ application }) =>
    Promise.resolve(
      strings(application.resource, 'tags').map((tag) => ({ key: tag, label: tag, value: tag })),
    ),
  remove: ({ application }, { key }) => changeTags(application, (all) => all.filter((each) => each !== key)),
};

/** Replaces the tags by what `change` makes of them. */
export function changeTags(
  { clientId, resource }: ListedApplication,
  change: (before: readonly string[]) => readonly string[],
): Change {
  const before = strings(resource, 'tags');
  const write = (all: readonly string[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(clientId),
    body: { tags: all },
  });
  return { writes: [write(change(before))], undo: [write(before)], permission: WRITE_APPLICATIONS };
}
