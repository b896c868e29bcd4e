import * as vscode from 'vscode';
import { placeImports } from '../../core/code/placeImports.ts';
import type { InsertedCode } from '../../core/prompt.ts';

/** Inserts code into the active editor if it fits there, else into a new document. */
export async function insertCode(code: InsertedCode): Promise<void> {
  const active = vscode.window.activeTextEditor;
  const fits = active !== undefined && code.editors.includes(active.document.languageId);
  const editor = fits ? active : await newEditor(code.editors[0] ?? 'plaintext');
  if (editor.document.getText().trim() === '') {
    await editor.insertSnippet(new vscode.SnippetString(code.program), whole(editor.document));
    return;
  }
  const imports = placeImports(editor.document.getText().split(/\r?\n/), code.imports, code);
  if (imports !== undefined)
    await editor.edit((edit) => edit.insert(new vscode.Position(imports.line, 0), imports.text));
  await editor.insertSnippet(new vscode.SnippetString(code.body));
}

async function newEditor(language: string): Promise<vscode.TextEditor> {
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    content: '',
    language: known.includes(language) ? language : 'plaintext',
  });
  return vscode.window.showTextDocument(document, { preview: false });
}

function whole(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
}
