import type { ErrorText } from '../../errors.ts';

/** Error codes of `core/entra/toolCaches`, with their texts. */
export const toolCacheErrors = {
  'toolCaches.unreadable': {
    what: '{file} could not be read.',
    why: '{reason}',
    next: 'Check who may read the file. Nothing was changed.',
  },
  'toolCaches.gone': {
    what: 'This token is no longer in the cache of {tool}.',
    why: 'The tool renewed or removed it in the meantime.',
    next: 'Refresh the view.',
  },
} as const satisfies Record<string, ErrorText>;
