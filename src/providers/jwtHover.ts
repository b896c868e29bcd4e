import type { HoverProvider } from 'vscode';
import type { Translate } from '../core/explain.ts';
import type { Clock } from '../core/ports.ts';
import type { HoverAt } from './jwtHoverContent.ts';

export interface JwtHoverDeps {
  readonly clock: Clock;
  readonly translate: Translate;
  /** BCP 47 tag of the language the workbench is in. */
  readonly locale: string;
  /** The setting `identity.hover.enabled`. */
  readonly enabled: () => boolean;
}

/** Decodes the token under the pointer, in any language and scheme. Everything behind it loads on the first token-like line. */
export function jwtHover(deps: JwtHoverDeps): HoverProvider {
  let content: Promise<HoverAt> | undefined;
  return {
    async provideHover(document, position, cancellation) {
      if (!deps.enabled() || !isTokenCharacter(document.lineAt(position.line).text, position.character))
        return undefined;
      content ??= import('./jwtHoverContent.ts').then(({ hoverContent }) => hoverContent(deps));
      const hoverAt = await content;
      return cancellation.isCancellationRequested ? undefined : hoverAt(document, position);
    },
  };
}

/** Whether the character at or before the pointer can be part of a token at all. */
function isTokenCharacter(line: string, character: number): boolean {
  return /[\w.~=-]/.test(line.slice(Math.max(0, character - 1), character + 1));
}
