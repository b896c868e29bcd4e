import type { HoverProvider } from 'vscode';
import type { Translate } from '../core/explain.ts';

export interface ConnectionHoverDeps {
  readonly translate: Translate;
  /** The setting `identity.hover.enabled`. */
  readonly enabled: () => boolean;
}

const LONGEST_LINE = 4_000;
/** A cheap test that leaves out nearly every line. */
const HINT =
  /(?:jdbc:|postgres(?:ql)?(?:\+\w+)?:\/\/|sqlserver:\/\/|azuresql:\/\/|(?:server|source|host|driver|dsn|address)\s*=)/i;

/** Explains the connection string under the pointer, in any file. Everything behind it loads on the first such line. */
export function connectionHover(deps: ConnectionHoverDeps): HoverProvider {
  return {
    async provideHover(document, position, cancellation) {
      if (!deps.enabled()) return undefined;
      const { text } = document.lineAt(position.line);
      if (text.length > LONGEST_LINE || !HINT.test(text)) return undefined;
      const { connectionHoverAt } = await import('./connectionHoverContent.ts');
      return cancellation.isCancellationRequested
        ? undefined
        : connectionHoverAt(document, position, deps.translate);
    },
  };
}
