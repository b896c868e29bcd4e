import type { Memory } from '../prompt.ts';
import { readApplicationList, type RememberedApplication } from './pinnedApplications.ts';

const KEY = 'applications.recent';
const MOST = 10;

/** The registrations a person worked with last, the latest first. */
export function recentApplications(memory: Pick<Memory, 'recall'>): readonly RememberedApplication[] {
  return readApplicationList(memory.recall(KEY));
}

/** Puts a registration first among the recent ones. */
export async function rememberRecent(memory: Memory, application: RememberedApplication): Promise<void> {
  const { tenant, clientId, name } = application;
  const others = recentApplications(memory).filter(
    (each) => each.tenant !== tenant || each.clientId !== clientId,
  );
  await memory.remember(KEY, [{ tenant, clientId, name }, ...others].slice(0, MOST));
}
