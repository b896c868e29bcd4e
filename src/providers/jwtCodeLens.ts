import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { decodeToken } from '../core/jwt/decode.ts';
import { validityOf, type Validity } from '../core/jwt/describe.ts';
import { findTokens } from '../core/jwt/scan.ts';
import { timeText } from '../core/jwt/timeText.ts';
import { kindOf } from '../core/jwt/tokenKinds.ts';
import type { Clock } from '../core/ports.ts';
import { boundedLines, placeOf } from './tokenPlace.ts';

export interface JwtCodeLensDeps {
  readonly clock: Clock;
  readonly translate: Translate;
  readonly locale: string;
  /** The setting `identity.codeLens.enabled`. */
  readonly enabled: () => boolean;
}

/** Larger documents get no lenses, in characters; nor does any get more than this many. */
const LARGEST = 1_000_000;
const MOST_LENSES = 100;

/** "Inspect token" above each token of a document, with its kind and how long it lives. */
export function jwtCodeLens({ clock, translate, locale, enabled }: JwtCodeLensDeps): vscode.CodeLensProvider {
  return {
    provideCodeLenses(document, cancellation) {
      const lines = enabled() ? boundedLines(document, LARGEST) : undefined;
      if (lines === undefined) return [];
      const now = clock.now();
      const times = timeText(locale);
      const lenses: vscode.CodeLens[] = [];
      for (const { text, span } of findTokens(lines, () => cancellation.isCancellationRequested)) {
        const token = decodeToken(text);
        const life =
          token.payload.kind === 'claims'
            ? lifeText(validityOf(token.payload.claims, now), (at) => times.relative(at, now), translate)
            : undefined;
        const title = [translate('Inspect {kind}', { kind: translate(kindOf(token).name) }), life]
          .filter(Boolean)
          .join(' · ');
        const { start, end } = span;
        const range = new vscode.Range(start.line, start.character, end.line, end.character);
        lenses.push(
          new vscode.CodeLens(range, {
            title,
            command: 'identity.token.inspect',
            arguments: [placeOf(document, start)],
          }),
        );
        if (lenses.length >= MOST_LENSES) break;
      }
      return lenses;
    },
  };
}

function lifeText(
  validity: Validity,
  relative: (at: number) => string,
  translate: Translate,
): string | undefined {
  if (validity.state === 'valid')
    return translate('expires {relative}', { relative: relative(validity.until) });
  if (validity.state === 'expired')
    return translate('expired {relative}', { relative: relative(validity.since) });
  return undefined;
}
