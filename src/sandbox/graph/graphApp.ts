import { Hono, type Context } from 'hono';
import { traceOf } from '../interaction/web.ts';
import { crossOriginHeaders } from '../oauth/crossOrigin.ts';
import type { Sts } from '../oauth/sts.ts';
import { GraphError } from './graphError.ts';
import { answerGraph, userinfo } from './graphRequest.ts';
import { writeGraph } from './writeRequest.ts';

interface GraphAnswer {
  readonly status: number;
  readonly body?: object | string;
}
const ok = (body: object | string): GraphAnswer => ({ status: 200, body });

/** Microsoft Graph v1.0, the part the sandbox has; mounted at `/graph`. */
export function graphApp(sts: Sts): Hono {
  const app = new Hono();
  const at = '/graph/v1.0';
  app.get(
    '/v1.0/*',
    async (context) =>
      await respond(sts, context, async () =>
        ok(await answerGraph(sts, context.req.raw, context.req.path.slice(at.length))),
      ),
  );
  app.on(
    ['POST', 'PATCH', 'DELETE'],
    '/v1.0/*',
    async (context) =>
      await respond(
        sts,
        context,
        async () => await writeGraph(sts, context.req.raw, context.req.path.slice(at.length)),
      ),
  );
  app.get(
    '/oidc/userinfo',
    async (context) => await respond(sts, context, async () => ok(await userinfo(sts, context.req.raw))),
  );
  app.options('*', (context) =>
    context.body(null, 204, crossOriginHeaders(sts.directory, context.req.header('origin') ?? null)),
  );
  app.all(
    '*',
    async (context) =>
      await respond(sts, context, () => {
        const message = `The sandbox's Graph has no ${context.req.method} at this address: it serves v1.0.`;
        return Promise.reject(new GraphError(405, 'Request_BadRequest', message));
      }),
  );
  return app;
}

async function respond(sts: Sts, context: Context, answer: () => Promise<GraphAnswer>): Promise<Response> {
  const { traceId, correlationId, time } = traceOf(sts, context.req.raw);
  const headers = {
    ...crossOriginHeaders(sts.directory, context.req.header('origin') ?? null),
    'Cache-Control': 'no-store',
    'request-id': traceId,
    'client-request-id': correlationId,
  };
  try {
    const { status, body } = await answer();
    if (typeof body !== 'object') return new Response(body ?? null, { status, headers });
    return Response.json(body, { status, headers });
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const challenge =
      error.status === 401
        ? {
            'WWW-Authenticate': `Bearer realm="", authorization_uri="${sts.addresses.origin}/common/oauth2/v2.0/authorize"`,
          }
        : {};
    const innerError = {
      date: new Date(time).toISOString().slice(0, 19),
      'request-id': traceId,
      'client-request-id': correlationId,
    };
    const body = { error: { code: error.code, message: error.message, innerError } };
    return Response.json(body, { status: error.status, headers: { ...headers, ...challenge } });
  }
}
