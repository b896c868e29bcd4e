import * as vscode from 'vscode';
import { documentLines } from '../core/jwt/lines.ts';
import { tokenAt } from '../core/jwt/scan.ts';
import { timeText } from '../core/jwt/timeText.ts';
import type { JwtHoverDeps } from './jwtHover.ts';
import { jwtHoverText, type HoverAction } from './jwtHoverText.ts';
import { placeOf } from './tokenPlace.ts';

/** The commands a hover may link to; text of the token can never become one of them. */
const ACTIONS = [
  { label: 'Inspect', command: 'identity.token.inspect' },
  { label: 'Verify', command: 'identity.token.verify', needs: 'signature' },
  { label: 'Copy Claims', command: 'identity.token.copyClaims', needs: 'payload' },
  { label: 'Copy Redacted', command: 'identity.token.copyRedacted' },
] as const;

/** The hover of the token at a place, or undefined when there is none. */
export type HoverAt = (document: vscode.TextDocument, position: vscode.Position) => vscode.Hover | undefined;

/** What makes hovers, with all that is the same for each made once. */
export function hoverContent({ clock, translate, locale }: JwtHoverDeps): HoverAt {
  const voice = { translate, times: timeText(locale) };
  const offered = ACTIONS.map((action) => ({ ...action, label: translate(action.label) }));
  const isTrusted = { enabledCommands: ACTIONS.map(({ command }) => command) };
  return (document, position) => {
    const found = tokenAt(documentLines(document), position);
    if (found === undefined) return undefined;
    const { start, end } = found.span;
    // Links name the place, not the token: a link's text may end up in places a token must not.
    const target = encodeURIComponent(JSON.stringify([placeOf(document, start)]));
    const actions = offered.map((action): HoverAction => ({
      ...action,
      address: `command:${action.command}?${target}`,
    }));
    const markdown = new vscode.MarkdownString(jwtHoverText(found.text, clock.now(), actions, voice));
    markdown.isTrusted = isTrusted;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    return new vscode.Hover(markdown, range);
  };
}
