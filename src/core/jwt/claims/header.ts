import type { ClaimMeaning } from './claim.ts';

/** Parameters of the JOSE header. */
export const headerParameters: readonly ClaimMeaning[] = [
  {
    name: 'alg',
    meaning:
      'Algorithm of the signature, or of the key management when encrypted. A verifier decides which it accepts; never the token.',
    type: 'string',
    source: 'RFC 7515 §4.1.1',
  },
  { name: 'enc', meaning: 'Algorithm that encrypts the content.', type: 'string', source: 'RFC 7516 §4.1.2' },
  { name: 'zip', meaning: 'Compression before encryption.', type: 'string', source: 'RFC 7516 §4.1.3' },
  {
    name: 'typ',
    meaning: 'Type of the token; keeps one kind from being taken for another.',
    type: 'media type',
    source: 'RFC 7515 §4.1.9',
  },
  {
    name: 'cty',
    meaning: 'Type of the content; JWT means a token inside.',
    type: 'media type',
    source: 'RFC 7515 §4.1.10',
  },
  {
    name: 'kid',
    meaning: "Which of the issuer's published keys signed the token.",
    type: 'string',
    source: 'RFC 7515 §4.1.4',
  },
  {
    name: 'x5t',
    meaning: 'SHA-1 thumbprint of the signing certificate; the key id of v1 tokens.',
    type: 'base64url',
    source: 'RFC 7515 §4.1.7',
  },
  {
    name: 'x5t#S256',
    meaning: 'SHA-256 thumbprint of the signing certificate.',
    type: 'base64url',
    source: 'RFC 7515 §4.1.8',
  },
  {
    name: 'x5c',
    meaning: 'The signing certificate and its chain. Proves nothing until the chain is checked.',
    type: 'array',
    source: 'RFC 7515 §4.1.6',
  },
  {
    name: 'x5u',
    meaning: 'Address of the signing certificate. Never fetch it from an untrusted token.',
    type: 'URL',
    source: 'RFC 7515 §4.1.5',
  },
  {
    name: 'jku',
    meaning: 'Address of the key set. Never fetch it from an untrusted token.',
    type: 'URL',
    source: 'RFC 7515 §4.1.2',
  },
  {
    name: 'jwk',
    meaning: 'Public key inside the token. Only proof tokens (DPoP) are verified by it.',
    type: 'object',
    source: 'RFC 7515 §4.1.3',
  },
  {
    name: 'crit',
    meaning: 'Extensions a verifier must understand or refuse the token.',
    type: 'array',
    source: 'RFC 7515 §4.1.11',
  },
  {
    name: 'b64',
    meaning: 'false: the payload is signed as it is, not base64url encoded.',
    type: 'boolean',
    source: 'RFC 7797 §3',
  },
  {
    name: 'nonce',
    meaning:
      "Microsoft's own resources only: the signature covers a hash of this value, so the token does not verify by the usual rules.",
    type: 'string',
    source: 'Entra access token',
    caution: 'undocumented',
  },
  {
    name: 'epk',
    meaning: 'Ephemeral public key of the key agreement.',
    type: 'object',
    source: 'RFC 7518 §4.6.1.1',
  },
  {
    name: 'apu',
    meaning: 'About the producer, input of the key agreement.',
    type: 'base64url',
    source: 'RFC 7518 §4.6.1.2',
  },
  {
    name: 'apv',
    meaning: 'About the recipient, input of the key agreement.',
    type: 'base64url',
    source: 'RFC 7518 §4.6.1.3',
  },
  {
    name: 'iv',
    meaning: 'Initialization vector of the wrapped key.',
    type: 'base64url',
    source: 'RFC 7518 §4.7.1.1',
  },
  {
    name: 'tag',
    meaning: 'Authentication tag of the wrapped key.',
    type: 'base64url',
    source: 'RFC 7518 §4.7.1.2',
  },
  { name: 'p2s', meaning: 'Salt of the password-based key.', type: 'base64url', source: 'RFC 7518 §4.8.1.1' },
  { name: 'p2c', meaning: 'Rounds of the password-based key.', type: 'number', source: 'RFC 7518 §4.8.1.2' },
  { name: 'url', meaning: 'Request URL (ACME).', type: 'URL', source: 'RFC 8555 §6.4' },
  {
    name: 'trust_chain',
    meaning: 'Federation statements up to a trust anchor.',
    type: 'array',
    source: 'OpenID Federation §4.3',
  },
];
