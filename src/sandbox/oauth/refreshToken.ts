import { isObject, strings, text } from '../../core/json.ts';
import type { TokenContext } from './claims.ts';
import { aadsts } from './aadsts.ts';
import type { Platform } from './redirectUri.ts';
import { seconds, type SignIn, type Sts } from './sts.ts';
import type { UserTokenOptions } from './userTokens.ts';

const DAY = 24 * 3600;
const INACTIVITY = 90 * DAY;
const SPA_LIFETIME = DAY;

/** What a refresh token stands for. It carries this itself, sealed, so no process needs to remember it. */
export interface RefreshGrant {
  readonly clientId: string;
  readonly scope: string;
  readonly platform: Platform;
  readonly signIn: SignIn;
  /** Seconds: issued at, and start of the chain of rotations. */
  readonly issued: number;
  readonly chainStart: number;
}

/** A new refresh token for the sign-in; earlier ones stay valid, as on Entra. */
export async function sealRefreshToken(
  { sts, client }: TokenContext,
  options: UserTokenOptions,
): Promise<string> {
  const { signIn, scope, platform, chainStart = seconds(sts) } = options;
  const { userId, authTime, amr, sid } = signIn;
  return await sts.seal.seal('refresh_token', {
    clientId: client.application.appId,
    tenantId: signIn.tenant.id,
    ...{ scope, platform, userId, authTime, amr, sid, chainStart },
    issued: seconds(sts),
  });
}

/** Reads a refresh token. Throws AADSTS 70000, 700082 after 90 idle days, 700084 after a page's 24 hours. */
export async function openRefreshToken(sts: Sts, token: string): Promise<RefreshGrant> {
  const grant = parse(sts, await sts.seal.open('refresh_token', token));
  if (!grant) throw aadsts(70000, { grant: 'refresh token' });
  const now = seconds(sts);
  if (grant.platform === 'spa' && now > grant.chainStart + SPA_LIFETIME) throw aadsts(700084, {});
  if (now > grant.issued + INACTIVITY) throw aadsts(700082, {});
  return grant;
}

function parse(sts: Sts, value: unknown): RefreshGrant | undefined {
  if (!isObject(value)) return undefined;
  const [clientId, scope, userId] = [text(value, 'clientId'), text(value, 'scope'), text(value, 'userId')];
  const tenant = sts.directory.tenant(text(value, 'tenantId') ?? '');
  const { platform, authTime, issued, chainStart } = value;
  if (!clientId || !scope || !userId || !tenant || !isPlatform(platform)) return undefined;
  if (typeof authTime !== 'number' || typeof issued !== 'number' || typeof chainStart !== 'number')
    return undefined;
  const signIn = { tenant, userId, authTime, amr: strings(value, 'amr'), sid: text(value, 'sid') ?? '' };
  return { clientId, scope, platform, signIn, issued, chainStart };
}

function isPlatform(value: unknown): value is Platform {
  return value === 'web' || value === 'spa' || value === 'native';
}
