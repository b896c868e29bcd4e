import type { ErrorText } from '../errors.ts';

/** Error codes of `core/jwt`, with their texts. */
export const jwtErrors = {
  'jwt.keysUnreadable': {
    what: 'The keys of {issuer} could not be found.',
    why: 'Its discovery document could not be read, or names no keys (jwks_uri).',
    next: 'Check the iss claim, or verify with a key you have: PEM, certificate, JWK or secret.',
  },
} as const satisfies Record<string, ErrorText>;
