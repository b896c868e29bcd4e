const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a URL may carry OAuth messages: https, or http on loopback (RFC 8252 §8.3). */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname));
}

/** Whether a text is such an address. */
export function isSecureAddress(text: string): boolean {
  return URL.canParse(text) && isSecure(new URL(text));
}
