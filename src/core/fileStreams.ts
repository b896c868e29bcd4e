/** Files that are read and written piece by piece; `platform/vscode` makes it real. */
export interface FileStreams {
  /** The file the person picks, or the one named by its URI; undefined when dismissed. */
  open(title: string, uri?: string): Promise<ReadableFile | undefined>;
  /** The file the person names; undefined when dismissed. */
  create(title: string, name: string): Promise<WritableFile | undefined>;
}

export interface ReadableFile {
  readonly name: string;
  /** Reads it from its beginning, each call anew, in pieces small enough to be worked on without a pause. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface WritableFile {
  readonly uri: string;
  readonly name: string;
  /** Resolves when more may be written. The bytes are not changed afterwards. */
  write(bytes: Uint8Array): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** Nothing of it is kept. */
  discard(): Promise<void>;
}
