import * as vscode from 'vscode';
import type { DocumentKind } from '../core/documentAddress.ts';
import { explainInline, type Translate } from '../core/explain.ts';
import type { Disposer } from '../core/ports.ts';

/** Makes one kind of document, text or bytes, from the id in its address. */
export type DocumentReader = (id: string) => Promise<string | Uint8Array>;

/** Takes an edited document of one kind; `before` is the text as it was read. Throws what the editor shows. */
export type DocumentWriter = (id: string, before: string, edited: string) => Promise<void>;

/**
 * The `identity:` file system: documents made on demand (see core/documentAddress.ts). A kind of document is
 * one entry of `readers`, and one of `writers` where it can be saved; a failing read becomes an editor
 * that says what to do, a failing save leaves the text in the editor.
 */
export class IdentityDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #readers: ReadonlyMap<string, DocumentReader>;
  readonly #writers: ReadonlyMap<string, DocumentWriter>;
  readonly #translate: Translate;
  readonly #owned: Disposer[] = [];
  /** The text each editable document was read with, which its save is held against. */
  readonly #read = new Map<string, string>();
  /** When each document last changed here: without another time VS Code takes a text of the same length for the same. */
  readonly #times = new Map<string, number>();
  /** The text of a save that VS Code has not asked about yet. */
  readonly #saved = new Map<string, Uint8Array>();
  /** What `stat` measured, handed to the `readFile` that follows, so that both speak of the same text. */
  readonly #measured = new Map<string, Uint8Array>();

  constructor(
    readers: Readonly<Record<DocumentKind, DocumentReader>>,
    writers: Readonly<Partial<Record<DocumentKind, DocumentWriter>>>,
    translate: Translate,
  ) {
    this.#readers = new Map(Object.entries(readers));
    this.#writers = new Map(Object.entries(writers));
    this.#translate = translate;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const address = uri.toString();
    const saved = this.#saved.get(address);
    const bytes = saved ?? (await this.#load(uri));
    if (saved === undefined) this.#measured.set(address, bytes);
    else {
      // What the server made of it is read once VS Code knows that the editor's text is saved.
      this.#saved.delete(address);
      setTimeout(() => this.tellChanged(address), 0);
    }
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: this.#times.get(address) ?? 0,
      size: bytes.length,
      ...(this.#writers.has(uri.authority) ? {} : { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const measured = this.#measured.get(uri.toString());
    this.#measured.delete(uri.toString());
    const bytes = measured ?? (await this.#load(uri));
    if (this.#writers.has(uri.authority)) this.#read.set(uri.toString(), new TextDecoder().decode(bytes));
    return bytes;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const [writer, before] = [this.#writers.get(uri.authority), this.#read.get(uri.toString())];
    if (writer === undefined || before === undefined) throw vscode.FileSystemError.NoPermissions(uri);
    const edited = new TextDecoder().decode(content);
    this.#measured.delete(uri.toString());
    try {
      await writer(uri.query, before, edited);
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(explainInline(error, this.#translate));
    }
    this.#read.set(uri.toString(), edited);
    this.#saved.set(uri.toString(), content);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** Tells that a document of this address reads otherwise now, for an editor that shows it. */
  tellChanged(address: string): void {
    const uri = vscode.Uri.parse(address, true);
    const before = this.#times.get(uri.toString()) ?? 0;
    this.#times.set(uri.toString(), Math.max(before + 1, Date.now()));
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** Takes on what ends with these documents. */
  own(disposable: Disposer): void {
    this.#owned.push(disposable);
  }

  dispose(): void {
    for (const each of this.#owned) each.dispose();
    this.#changed.dispose();
    this.#measured.clear();
    this.#read.clear();
    this.#saved.clear();
    this.#times.clear();
  }

  async #load(uri: vscode.Uri): Promise<Uint8Array> {
    const reader = this.#readers.get(uri.authority);
    if (reader === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      const made = await reader(uri.query);
      return typeof made === 'string' ? new TextEncoder().encode(made) : made;
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(explainInline(error, this.#translate));
    }
  }
}
