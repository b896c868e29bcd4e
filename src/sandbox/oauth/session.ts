import type { Context } from 'hono';
import { getCookie, setCookie, deleteCookie } from 'hono/cookie';
import { isObject, list, text } from '../../core/json.ts';
import { randomId, type SignIn, type Sts } from './sts.ts';

const SESSION = 'sandbox_session';
const BROWSER = 'sandbox_browser';
const COOKIE = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;

/** The accounts signed in to this browser, kept sealed in a cookie so that every host with the keys knows them. */
export async function signedInAccounts(sts: Sts, context: Context): Promise<readonly SignIn[]> {
  const value = await sts.seal.open('session', getCookie(context, SESSION) ?? '');
  return isObject(value) ? list(value, 'accounts').flatMap((each) => parseAccount(sts, each) ?? []) : [];
}

/** Adds the account to the browser's session, or refreshes it. */
export async function rememberAccount(sts: Sts, context: Context, signIn: SignIn): Promise<void> {
  const others = (await signedInAccounts(sts, context)).filter((each) => !isSameAccount(each, signIn));
  const accounts = [signIn, ...others].map(storedAccount);
  setCookie(context, SESSION, await sts.seal.seal('session', { accounts }), COOKIE);
}

/** Signs every account out of this browser. */
export function forgetAccounts(context: Context): void {
  deleteCookie(context, SESSION, COOKIE);
}

/** The name of this browser in a cookie; a random one on its first visit. Call once per request. */
export function browserId(sts: Sts, context: Context): string {
  const known = getCookie(context, BROWSER);
  if (known !== undefined) return known;
  const id = randomId(sts.random);
  setCookie(context, BROWSER, id, COOKIE);
  return id;
}

export function isSameAccount(one: SignIn, other: SignIn): boolean {
  return one.userId === other.userId && one.tenant.id === other.tenant.id;
}

/** The account as JSON, for a cookie or a form. */
export function storedAccount({ tenant, userId, authTime, sid }: SignIn) {
  return { tenantId: tenant.id, userId, authTime, sid };
}

/** Reads `storedAccount`'s JSON back; undefined when the tenant or user is gone. */
export function parseAccount(sts: Sts, value: unknown): SignIn | undefined {
  if (!isObject(value) || typeof value['authTime'] !== 'number') return undefined;
  const tenant = sts.directory.tenant(text(value, 'tenantId') ?? '');
  const user = tenant?.user(text(value, 'userId') ?? '');
  if (!tenant || !user?.accountEnabled) return undefined;
  return {
    tenant,
    userId: user.id,
    authTime: value['authTime'],
    amr: ['pwd'],
    sid: text(value, 'sid') ?? '',
  };
}
