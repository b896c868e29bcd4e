import type { ErrorText } from '../../errors.ts';

/** Error codes of `core/oauth/advisor`, with their texts. */
export const advisorErrors = {
  'advisor.badAnswer': {
    what: '"{answer}" is no answer to the question "{question}".',
    why: 'After the answers before it these are possible: {offered}.',
    next: 'Run "Identity: Choose a Flow" and answer again.',
  },
} as const satisfies Record<string, ErrorText>;
