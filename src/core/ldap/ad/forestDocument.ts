import type { DirectoryServices } from '../directoryServices.ts';
import { IdentityError } from '../../errors.ts';
import { readForest } from './forest.ts';
import { forestMermaid, forestPlantUml } from './forestDiagram.ts';

const FORMS = { plantuml: forestPlantUml, mermaid: forestMermaid } as const;

/** The forest of a directory as a diagram, read anew. Throws `directory.notActiveDirectory`. */
export async function forestDocument(
  { directories, connections }: Pick<DirectoryServices, 'directories' | 'connections'>,
  id: string,
  form: keyof typeof FORMS,
): Promise<string> {
  const directory = await directories.find(id);
  const session = await connections.session(directory);
  if (session.server.kind !== 'activeDirectory')
    throw new IdentityError('directory.notActiveDirectory', { directory: directory.name });
  return FORMS[form](await readForest(session, new AbortController().signal));
}
