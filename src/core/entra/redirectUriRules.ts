import type { Platform } from './application.ts';

/** One of Entra's rules for redirect URIs; `broken` tells whether a URI breaks it. */
interface RedirectUriRule {
  readonly broken: (uri: string, platform: Platform, allowsPersonal: boolean) => boolean;
  readonly problem: string;
}

/** The longest redirect URI Entra takes. */
export const LONGEST_REDIRECT_URI = 256;
const LOOPBACK = new Set(['localhost', '127.0.0.1']);
const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

const scheme = (uri: string) => new URL(uri).protocol;
const isLoopbackUri = (uri: string) => LOOPBACK.has(new URL(uri).hostname);

/**
 * The rules in the order in which they are worth telling (Microsoft: Redirect URI restrictions and limitations,
 * https://learn.microsoft.com/entra/identity-platform/reply-url).
 */
const rules: readonly RedirectUriRule[] = [
  { broken: (uri) => uri === '' || /\s/.test(uri), problem: 'Type the address without spaces.' },
  {
    broken: (uri) => !URL.canParse(uri),
    problem: 'This is no absolute URI. It begins with a scheme, such as https://.',
  },
  {
    broken: (uri) => uri.length > LONGEST_REDIRECT_URI,
    problem: 'A redirect URI has at most 256 characters.',
  },
  {
    broken: (uri) => uri.includes('*'),
    problem: 'Entra takes no wildcards: register each address by itself.',
  },
  { broken: (uri) => uri.includes('#'), problem: 'A redirect URI has no fragment (#).' },
  {
    broken: (uri) => scheme(uri) === 'http:' && !isLoopbackUri(uri),
    problem: 'http: is for localhost and 127.0.0.1 only. Use https: elsewhere.',
  },
  {
    broken: (uri, platform) => platform !== 'publicClient' && !/^https?:$/.test(scheme(uri)),
    problem: 'Web and single-page apps use https:. Schemes of their own belong to public clients.',
  },
  {
    broken: (uri) => /^(javascript|data|vbscript|file|blob):/i.test(uri),
    problem: 'A browser would run or show this address instead of sending the answer there.',
  },
  {
    broken: (uri) => /[!$'(),;]/.test(uri),
    problem: "Entra takes none of the characters ! $ ' ( ) , ;",
  },
  {
    broken: (uri) => new URL(uri).username !== '' || new URL(uri).password !== '',
    problem: 'A redirect URI holds no user name and no password.',
  },
  {
    broken: (uri, _platform, allowsPersonal) => allowsPersonal && new URL(uri).search !== '',
    problem: 'With personal Microsoft accounts a redirect URI has no query.',
  },
];

/** What Entra would not accept about a redirect URI of a platform, undefined when it is fine. */
export function redirectUriProblem(
  uri: string,
  platform: Platform,
  signInAudience = 'AzureADMyOrg',
): string | undefined {
  if (platform === 'publicClient' && uri === OUT_OF_BAND) return undefined;
  const allowsPersonal = /Personal/.test(signInAudience);
  return rules.find(({ broken }) => broken(uri, platform, allowsPersonal))?.problem;
}
