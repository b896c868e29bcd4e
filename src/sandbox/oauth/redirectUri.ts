import type { Application } from '../directory/model.ts';

/** The platform a redirect URI is registered on; it decides how tokens may be redeemed. */
export type Platform = 'web' | 'spa' | 'native';

const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/** The platform whose registered URIs match the requested one, or undefined. */
export function platformOf(application: Application, redirectUri: string): Platform | undefined {
  const { web, spa, publicClient } = application;
  if (spa.redirectUris.some((each) => matchesRedirectUri(each, redirectUri))) return 'spa';
  if (web.redirectUris.some((each) => matchesRedirectUri(each, redirectUri))) return 'web';
  if (publicClient.redirectUris.some((each) => matchesRedirectUri(each, redirectUri))) return 'native';
  return undefined;
}

/** All registered redirect URIs, web first. */
export function redirectUris(application: Application): readonly string[] {
  const { web, spa, publicClient } = application;
  return [...web.redirectUris, ...spa.redirectUris, ...publicClient.redirectUris];
}

/**
 * Exact comparison, except that the port of a loopback address is ignored and an empty path equals `/`; path
 * and query are case-sensitive (RFC 8252 §7.3; Microsoft: redirect URI restrictions).
 */
export function matchesRedirectUri(registered: string, requested: string): boolean {
  if (!URL.canParse(registered) || !URL.canParse(requested)) return false;
  return comparable(registered) === comparable(requested);
}

/** Whether two addresses are the same; an empty path equals `/`, which is how browsers bring it back. */
export function isSameUri(one: string, other: string): boolean {
  return (
    one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)
  );
}

/** Whether the origin is that of one of the application's single-page redirect URIs; loopback ports ignored. */
export function isSpaOrigin(application: Application, origin: string): boolean {
  return (
    URL.canParse(origin) && application.spa.redirectUris.some((uri) => originOf(uri) === originOf(origin))
  );
}

function comparable(uri: string): string {
  const url = new URL(uri);
  return `${originOf(uri)}${url.pathname}${url.search}${url.hash}`;
}

function originOf(uri: string): string {
  const url = new URL(uri);
  const host = LOOPBACK.has(url.hostname) ? url.hostname : url.host;
  return `${url.protocol}//${host}`;
}
