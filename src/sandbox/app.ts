import { Hono, type Context, type Handler, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { armApp } from './arm/armApp.ts';
import { ADMIN_PATH } from './control/adminApp.ts';
import { controlled, type Levers } from './control/controlled.ts';
import { logTokenRequests, recordRefusal } from './governance/signInLog.ts';
import { graphApp } from './graph/graphApp.ts';
import { advance } from './interaction/advance.ts';
import { openInteraction, startInteraction } from './interaction/interaction.ts';
import { logout } from './interaction/logout.ts';
import { steps } from './interaction/steps.ts';
import { traceOf, type Web } from './interaction/web.ts';
import { aadsts, AadstsError, errorBody } from './oauth/aadsts.ts';
import { crossOriginHeaders } from './oauth/crossOrigin.ts';
import { deviceAuthorization } from './oauth/deviceAuthorization.ts';
import { instanceDiscovery, jwks, openidConfiguration } from './oauth/discovery.ts';
import { browserId } from './oauth/session.ts';
import type { Sts } from './oauth/sts.ts';
import { tokenEndpoint } from './oauth/tokenEndpoint.ts';
import { devicePage } from './pages/devicePage.ts';
import { workloadApp } from './workload/workloadApp.ts';
import { errorPage, errorReferencePage } from './pages/errorPage.ts';

const BODY_LIMIT = 256 * 1024;
/** Graph takes 4 MB, and says so itself. */
const GRAPH_BODY_LIMIT = 5 * 1024 * 1024;

/** Every address of the sandbox. Both listeners and the door in process use this one handler. */
export function createApp(sts: Sts, levers: Levers, admin: Hono | undefined): Hono {
  const app = new Hono();
  app.use(checkHost(sts));
  const limits = {
    usual: bodyLimit({ maxSize: BODY_LIMIT }),
    graph: bodyLimit({ maxSize: GRAPH_BODY_LIMIT }),
  };
  app.use((context, next) =>
    limits[context.req.path.startsWith('/graph/') ? 'graph' : 'usual'](context, next),
  );
  if (admin) app.route(ADMIN_PATH, admin);
  app.use(controlled(sts, levers));
  app.route('/graph', graphApp(sts));
  app.route('/arm', armApp(sts));
  app.route('/', workloadApp(sts));
  app.use('/:tenant/oauth2/v2.0/token', logTokenRequests(sts));
  apiRoutes(app, sts);
  pageRoutes(app, sts);
  app.notFound((context) =>
    context.json({ error: 'not_found', error_description: 'The sandbox has nothing here.' }, 404),
  );
  app.onError((_, context) =>
    context.json(
      { error: 'server_error', error_description: 'The sandbox failed. This is a bug of the sandbox.' },
      500,
    ),
  );
  return app;
}

/** Refuses any other Host, so that a web page cannot reach the sandbox under a name of its own (DNS rebinding). */
function checkHost({ addresses }: Sts): MiddlewareHandler {
  const { host } = new URL(addresses.origin);
  return async (context, next) => {
    const url = new URL(context.req.url);
    if (url.host !== host && url.host !== new URL(await addresses.pages()).host) {
      return context.text(`The sandbox is not served under this name. Use ${addresses.origin}.\n`, 421);
    }
    await next();
    return undefined;
  };
}

/** Endpoints that programs call; they answer JSON. */
function apiRoutes(app: Hono, sts: Sts): void {
  const get = (path: string, answer: (segment: string) => unknown) =>
    app.get(
      path,
      api(sts, (context) => answer(context.req.param('tenant') ?? 'common')),
    );
  get('/:tenant/v2.0/.well-known/openid-configuration', (segment) => openidConfiguration(sts, segment, 2));
  get('/:tenant/.well-known/openid-configuration', (segment) => openidConfiguration(sts, segment, 1));
  get('/:tenant/discovery/v2.0/keys', (segment) => jwks(sts, segment, 2));
  get('/:tenant/discovery/keys', (segment) => jwks(sts, segment, 1));
  get('/common/discovery/instance', () => instanceDiscovery(sts));
  const post = (path: string, answer: (segment: string, request: Request) => Promise<unknown>) => {
    app.post(
      path,
      api(sts, (context) => answer(context.req.param('tenant') ?? 'common', context.req.raw)),
    );
    app.options(path, (context) =>
      context.body(null, 204, crossOriginHeaders(sts.directory, context.req.header('origin') ?? null)),
    );
    app.all(
      path,
      api(sts, (context) => {
        throw aadsts(900561, { expected: 'POST', method: context.req.method });
      }),
    );
  };
  post('/:tenant/oauth2/v2.0/token', (segment, request) => tokenEndpoint(sts, segment, request));
  post('/:tenant/oauth2/v2.0/devicecode', (segment, request) => deviceAuthorization(sts, segment, request));
}

/** Endpoints that a browser shows. */
function pageRoutes(app: Hono, sts: Sts): void {
  app.get(
    '/:tenant/oauth2/v2.0/authorize',
    page(sts, async (web) => {
      const query = new URL(web.context.req.url).search.slice(1);
      return await advance(
        web,
        startInteraction('authorize', web.context.req.param('tenant') ?? 'common', query),
      );
    }),
  );
  app.post(
    '/:tenant/oauth2/v2.0/authorize',
    page(sts, async (web) => {
      const query = await web.context.req.text();
      return await advance(
        web,
        startInteraction('authorize', web.context.req.param('tenant') ?? 'common', query),
      );
    }),
  );
  app.get(
    '/:tenant/v2.0/adminconsent',
    page(sts, async (web) => {
      const query = new URL(web.context.req.url).search.slice(1);
      return await advance(
        web,
        startInteraction('adminConsent', web.context.req.param('tenant') ?? 'common', query),
      );
    }),
  );
  app.post(
    '/interaction/:step',
    page(sts, async (web) => {
      const fields = Object.fromEntries(new URLSearchParams(await web.context.req.text()));
      const name = web.context.req.param('step') ?? '';
      const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
      if (!step) throw aadsts(9002313, { reason: `there is no step '${name}'` });
      return await step(web, await openInteraction(web, fields['interaction'] ?? ''), fields);
    }),
  );
  const device = page(
    sts,
    async (web) => await devicePage(web, { userCode: web.context.req.query('user_code') ?? '' }),
  );
  app.get('/devicelogin', device);
  app.get('/:tenant/oauth2/deviceauth', device);
  app.get('/:tenant/oauth2/v2.0/logout', page(sts, logout));
  app.get(
    '/error',
    page(sts, async (web) => await errorReferencePage(web, web.context.req.query('code') ?? '')),
  );
}

function api(sts: Sts, answer: (context: Context) => unknown): Handler {
  return async (context) => {
    const trace = traceOf(sts, context.req.raw);
    const cors = crossOriginHeaders(sts.directory, context.req.header('origin') ?? null);
    const headers = {
      ...cors,
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
      'client-request-id': trace.correlationId,
      'x-ms-request-id': trace.traceId,
    };
    try {
      return Response.json(await answer(context), { headers });
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      const body = errorBody(error, trace, sts.addresses.origin);
      return Response.json(body, { status: error.entry.status ?? 400, headers });
    }
  };
}

/** Pages live on their own origin, which a browser trusts without a certificate; others are sent there. */
function page(sts: Sts, show: (web: Web) => Promise<Response>): Handler {
  return async (context) => {
    const url = new URL(context.req.url);
    const pages = new URL(await sts.addresses.pages());
    if (url.origin !== pages.origin)
      return context.redirect(`${pages.origin}${url.pathname}${url.search}`, 307);
    const web = { sts, context, trace: traceOf(sts, context.req.raw), browser: browserId(sts, context) };
    try {
      return await show(web);
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      const segment = context.req.param('tenant') ?? 'common';
      if (url.searchParams.has('client_id')) recordRefusal(sts, segment, url.search, error, web.trace);
      return await errorPage(web, error);
    }
  };
}
