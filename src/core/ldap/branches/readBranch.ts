import { IdentityError } from '../../errors.ts';
import type { Entry } from '../entry.ts';
import type { LdapSession } from '../session.ts';
import { directoryNames, type Branch } from './branch.ts';

/** A page of a branch; `isLast` when nothing follows it. */
export interface BranchPage {
  readonly entries: readonly Entry[];
  readonly isLast: boolean;
}

/**
 * Reads a branch page by page, its searches one after another. A place that does not exist, or may not be seen, has
 * nothing. Rejects as `LdapSession.search` does.
 */
export async function* readBranch(
  session: LdapSession,
  branch: Branch,
  above: Entry | undefined,
  signal: AbortSignal,
  pageSize?: number,
): AsyncGenerator<BranchPage, undefined> {
  const names = directoryNames(session.server, await session.rootDse(signal));
  const searches = branch.searches(names, above);
  for (const [at, search] of searches.entries()) {
    const pages = session.search({ ...search, ...(pageSize === undefined ? {} : { pageSize }) }, signal);
    try {
      for await (const { entries, isLast } of pages)
        yield { entries, isLast: isLast && at === searches.length - 1 };
    } catch (error) {
      if (!IdentityError.is(error, 'ldap.noSuchEntry')) throw error;
    }
  }
  return undefined;
}
