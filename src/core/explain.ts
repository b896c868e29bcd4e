import { errorTexts } from './errorTexts.ts';
import { fill, IdentityError, type ErrorText } from './errors.ts';

/** Translates an English template and fills its `{name}` placeholders; `vscode.l10n.t` or plain `fill`. */
export type Translate = (template: string, data?: Readonly<Record<string, string | number>>) => string;

/** The translation of a host without languages: the template itself, filled. */
export const untranslated: Translate = (template, data = {}) => fill(template, data);

/** Turns any thrown value into text a person can act on. Text from outside stays plain text. */
export function explain(error: unknown, translate: Translate = untranslated): ErrorText {
  if (IdentityError.is(error)) {
    const text: ErrorText = errorTexts[error.code];
    const told = (template: string) => translate(template, error.data);
    return {
      what: told(text.what),
      ...(text.why === undefined ? {} : { why: told(text.why) }),
      next: told(text.next),
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    what: translate('Something unexpected happened.'),
    why: reason,
    next: translate('Open the log with "Identity: Show Log" for details.'),
  };
}

/** The error's text as one line. */
export function explainInline(error: unknown, translate: Translate = untranslated): string {
  const { what, why, next } = explain(error, translate);
  return [what, why, next].filter(Boolean).join(' ');
}

/** Whether the error only says that a person or a signal cancelled. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
