import { Disposable, EventEmitter, type FileChangeEvent, type FileSystemProvider } from 'vscode';
import { lazy } from '../../core/lazy.ts';

/** A file system that VS Code may ask at once, answered by one that `load` brings when it first is. */
export function lateFileSystem(load: () => Promise<FileSystemProvider>): FileSystemProvider {
  const changed = new EventEmitter<FileChangeEvent[]>();
  const files = lazy(async () => {
    const loaded = await load();
    loaded.onDidChangeFile((changes) => {
      changed.fire(changes);
    });
    return loaded;
  });
  return {
    onDidChangeFile: changed.event,
    watch(...asked) {
      const watching = files().then((loaded) => loaded.watch(...asked));
      return new Disposable(() => {
        void watching.then((each) => {
          each.dispose();
        });
      });
    },
    stat: async (...asked) => (await files()).stat(...asked),
    readDirectory: async (...asked) => (await files()).readDirectory(...asked),
    readFile: async (...asked) => (await files()).readFile(...asked),
    createDirectory: async (...asked) => (await files()).createDirectory(...asked),
    writeFile: async (...asked) => (await files()).writeFile(...asked),
    delete: async (...asked) => (await files()).delete(...asked),
    rename: async (...asked) => (await files()).rename(...asked),
  };
}
