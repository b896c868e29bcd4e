import type { ErrorText } from '../errors.ts';

/** Error codes of `core/jwt`, with their texts. */
export const jwtErrors = {} as const satisfies Record<string, ErrorText>;
