import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { decodeToken } from '../core/jwt/decode.ts';
import { validityOf } from '../core/jwt/describe.ts';
import type { Lines } from '../core/jwt/lines.ts';
import type { FoundToken } from '../core/jwt/readToken.ts';
import { tokenSteps } from '../core/jwt/scan.ts';
import { inSlices } from '../core/jwt/slices.ts';
import { timeText, type TimeText } from '../core/jwt/timeText.ts';
import { kindOf } from '../core/jwt/tokenKinds.ts';
import type { JwtCodeLensDeps } from './jwtCodeLens.ts';
import { nextTurn } from '../core/nextTurn.ts';
import { placeOf } from './tokenPlace.ts';

const MOST_LENSES = 100;

/** A lens for each token of a document, with its kind and how long it lives. */
export async function tokenLenses(
  document: vscode.TextDocument,
  lines: Lines,
  { clock, translate, locale }: JwtCodeLensDeps,
  cancellation: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const { version } = document;
  const now = clock.now();
  const times = timeText(locale);
  const breathe = inSlices(nextTurn);
  const lenses: vscode.CodeLens[] = [];
  for (const found of tokenSteps(lines)) {
    const pause = breathe();
    if (pause !== undefined) await pause;
    // An edit in a pause takes lines away under the scan; VS Code asks again after it.
    if (cancellation.isCancellationRequested || document.version !== version) return [];
    if (found === undefined) continue;
    const { start, end } = found.span;
    lenses.push(
      new vscode.CodeLens(new vscode.Range(start.line, start.character, end.line, end.character), {
        title: lensTitle(found, now, times, translate),
        command: 'identity.token.inspect',
        arguments: [placeOf(document, start)],
      }),
    );
    if (lenses.length >= MOST_LENSES) break;
  }
  return lenses;
}

function lensTitle({ text }: FoundToken, now: number, times: TimeText, translate: Translate): string {
  const token = decodeToken(text);
  const title = translate('Inspect {kind}', { kind: translate(kindOf(token).name) });
  if (token.payload.kind !== 'claims') return title;
  const validity = validityOf(token.payload.claims, now);
  switch (validity.state) {
    case 'valid':
      return `${title} · ${translate('expires {relative}', { relative: times.relative(validity.until, now) })}`;
    case 'expired':
      return `${title} · ${translate('expired {relative}', { relative: times.relative(validity.since, now) })}`;
    default:
      return title;
  }
}
