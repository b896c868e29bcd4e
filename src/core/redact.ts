/** Text patterns that must never reach a log: compact JWS/JWE, bearer and basic credentials, secret-named values. */
const PATTERNS: readonly [pattern: RegExp, replacement: string][] = [
  [/(?<![\w-])eyJ[\w-]+(?:\.[\w-]*){1,4}/g, '[token]'],
  [/\b(Bearer|Basic|DPoP)\s+[\w.~+/=-]{8,}/gi, '$1 [credential]'],
  [
    /\b(access_token|id_token|refresh_token|client_secret|client_assertion|assertion|password|code_verifier|device_code|secret|logout_token)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    '$1$2[secret]',
  ],
  [/([?&#]code=)[^\s&"']+/g, '$1[secret]'],
  [/(?<![\w.-])[01]\.A[\w-]{40,}(?:\.[\w-]+)*/g, '[token]'],
];

/** The text with everything that looks like a token, credential or named secret masked. */
export function redact(text: string): string {
  return PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
