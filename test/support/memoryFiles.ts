import { IdentityError } from '../../src/core/errors.ts';
import type { FileStreams } from '../../src/core/fileStreams.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import type { SavedSearch, SavedSearches } from '../../src/core/ldap/savedSearches.ts';

/** Files by their URIs, and what was written to the one a person names; read in pieces. */
export function memoryFiles(texts: Readonly<Record<string, string>> = {}) {
  const written: { name: string; text: string; state: 'open' | 'closed' | 'discarded' } = {
    name: '',
    text: '',
    state: 'open',
  };
  const files: FileStreams = {
    open: (_title, uri = '') =>
      Promise.resolve({
        name: 'changes.ldif',
        async *chunks() {
          const bytes = utf8(texts[uri] ?? '');
          for (let at = 0; at < bytes.length; at += 50)
            yield await Promise.resolve(bytes.subarray(at, at + 50));
        },
      }),
    create(_title, name) {
      written.name = name;
      return Promise.resolve({
        uri: `file:///${name}`,
        name,
        write: (bytes) => Promise.resolve(void (written.text += Buffer.from(bytes).toString())),
        close: () => Promise.resolve(void (written.state = 'closed')),
        discard: () => Promise.resolve(void (written.state = 'discarded')),
      });
    },
  };
  return { files, written };
}

/** Saved searches by name; those of `inWorkspace` are of the workspace. */
export function memorySearches(
  texts: Readonly<Record<string, string>> = {},
  inWorkspace: readonly string[] = [],
): SavedSearches & { readonly kept: Map<string, string> } {
  const kept = new Map(Object.entries(texts));
  const saved = (name: string, text: string): SavedSearch => ({
    ...{ uri: `file:///${name}`, name, text },
    place: inWorkspace.includes(name) ? `folder/${name}.ldapsearch` : undefined,
  });
  const free = (name: string) => {
    if (kept.has(name)) throw new IdentityError('search.nameTaken', { name });
  };
  const nameOf = (uri: string) => uri.slice('file:///'.length);
  return {
    kept,
    list: () => Promise.resolve([...kept].map(([name, text]) => saved(name, text))),
    async save(name, text) {
      free(name);
      kept.set(name, text);
      return Promise.resolve(`file:///${name}`);
    },
    async rename(uri, name) {
      free(name);
      kept.set(name, kept.get(nameOf(uri)) ?? '');
      kept.delete(nameOf(uri));
      return Promise.resolve();
    },
    remove: (uri) => Promise.resolve(void kept.delete(nameOf(uri))),
    onDidChange: () => ({ dispose: () => {} }),
  };
}
