import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { inSlices } from '../core/jwt/slices.ts';
import type { TextFinding } from '../core/textRule.ts';
import type { Warning } from './documentWarnings.ts';
import { foundWarning } from './foundWarning.ts';
import { nextTurn } from '../core/nextTurn.ts';

/** Files that may hold a federated credential; as many as a repository has. */
const CREDENTIAL_FILES = '**/*{fic,federated,credential}*.json';
const MOST_CREDENTIAL_FILES = 30;
/** In bytes; a federated credential is far smaller. */
const LARGEST_CREDENTIAL_FILE = 100_000;

/** Mistakes in a file of code or configuration; undefined when it changed meanwhile. */
export async function mistakeWarnings(
  document: vscode.TextDocument,
  translate: Translate,
): Promise<readonly Warning[] | undefined> {
  const { version } = document;
  const isStale = () => document.isClosed || document.version !== version;
  const { findMistakes } = await import('../core/mistakes/findMistakes.ts');
  const source = {
    language: languageOf(document),
    name: document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1),
    text: document.getText(),
  };
  return warningsOf(await findMistakes(source, inSlices(nextTurn), isStale), document, translate, isStale);
}

/** What Kubernetes manifests break of workload identity, with the federated credentials of the workspace in view. */
export async function manifestWarnings(
  document: vscode.TextDocument,
  translate: Translate,
): Promise<readonly Warning[] | undefined> {
  const { version } = document;
  const isStale = () => document.isClosed || document.version !== version;
  const [{ checkManifests }, { federatedSubjects }] = await Promise.all([
    import('../core/aks/checkManifests.ts'),
    import('../core/aks/federatedSubjects.ts'),
  ]);
  const files = await vscode.workspace.findFiles(
    CREDENTIAL_FILES,
    '**/node_modules/**',
    MOST_CREDENTIAL_FILES,
  );
  const texts = await Promise.all(files.map(readText));
  if (isStale()) return undefined;
  const subjects = texts.flatMap((text) => federatedSubjects(text));
  return warningsOf(checkManifests(document.getText(), subjects), document, translate, isStale);
}

function warningsOf(
  found: readonly TextFinding[],
  document: vscode.TextDocument,
  translate: Translate,
  isStale: () => boolean,
): readonly Warning[] | undefined {
  return isStale() ? undefined : found.map((each) => foundWarning(each, document, translate));
}

/** Requirements files are plain text to a VS Code without Python. */
function languageOf({ languageId, fileName }: vscode.TextDocument): string {
  return /requirements[\w.-]*\.txt$/.test(fileName) ? 'pip-requirements' : languageId;
}

async function readText(uri: vscode.Uri): Promise<string> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > LARGEST_CREDENTIAL_FILE) return '';
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
