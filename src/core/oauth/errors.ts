import type { ErrorText } from '../errors.ts';

/** Error codes of `core/oauth`, with their texts. */
export const oauthErrors = {
  'discovery.unreachable': {
    what: '{url} could not be reached.',
    why: '{reason}',
    next: 'Check the address, your network and proxy settings, then try again.',
  },
} as const satisfies Record<string, ErrorText>;
