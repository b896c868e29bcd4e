import type { Application } from '../directory/model.ts';
import { aadsts, AadstsError, errorDescription } from '../oauth/aadsts.ts';
import {
  authorizeTarget,
  readAuthorizeRequest,
  type AuthorizeRequest,
  type AuthorizeTarget,
} from '../oauth/authorizeRequest.ts';
import { authorizeResponse } from '../oauth/authorizeResponse.ts';
import { clientIn } from '../oauth/client.ts';
import { Form } from '../oauth/form.ts';
import type { DeviceGrant } from '../oauth/pendingGrants.ts';
import type { SignIn } from '../oauth/sts.ts';
import { errorPage } from '../pages/errorPage.ts';
import { formPostPage } from '../pages/formPostPage.ts';
import { messagePage } from '../pages/messagePage.ts';
import { adminConsentSubject } from './adminConsent.ts';
import type { Interaction, Purpose } from './interaction.ts';
import type { Web } from './web.ts';

/** What a person signs in to: an application's authorization request or a waiting device. */
export interface Subject {
  readonly application: Application;
  readonly segment: string;
  readonly scope: string;
  readonly request: Partial<Pick<AuthorizeRequest, 'prompt' | 'loginHint' | 'domainHint' | 'maxAge'>>;
  /** Asks for confirmation that the person holds the device. */
  readonly needsConfirmation: boolean;
  /** Where the browser may be sent by a form, for the page's policy. */
  readonly redirectUri: string | undefined;
  /** Instead of assignment, consent and `finish`: what an administrator does here. */
  administer?(account: SignIn, interaction: Interaction): Promise<Response>;
  finish(signIn: SignIn): Promise<Response>;
  refuse(error: AadstsError): Response | Promise<Response>;
}

/** Reads what an interaction is about. Throws the errors that can only be shown. */
export function subjectOf(web: Web, interaction: Interaction): Subject | Response | Promise<Response> {
  return subjects[interaction.purpose](web, interaction);
}

const subjects: Readonly<
  Record<Purpose, (web: Web, interaction: Interaction) => Subject | Response | Promise<Response>>
> = { authorize: authorizeSubject, device: deviceSubject, adminConsent: adminConsentSubject };

function authorizeSubject(
  web: Web,
  { segment, request: query }: Interaction,
): Subject | Response | Promise<Response> {
  const { sts, trace } = web;
  const form = new Form(new URLSearchParams(query));
  const target = authorizeTarget(sts, segment, form);
  const refuse = (error: AadstsError): Response | Promise<Response> => {
    if (error.entry.page) return errorPage(web, error);
    const code = error.entry.suberror ?? error.entry.error;
    const error_uri = `${sts.addresses.origin}/error?code=${error.code}`;
    return deliver(web, target, {
      error: code,
      error_description: errorDescription(error, trace),
      error_uri,
    });
  };
  const request = attempt(() => readAuthorizeRequest(target, form));
  if (request instanceof AadstsError) return refuse(request);
  return {
    application: target.application,
    segment,
    scope: request.scope,
    request,
    needsConfirmation: false,
    redirectUri: target.redirectUri,
    refuse,
    async finish(signIn) {
      const client = clientIn(signIn.tenant, target.application);
      const context = { sts, client, authentication: 'none' } as const;
      return await deliver(web, target, await authorizeResponse(context, request, signIn));
    },
  };
}

function deviceSubject(web: Web, interaction: Interaction): Subject {
  const grant = waitingDevice(web, interaction.request);
  const { directory } = web.sts;
  const application = directory.application(grant.clientId);
  if (!application) throw aadsts(700016, { clientId: grant.clientId, tenant: grant.segment });
  const done = (isSignedIn: boolean) =>
    messagePage(web, {
      title: isSignedIn ? 'You are signed in' : 'Sign-in cancelled',
      text: isSignedIn
        ? `${application.displayName} continues on your device. You can close this page.`
        : `${application.displayName} did not get access. You can close this page.`,
      isGood: isSignedIn,
    });
  return {
    application,
    segment: grant.segment,
    scope: grant.scope,
    request: { prompt: 'select_account' },
    needsConfirmation: true,
    redirectUri: undefined,
    async finish(signIn) {
      grant.state = signIn;
      return await done(true);
    },
    async refuse(error) {
      if (error.code !== 65004) return await errorPage(web, error);
      grant.state = 'declined';
      return await done(false);
    },
  };
}

/** The device that shows this code. Throws AADSTS 70019 when none waits with it. */
export function waitingDevice({ sts }: Web, userCode: string): DeviceGrant {
  const grant = sts.pending.devicesByUserCode.get(userCode);
  if (grant?.state !== 'pending' || grant.expires < sts.clock.now()) throw aadsts(70019, {});
  return grant;
}

/** Sends the response's parameters to the redirect URI (OAuth 2.0 Multiple Response Types §2.1; Form Post §2). */
function deliver(
  web: Web,
  { redirectUri, responseMode, state }: AuthorizeTarget,
  parameters: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  const all = { ...parameters, ...(state === undefined ? {} : { state }) };
  if (responseMode === 'form_post') return formPostPage(web, redirectUri, all);
  const url = new URL(redirectUri);
  const encoded = new URLSearchParams(all).toString();
  if (responseMode === 'fragment') url.hash = encoded;
  else url.search = url.search ? `${url.search}&${encoded}` : encoded;
  return web.context.redirect(url.href, 302);
}

function attempt<Value>(read: () => Value): Value | AadstsError {
  try {
    return read();
  } catch (error) {
    if (error instanceof AadstsError) return error;
    throw error;
  }
}
