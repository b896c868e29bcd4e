import type { ErrorText } from '../errors.ts';

/** Errors of the code catalogue. */
export const codeErrors = {
  'code.unknownPurpose': {
    what: 'There is no connection code for {purpose}.',
    next: 'Run "Identity: Insert Connection Code" without arguments and pick from the list.',
  },
  'code.noCredential': {
    what: '{purpose} does not work with the credential {credential}.',
    why: 'It takes these: {offered}.',
    next: 'Choose one of them.',
  },
  'code.noLanguage': {
    what: 'There is no {language} code for {purpose} with {credential}.',
    why: 'It exists in: {offered}.',
    next: 'Open a file in one of these languages, or choose another credential.',
  },
  'code.misshapen': {
    what: '{value} is no value for {placeholder}.',
    why: 'It looks like {like}.',
    next: 'Correct it, or leave it out: it stays a tab stop then.',
  },
} as const satisfies Record<string, ErrorText>;
