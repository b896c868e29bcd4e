import { Form } from '../oauth/form.ts';
import { matchesRedirectUri, redirectUris } from '../oauth/redirectUri.ts';
import { forgetAccounts } from '../oauth/session.ts';
import { messagePage } from '../pages/messagePage.ts';
import type { Web } from './web.ts';

/**
 * Ends the browser's session (OpenID Connect RP-Initiated Logout 1.0) and returns only to an address that some
 * application has registered.
 */
export async function logout(web: Web): Promise<Response> {
  const form = new Form(new URL(web.context.req.url).searchParams);
  forgetAccounts(web.context);
  const target = form.get('post_logout_redirect_uri');
  const applications = web.sts.directory.tenants.flatMap((tenant) => tenant.content.applications);
  const registered = applications.flatMap((each) => redirectUris(each));
  if (target === undefined || !registered.some((each) => matchesRedirectUri(each, target))) {
    const text = 'You are signed out of every sandbox account in this browser. You can close this page.';
    return await messagePage(web, { title: 'Signed out', text, isGood: true });
  }
  const url = new URL(target);
  const state = form.get('state');
  if (state !== undefined) url.searchParams.set('state', state);
  return web.context.redirect(url.href, 302);
}
