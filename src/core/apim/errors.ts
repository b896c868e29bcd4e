import type { ErrorText } from '../errors.ts';

/** Error codes of `core/apim`, with their texts. */
export const apimErrors = {
  'policy.none': {
    what: 'This document has no validate-jwt and no validate-azure-ad-token.',
    why: 'Only these two policies look at a token.',
    next: 'Open an API Management policy that has one, or generate one with "Identity: Generate API Management Policy".',
  },
  'policy.noDocument': {
    what: 'No policy document is open.',
    next: 'Open a file whose root is <policies> or <fragment>, and try again.',
  },
  'policy.valuesUnreadable': {
    what: 'The named values in {file} could not be read.',
    why: '{reason}',
    next: 'Mend the file: a JSON object with a text for each named value. Without the file you are asked for the values.',
  },
  'policy.unknownTemplate': {
    what: 'There is no policy template {template}.',
    next: 'Use one of: {known}.',
  },
  'report.gone': {
    what: 'This report belongs to a window that has been closed.',
    next: 'Run the command again that made it.',
  },
} as const satisfies Record<string, ErrorText>;
