import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { HEADER_START } from '../core/jwt/joseHeader.ts';

export interface JwtTerminalLinksDeps {
  readonly translate: Translate;
  /** The setting `identity.hover.enabled`. */
  readonly enabled: () => boolean;
  readonly inspect: (token: string) => Promise<void>;
}

/** A link on a token in a terminal. */
class TokenLink extends vscode.TerminalLink {
  readonly token: string;

  constructor(startIndex: number, length: number, tooltip: string, token: string) {
    super(startIndex, length, tooltip);
    this.token = token;
  }
}

/** Tokens in a terminal as links that open the inspector: terminals have no hover. Lines the terminal wrapped are one. */
export function jwtTerminalLinks({
  translate,
  enabled,
  inspect,
}: JwtTerminalLinksDeps): vscode.TerminalLinkProvider<TokenLink> {
  const tokenLike = new RegExp(HEADER_START);
  return {
    async provideTerminalLinks({ line }, cancellation) {
      if (!enabled() || !tokenLike.test(line)) return [];
      const [{ findTokens }, { linesOf }] = await Promise.all([
        import('../core/jwt/scan.ts'),
        import('../core/jwt/lines.ts'),
      ]);
      if (cancellation.isCancellationRequested) return [];
      return [...findTokens(linesOf(line))].map(
        ({ text, span: { start, end } }) =>
          new TokenLink(start.character, end.character - start.character, translate('Inspect Token'), text),
      );
    },
    handleTerminalLink: ({ token }) => inspect(token),
  };
}
