import * as vscode from 'vscode';
import { documentLines } from '../core/jwt/lines.ts';
import { tokenAt } from '../core/jwt/scan.ts';
import { timeText } from '../core/jwt/timeText.ts';
import type { JwtHoverDeps } from './jwtHover.ts';
import { jwtHoverText, type HoverAction } from './jwtHoverText.ts';
import { placeOf } from './tokenPlace.ts';

/** The commands a hover may link to; text of the token can never become one of them. */
const ACTIONS = [
  ['Inspect', 'identity.token.inspect'],
  ['Verify', 'identity.token.verify'],
  ['Copy Claims', 'identity.token.copyClaims'],
  ['Copy Redacted', 'identity.token.copyRedacted'],
] as const;

/** The hover of the token at `position`, or undefined when there is none. */
export function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  deps: JwtHoverDeps,
): vscode.Hover | undefined {
  const found = tokenAt(documentLines(document), position);
  if (found === undefined) return undefined;
  const { start, end } = found.span;
  // Links name the place, not the token: a link's text may end up in places a token must not.
  const target = placeOf(document, start);
  const actions = ACTIONS.map(([label, command]): HoverAction => ({
    label: deps.translate(label),
    address: `command:${command}?${encodeURIComponent(JSON.stringify([target]))}`,
  }));
  const text = jwtHoverText(found.text, deps.clock.now(), actions, {
    translate: deps.translate,
    times: timeText(deps.locale),
  });
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: ACTIONS.map(([, command]) => command) };
  return new vscode.Hover(markdown, new vscode.Range(start.line, start.character, end.line, end.character));
}
