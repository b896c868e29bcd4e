import * as vscode from 'vscode';
import { documentLines } from '../../core/jwt/lines.ts';
import type { Workbench } from '../../core/prompt.ts';

/** The Workbench port over VS Code's editor, clipboard and browser. */
export const workbench: Workbench = {
  clipboard: {
    read: async () => vscode.env.clipboard.readText(),
    write: async (text) => vscode.env.clipboard.writeText(text),
  },

  openExternal: async (url) => vscode.env.openExternal(vscode.Uri.parse(url, true)),

  async tokenAt(place) {
    const { tokenAt } = await import('../../core/jwt/scan.ts');
    if (place !== undefined) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri, true));
      return tokenAt(documentLines(document), place)?.text;
    }
    const { activeTextEditor: editor } = vscode.window;
    if (editor === undefined) return undefined;
    const atCursor = tokenAt(documentLines(editor.document), editor.selection.active)?.text;
    if (atCursor !== undefined || editor.selection.isEmpty) return atCursor;
    const { readPastedToken } = await import('../../core/jwt/pastedToken.ts');
    return readPastedToken(editor.document.getText(editor.selection)).token;
  },

  activeDocument() {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return undefined;
    const { document, selection } = editor;
    return {
      uri: document.uri.toString(),
      language: document.languageId,
      offset: document.offsetAt(selection.active),
      selection: { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) },
    };
  },

  async edit(uri, edits) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    const change = new vscode.WorkspaceEdit();
    for (const { start, end, text } of edits)
      change.replace(
        document.uri,
        new vscode.Range(document.positionAt(start), document.positionAt(end)),
        text,
      );
    await vscode.workspace.applyEdit(change);
    await vscode.window.showTextDocument(document, { preview: false });
  },

  async insert(text) {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return false;
    return editor.edit((edit) => {
      for (const selection of editor.selections) edit.replace(selection, text);
    });
  },

  async readFile(title, kinds) {
    const filters = Object.fromEntries(Object.entries(kinds).map(([name, endings]) => [name, [...endings]]));
    const [file] = (await vscode.window.showOpenDialog({ title, filters, canSelectMany: false })) ?? [];
    return file === undefined
      ? undefined
      : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  },

  async saveFile(title, name, content) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = await vscode.window.showSaveDialog({
      title,
      ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (file === undefined) return false;
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
    return true;
  },

  async compare(before, after, title) {
    const [left, right] = [before, after].map((address) => vscode.Uri.parse(address, true));
    await vscode.commands.executeCommand('vscode.diff', left, right, title);
  },

  async readText(uri) {
    return (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true))).getText();
  },

  async readTextIfThere(uri) {
    const file = vscode.Uri.parse(uri, true);
    // Beside what is no file there are none.
    if (vscode.workspace.fs.isWritableFileSystem(file.scheme) === undefined) return undefined;
    try {
      await vscode.workspace.fs.stat(file);
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
    return workbench.readText(uri);
  },

  async openText(content, language) {
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document, { preview: false });
  },

  async openNamed(name, text) {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const path = folder === undefined ? name : vscode.Uri.joinPath(folder.uri, name).path;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'untitled', path }));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
  },

  readBytes: async (uri) => vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)),

  openTerminal(name, environment) {
    // Transient: VS Code would keep the environment of others over a reload, on disk.
    const terminal = vscode.window.createTerminal({ name, env: { ...environment }, isTransient: true });
    terminal.show();
    return Promise.resolve();
  },

  async openDocument(address) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
    await vscode.window.showTextDocument(document, { preview: true });
  },

  async openImage(address) {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(address, true));
  },

  async openPreview(address) {
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.parse(address, true));
  },

  async insertCode(code) {
    await (await import('./insertCode.ts')).insertCode(code);
  },

  typeInTerminal(command) {
    const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
    terminal.show();
    terminal.sendText(command, false);
    return Promise.resolve();
  },

  run: async (command, ...args) => vscode.commands.executeCommand(command, ...args),
};
