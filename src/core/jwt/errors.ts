import type { ErrorText } from '../errors.ts';

/** Error codes of `core/jwt`, with their texts. */
export const jwtErrors = {
  'jwt.keysUnreadable': {
    what: 'The keys of {issuer} could not be found.',
    why: 'Its discovery document could not be read, or names no keys (jwks_uri) at an https address.',
    next: 'Check the iss claim, or verify with a key you have: PEM, certificate, JWK or secret.',
  },
  'jwt.claimsNotJson': {
    what: 'The claims are not a JSON object.',
    next: 'Write names and values between braces, as they stand in a token.',
  },
  'jwt.notEncrypted': {
    what: 'This token is not encrypted.',
    why: 'An encrypted token (JWE) has five parts and an enc in its header.',
    next: 'Inspect it as it is: its claims can be read without a key.',
  },
  'jwt.notDecrypted': {
    what: 'The token could not be decrypted with this key ({alg}).',
    why: '{reason}',
    next: 'Give the private key of the recipient as PEM (PKCS #8) or JWK, or the shared secret.',
  },
} as const satisfies Record<string, ErrorText>;
