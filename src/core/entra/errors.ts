import type { ErrorText } from '../errors.ts';

/** Error codes of `core/entra`, with their texts. */
export const entraErrors = {
} as const satisfies Record<string, ErrorText>;
