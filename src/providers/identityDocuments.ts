import * as vscode from 'vscode';
import { explainInline, type Translate } from '../core/explain.ts';

/** Makes the text of one kind of document from the id in its address. */
export type DocumentReader = (id: string) => Promise<string>;

/**
 * The `identity:` file system: documents made on demand (see core/documentAddress.ts). A kind of document is
 * one entry of `readers`, by file name; a failing read becomes an editor that says what to do.
 */
export class IdentityDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #readers: ReadonlyMap<string, DocumentReader>;
  readonly #translate: Translate;
  /** What `stat` measured, handed to the `readFile` that follows, so that both speak of the same text. */
  readonly #measured = new Map<string, Uint8Array>();

  constructor(readers: ReadonlyMap<string, DocumentReader>, translate: Translate) {
    this.#readers = readers;
    this.#translate = translate;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const bytes = await this.#load(uri);
    this.#measured.set(uri.toString(), bytes);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: bytes.length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const measured = this.#measured.get(uri.toString());
    this.#measured.delete(uri.toString());
    return measured ?? this.#load(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#measured.clear();
  }

  async #load(uri: vscode.Uri): Promise<Uint8Array> {
    const reader = this.#readers.get(uri.path.slice(uri.path.lastIndexOf('/') + 1));
    if (reader === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return new TextEncoder().encode(await reader(uri.query));
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(explainInline(error, this.#translate));
    }
  }
}
