import { IdentityError } from '../../core/errors.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import { readSearchDocument, searchRequest } from '../../core/ldap/searchDocument.ts';
import type { LdapSession, Search } from '../../core/ldap/session.ts';
import type { LineTarget } from '../../manifest/ldif.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import type { Services } from '../services.ts';
import { pickSearch } from './savedSearches.ts';

/** A search with the session it runs on. */
export interface AskedSearch {
  readonly directory: Directory;
  readonly session: LdapSession;
  readonly search: Search;
}

/**
 * The search of a document: at the line named, else at the cursor, else the first; of a saved one when none is open.
 * Undefined when the person leaves. Throws `search.*`, `ldap.*`.
 */
export async function askedSearch(
  deps: Pick<Services, 'directories' | 'connections' | 'searches' | 'prompt' | 'translate' | 'workbench'>,
  target: LineTarget | undefined,
): Promise<AskedSearch | undefined> {
  const active = deps.workbench.activeDocument();
  const uri = target?.uri ?? (active?.language === 'ldapsearch' ? active.uri : (await pickSearch(deps))?.uri);
  if (uri === undefined) return undefined;
  const text = await deps.workbench.readText(uri);
  const cursor = active?.uri === uri ? text.slice(0, active.offset).split('\n').length - 1 : 0;
  const line = target?.line ?? cursor;
  const blocks = readSearchDocument(text);
  const block = blocks.find((each) => each.line <= line && line <= each.endLine + 1) ?? blocks[0];
  if (block === undefined) throw new IdentityError('search.none', {});
  const request = searchRequest(block);
  const directory = await pickDirectory(deps, request.directory);
  if (directory === undefined) return undefined;
  const session = await deps.prompt.progress(
    deps.translate('Connecting to {name}', { name: directory.name }),
    (signal) => deps.connections.session(directory, signal),
  );
  const base = request.base ?? session.server.defaultNamingContext ?? '';
  return { directory, session, search: { base, ...request.search } };
}
