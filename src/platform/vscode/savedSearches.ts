import * as vscode from 'vscode';
import { IdentityError } from '../../core/errors.ts';
import type { SavedSearch, SavedSearches } from '../../core/ldap/savedSearches.ts';
import type { Disposer } from '../../core/ports.ts';

const ENDING = '.ldapsearch';
/** No list is read by people that is longer. */
const MOST = 300;
/** A file that is longer is no search anybody wrote. */
const LONGEST_FILE = 1024 * 1024;

/** The `.ldapsearch` files of the workspace, and those of a folder of the extension. */
export function savedSearches(folder: vscode.Uri, own: (disposable: Disposer) => void): SavedSearches {
  const changed = new vscode.EventEmitter<void>();
  own(changed);
  for (const pattern of [`**/*${ENDING}`, new vscode.RelativePattern(folder, `*${ENDING}`)]) {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    own(watcher);
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
      own(event(() => changed.fire()));
  }
  const rename = async (from: vscode.Uri, to: vscode.Uri) => {
    if (await isThere(to)) throw new IdentityError('search.nameTaken', { name: nameOf(to) });
    // An edit of the workspace, for an editor that is open goes along.
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    await vscode.workspace.applyEdit(edit);
  };
  return {
    async list() {
      const [kept, files] = await Promise.all([
        keptFiles(folder),
        vscode.workspace.findFiles(`**/*${ENDING}`, undefined, MOST),
      ]);
      const all = await Promise.all([
        ...kept.map(async (uri) => saved(uri, undefined)),
        ...files.map(async (uri) => saved(uri, vscode.workspace.asRelativePath(uri))),
      ]);
      return all.sort((one, other) => one.name.localeCompare(other.name));
    },
    async save(name, text) {
      const uri = vscode.Uri.joinPath(folder, name + ENDING);
      if (await isThere(uri)) throw new IdentityError('search.nameTaken', { name });
      await vscode.workspace.fs.createDirectory(folder);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      changed.fire();
      return uri.toString();
    },
    async rename(uri, name) {
      const from = vscode.Uri.parse(uri, true);
      await rename(from, vscode.Uri.joinPath(from, '..', name + ENDING));
      changed.fire();
    },
    async remove(uri) {
      const file = vscode.Uri.parse(uri, true);
      try {
        await vscode.workspace.fs.delete(file, { useTrash: true });
      } catch {
        // Remote file systems have no trash.
        await vscode.workspace.fs.delete(file);
      }
      changed.fire();
    },
    onDidChange: changed.event,
  };
}

async function keptFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (all) => all,
    () => [],
  );
  return entries
    .filter(([name, type]) => type === vscode.FileType.File && name.endsWith(ENDING))
    .map(([name]) => vscode.Uri.joinPath(folder, name));
}

async function saved(uri: vscode.Uri, place: string | undefined): Promise<SavedSearch> {
  return { uri: uri.toString(), name: nameOf(uri), place, text: await textOf(uri) };
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LONGEST_FILE) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1, -ENDING.length);
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
