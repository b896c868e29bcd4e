import type { CodeLensProvider } from 'vscode';
import type { Translate } from '../core/explain.ts';
import { HEADER_START } from '../core/jwt/joseHeader.ts';
import type { Clock } from '../core/ports.ts';
import { boundedLines } from './tokenPlace.ts';

export interface JwtCodeLensDeps {
  readonly clock: Clock;
  readonly translate: Translate;
  /** BCP 47 tag of the language the workbench is in. */
  readonly locale: string;
  /** The setting `identity.codeLens.enabled`. */
  readonly enabled: () => boolean;
}

/** Larger documents get no lenses, in characters. */
const LARGEST = 1_000_000;

/** "Inspect token" above each token of a document. Everything behind it loads with the first token-like text. */
export function jwtCodeLens(deps: JwtCodeLensDeps): CodeLensProvider {
  const tokenLike = new RegExp(HEADER_START);
  return {
    async provideCodeLenses(document, cancellation) {
      const lines = deps.enabled() ? boundedLines(document, LARGEST) : undefined;
      if (lines === undefined || !tokenLike.test(document.getText())) return [];
      const { tokenLenses } = await import('./jwtCodeLensContent.ts');
      return tokenLenses(document, lines, deps, cancellation);
    },
  };
}
