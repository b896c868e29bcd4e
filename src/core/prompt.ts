/** What commands ask of the person and the workbench. `platform/vscode` makes it real; tests answer by script. */

/** One choice of a quick pick. Text is shown as it is. */
export interface Choice<Value> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon?: string;
  readonly value: Value;
}

/** A choice among others of which any number may be chosen. */
export interface MarkedChoice<Value> extends Choice<Value> {
  readonly isPicked?: boolean;
}

export interface Prompt {
  /** One of the choices, or undefined when dismissed. */
  pick<Value>(
    choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>,
    title: string,
    placeholder?: string,
  ): Promise<Value | undefined>;
  /** Any number of the choices, those marked `isPicked` at first, or undefined when dismissed. */
  pickMany<Value>(
    choices: readonly MarkedChoice<Value>[] | Promise<readonly MarkedChoice<Value>[]>,
    title: string,
    placeholder?: string,
  ): Promise<readonly Value[] | undefined>;
  /**
   * One of the choices that `find` has for what is typed so far, asked anew as the person types; undefined when
   * dismissed. A search that fails is shown as such and may be typed again.
   */
  search<Value>(
    title: string,
    placeholder: string,
    find: (text: string, signal: AbortSignal) => Promise<readonly Choice<Value>[]>,
  ): Promise<Value | undefined>;
  /** A line of text, or undefined when dismissed. `check` returns what is wrong with the text so far. */
  input(question: InputQuestion): Promise<string | undefined>;
  /** True only when the person chose `verb` in a modal question. */
  confirm(question: string, detail: string, verb: string): Promise<boolean>;
  /** A notification with buttons; resolves to the chosen one. */
  tell(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** Like `tell`, as a warning. */
  warn(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** Runs a task with progress and a Cancel button; cancelling aborts the signal. */
  progress<Result>(
    title: string,
    task: (signal: AbortSignal, report: (step: string) => void) => Promise<Result>,
  ): Promise<Result>;
}

export interface InputQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** Hide what is typed. */
  readonly secret?: boolean;
  readonly check?: (text: string) => string | undefined;
  /** Told of each text on the way to the answer. */
  readonly onType?: (text: string) => void;
}

/** What is remembered between runs to spare questions. Never a secret. */
export interface Memory {
  recall(key: string): unknown;
  remember(key: string, value: unknown): Promise<void>;
}

/** The document a person looks at. */
export interface ActiveDocument {
  readonly uri: string;
  /** VS Code's language id. */
  readonly language: string;
  /** Where the cursor is, and where the selection begins and ends, in UTF-16 units from the start. */
  readonly offset: number;
  readonly selection: { readonly start: number; readonly end: number };
}

/** A change of a text by offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The parts of the workbench that commands use. */
export interface Workbench {
  readonly clipboard: { read(): Promise<string>; write(text: string): Promise<void> };
  openExternal(url: string): Promise<boolean>;
  /** The token at a place of a document, the one at the cursor, or the first in the selection; undefined when there is none. */
  tokenAt(place?: {
    readonly uri: string;
    readonly line: number;
    readonly character: number;
  }): Promise<string | undefined>;
  /** The document in the active editor; undefined when there is none. */
  activeDocument(): ActiveDocument | undefined;
  /** Changes a document by offsets in UTF-16 units, as one step to undo, and shows it. */
  edit(uri: string, edits: readonly TextChange[]): Promise<void>;
  /** Inserts at every cursor of the active editor; false when there is none. */
  insert(text: string): Promise<boolean>;
  /** The text of a file the person picks, undefined when dismissed. */
  readFile(title: string, kinds: Readonly<Record<string, readonly string[]>>): Promise<string | undefined>;
  /** Writes a text to a file the person names; false when dismissed. */
  saveFile(title: string, name: string, text: string): Promise<boolean>;
  /** Opens two documents side by side, with what differs. */
  compare(before: string, after: string, title: string): Promise<void>;
  /** Opens a text in a new document that is not saved yet. */
  openText(text: string, language: string): Promise<void>;
  /** The text of a file or document by its URI, with changes not yet saved. */
  readText(uri: string): Promise<string>;
  /** The same, undefined when there is no such file. Rejects with why it cannot be read. */
  readTextIfThere(uri: string): Promise<string | undefined>;
  /** Opens an `identity:` Markdown document as a person reads it. */
  openPreview(address: string): Promise<void>;
  /** Opens a text in a new document of that name, not saved yet. */
  openNamed(name: string, text: string): Promise<void>;
  /** The bytes of a file by its URI. */
  readBytes(uri: string): Promise<Uint8Array>;
  /** Opens a terminal whose environment has these variables besides; they end with it. */
  openTerminal(name: string, environment: Readonly<Record<string, string>>): Promise<void>;
  /** Opens a document of bytes in the viewer for its kind. */
  openImage(address: string): Promise<void>;
  /** Opens a read-only `identity:` document. */
  openDocument(address: string): Promise<void>;
  /**
   * Inserts code as a snippet: at the cursor of an editor of that language, its imports at the top; the whole program into
   * an empty one; else into a new document.
   */
  insertCode(code: InsertedCode): Promise<void>;
  /** Types a command into a terminal without running it. */
  typeInTerminal(command: string): Promise<void>;
  run(command: string, ...args: readonly unknown[]): Promise<unknown>;
}

/** Code to insert; `body` and `program` are VS Code snippets. */
export interface InsertedCode {
  /** VS Code's language ids it fits; a new document gets the first. */
  readonly editors: readonly string[];
  readonly imports: readonly string[];
  readonly body: string;
  readonly program: string;
  /** How the language writes imports and what comes before them. */
  readonly isImport?: RegExp | undefined;
  readonly isPreamble?: RegExp | undefined;
}
