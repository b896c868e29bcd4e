import { isLoopback } from '../oauth/redirect.ts';
import type { Application, Platform } from './application.ts';

/** A redirect URI with the platform it is registered on. */
export interface RedirectChoice {
  readonly redirectUri: string;
  readonly platform: Platform;
}

const PLATFORMS: readonly Platform[] = ['publicClient', 'spa', 'web'];

/**
 * The registered redirect URIs a flow run from here can use, the best first: those that lead to this computer, public
 * clients before single-page apps before web apps, then the others, whose answer a person has to paste.
 */
export function redirectChoices({ redirectUris }: Application): readonly RedirectChoice[] {
  const all = PLATFORMS.flatMap((platform) =>
    redirectUris[platform].map((redirectUri) => ({ redirectUri, platform })),
  );
  const leadsHere = ({ redirectUri }: RedirectChoice) =>
    URL.canParse(redirectUri) && isLoopback(new URL(redirectUri));
  return [...all.filter(leadsHere), ...all.filter((choice) => !leadsHere(choice))];
}
