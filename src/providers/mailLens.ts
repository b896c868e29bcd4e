import { CodeLens, Range, type CodeLensProvider } from 'vscode';
import type { Translate } from '../core/explain.ts';

/** "Send" above a message document. */
export function mailLens(translate: Translate, enabled: () => boolean): CodeLensProvider {
  return {
    provideCodeLenses(document) {
      if (!enabled()) return [];
      const target = { uri: document.uri.toString() };
      return [
        new CodeLens(new Range(0, 0, 0, 0), {
          title: translate('Send Through Microsoft Graph'),
          command: 'identity.mail.send',
          arguments: [target],
        }),
      ];
    },
  };
}
