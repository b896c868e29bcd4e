import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { visibleLine } from '../core/jwt/visibleText.ts';
import type { Warning } from './documentWarnings.ts';

/** What a rule found in a text: offsets, and texts that are templates with `{placeholders}`. */
export interface Found {
  readonly rule: {
    readonly id: string;
    readonly severity: 'error' | 'warning' | 'info';
    readonly what: string;
    readonly why: string;
    readonly source: string;
  };
  readonly range: { readonly start: number; readonly end: number };
  readonly data?: Readonly<Record<string, string>>;
  readonly fix?: {
    readonly title: string;
    readonly edits: readonly { readonly range: Found['range']; readonly text: string }[];
  };
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** What a rule found as a warning of VS Code: what and why, its page behind the rule's name, its fix as a quick fix. */
export function foundWarning(found: Found, document: vscode.TextDocument, translate: Translate): Warning {
  const { rule, data = {}, fix } = found;
  const range = rangeOf(document, found.range);
  const message = [rule.what, rule.why].map((text) => visibleLine(translate(text, data))).join(' ');
  const diagnostic = new vscode.Diagnostic(range, message, SEVERITIES[rule.severity]);
  diagnostic.source = 'Identity';
  diagnostic.code = { value: rule.id, target: vscode.Uri.parse(rule.source) };
  return {
    diagnostic,
    fixes() {
      if (fix === undefined) return [];
      const action = new vscode.CodeAction(
        visibleLine(translate(fix.title, data)),
        vscode.CodeActionKind.QuickFix,
      );
      action.diagnostics = [diagnostic];
      action.isPreferred = true;
      action.edit = new vscode.WorkspaceEdit();
      for (const edit of fix.edits)
        action.edit.replace(document.uri, rangeOf(document, edit.range), edit.text);
      return [action];
    },
  };
}

/** Offsets as a range of a document. */
export function rangeOf(document: vscode.TextDocument, { start, end }: Found['range']): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
