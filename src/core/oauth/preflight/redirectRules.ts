import { redirectUriOf } from '../authorizationRequest.ts';
import type { RedirectPlatform } from '../flow.ts';
import { isLoopback } from '../redirect.ts';
import { isEntra, type PreflightRule, type PreflightSubject, type Registration } from './subject.ts';

const PLATFORM_NAMES: Readonly<Record<RedirectPlatform, string>> = {
  web: 'Web',
  spa: 'Single-page application',
  publicClient: 'Mobile and desktop applications',
};

/** Rules about where the browser comes back to. */
export const redirectRules: readonly PreflightRule[] = [
  {
    id: 'redirect-insecure',
    check(subject) {
      const uri = usedRedirect(subject);
      if (uri === undefined || !URL.canParse(uri)) return undefined;
      const url = new URL(uri);
      if (url.protocol !== 'http:' || isLoopback(url)) return undefined;
      return {
        problem: `${uri} is an http: address outside this computer; codes could be read on their way.`,
        fix: 'Use https:, or http://localhost for a program on this computer.',
        ...(isEntra(subject) ? { code: 50011 } : {}),
      };
    },
  },
  {
    id: 'redirect-not-registered',
    check(subject) {
      const uri = usedRedirect(subject);
      const { registration } = subject;
      if (uri === undefined || registration === undefined || platformsOf(registration, uri).length > 0)
        return undefined;
      return {
        problem: `${uri} is not among the redirect URIs of the application.`,
        fix: 'Add exactly this redirect URI under Authentication, on the platform that fits.',
        code: 50011,
      };
    },
  },
  {
    id: 'redirect-wrong-platform',
    check(subject) {
      const uri = usedRedirect(subject);
      const { registration, request } = subject;
      if (uri === undefined || registration === undefined || request.platform === undefined) return undefined;
      const platforms = platformsOf(registration, uri);
      const [registered] = platforms;
      if (registered === undefined || platforms.includes(request.platform)) return undefined;
      return {
        problem: `${uri} is registered as ${PLATFORM_NAMES[registered]}, and the request treats it as ${PLATFORM_NAMES[request.platform]}.`,
        fix: `Run it as ${PLATFORM_NAMES[registered]}, or move the redirect URI.`,
        code: registered === 'spa' ? 9002327 : request.platform === 'spa' ? 9002326 : 7000218,
      };
    },
  },
];

function usedRedirect({ flow, request }: PreflightSubject): string | undefined {
  return flow.needs.includes('redirect') ? redirectUriOf(request) : undefined;
}

function platformsOf({ redirectUris }: Registration, uri: string): readonly RedirectPlatform[] {
  const platforms: readonly RedirectPlatform[] = ['web', 'spa', 'publicClient'];
  return platforms.filter((platform) =>
    redirectUris[platform].some((registered) => matches(registered, uri)),
  );
}

/** Letter by letter; for http://localhost the port does not count (Microsoft, "Redirect URI restrictions"). */
function matches(registered: string, uri: string): boolean {
  if (registered === uri) return true;
  if (!URL.canParse(registered) || !URL.canParse(uri)) return false;
  const [one, other] = [new URL(registered), new URL(uri)];
  return (
    isLoopback(one) && isLoopback(other) && one.hostname === other.hostname && one.pathname === other.pathname
  );
}
