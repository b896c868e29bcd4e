import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { concatBytes } from '../../core/ldap/bytes.ts';
import type { FileStreams, ReadableFile, WritableFile } from '../../core/fileStreams.ts';

const LDIF = { LDIF: ['ldif', 'ldf'] };

/** Files by VS Code's dialogs. Those of this machine stream; others, behind a file system of VS Code, go as a whole. */
export const fileStreams: FileStreams = {
  async open(title, uri) {
    const picked =
      uri === undefined
        ? (await vscode.window.showOpenDialog({ title, filters: LDIF, canSelectMany: false }))?.[0]
        : vscode.Uri.parse(uri, true);
    return picked && readable(picked);
  },
  async create(title, name) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const picked = await vscode.window.showSaveDialog({
      title,
      filters: LDIF,
      ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (picked === undefined) return undefined;
    return picked.scheme === 'file' ? localFile(picked) : collectedFile(picked);
  },
};

function readable(uri: vscode.Uri): ReadableFile {
  const name = path.posix.basename(uri.path);
  return {
    name,
    async *chunks() {
      const edited = vscode.workspace.textDocuments.find(
        (each) => each.uri.toString() === uri.toString() && each.isDirty,
      );
      if (edited !== undefined) yield* inPieces(new TextEncoder().encode(edited.getText()));
      else if (uri.scheme === 'untitled' || uri.scheme === 'identity')
        yield* inPieces(new TextEncoder().encode((await vscode.workspace.openTextDocument(uri)).getText()));
      else if (uri.scheme === 'file') yield* chunksOf(uri.fsPath);
      else yield* inPieces(await vscode.workspace.fs.readFile(uri));
    },
  };
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(file)) if (chunk instanceof Uint8Array) yield chunk;
}

const PIECE_BYTES = 1 << 16;

/** What is in memory as a whole, with a turn of the event loop between two pieces. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await nextTurn();
  }
}

/**
 * Written beside its place and moved there when it is whole, so that no half of a file takes another's place. Nobody can
 * have put a link there before: the name is new.
 */
async function localFile(uri: vscode.Uri): Promise<WritableFile> {
  const unfinished = `${uri.fsPath}.${randomUUID()}.unfinished`;
  const file = await open(unfinished, 'wx', 0o600);
  return {
    uri: uri.toString(),
    name: path.basename(uri.fsPath),
    // Unlike `write`, it goes on until all is written.
    write: (bytes) => file.appendFile(bytes),
    async close() {
      await file.close();
      await rename(unfinished, uri.fsPath);
    },
    async discard() {
      await file.close();
      await rm(unfinished, { force: true });
    },
  };
}

function collectedFile(uri: vscode.Uri): Promise<WritableFile> {
  const pieces: Uint8Array[] = [];
  return Promise.resolve({
    uri: uri.toString(),
    name: path.posix.basename(uri.path),
    write(bytes) {
      pieces.push(bytes);
      return Promise.resolve();
    },
    close: async () => vscode.workspace.fs.writeFile(uri, concatBytes(pieces)),
    discard: () => Promise.resolve(),
  });
}
