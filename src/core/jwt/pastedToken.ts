import { jsonForms } from './jsonSerialization.ts';
import { linesOf } from './lines.ts';
import { findTokens } from './scan.ts';

/** Things people paste that are no token we can read, and what they are. First match counts. */
const NO_TOKENS: readonly (readonly [pattern: RegExp, told: string])[] = [
  [
    /^\s*(?:PHNhbWxw|PD94bWw|PEFzc2VydGlvbg|PFJlc3BvbnNl)/,
    'This looks like a SAML message in base64, not a JSON Web Token.',
  ],
  [/^\s*<(?:\?xml|saml|samlp|Assertion|Response)/i, 'This is a SAML or XML document, not a JSON Web Token.'],
  [/^\s*-----BEGIN /, 'This is a key or certificate in PEM form. Use it to verify a token, not as one.'],
  [
    /^\s*(?:[01]\.A[\w-]{20,}|M\.C\d+_|OAAAB)/,
    'This looks like a refresh token or authorization code of Entra ID. It is opaque: only the issuer can read it.',
  ],
  [/^\s*(?:gh[pousr]_|github_pat_)/, 'This is a GitHub token. It is opaque: only GitHub can read it.'],
  [
    /^\s*\{[\s\S]*"(?:payload|ciphertext|signatures)"\s*:/,
    'This looks like a JWS or JWE in JSON, but it has no signature, no algorithm or no ciphertext.',
  ],
  [
    /^\s*[\w.~+/-]+=*\s*$/,
    'This is one word without the parts of a token: an opaque token, perhaps. Only its issuer can say what it means.',
  ],
];

/**
 * The first token in pasted text, or why there is none, as a translatable sentence. Text around a token is
 * ignored, as in the editor; a token written in JSON is the whole text.
 */
export function readPastedToken(text: string): { readonly token?: string; readonly refusal?: string } {
  if (jsonForms(text).length > 0) return { token: text.trim() };
  for (const found of findTokens(linesOf(text))) return { token: found.text };
  const [, told] = NO_TOKENS.find(([pattern]) => pattern.test(text)) ?? [];
  return {
    refusal:
      told ??
      'There is no token in this text. A token is two or more base64url parts with dots between them, and begins with eyJ.',
  };
}
