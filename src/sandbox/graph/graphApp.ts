import { Hono, type Context } from 'hono';
import { traceOf } from '../interaction/web.ts';
import { crossOriginHeaders } from '../oauth/crossOrigin.ts';
import type { Sts } from '../oauth/sts.ts';
import { answerBatch } from './batch.ts';
import { callerOf } from './caller.ts';
import { DeltaStates } from './delta.ts';
import { GraphError } from './graphError.ts';
import { answerMail, answerUpload, isMailPath } from './mail/answerMail.ts';
import { Mailboxes } from './mail/mailboxes.ts';
import { answerGraph, userinfo } from './graphRequest.ts';
import { writeGraph } from './writeRequest.ts';

/** After the version; parts of a batch come without the folder this app is mounted at. */
const pathOf = ({ req }: Context): string => req.path.replace(/^(?:\/graph)?\/(?:v1\.0|beta)/, '');

interface GraphAnswer {
  readonly status: number;
  readonly body?: object | string;
}
const ok = (body: object | string): GraphAnswer => ({ status: 200, body });

/** The versions of Graph. */
const VERSIONS = ['v1.0', 'beta'] as const;

/** Microsoft Graph, the part the sandbox has; mounted at `/graph`. Beta is v1.0 with what is in beta only. */
export function graphApp(sts: Sts): Hono {
  const app = new Hono();
  const deltas = new DeltaStates();
  app.post(
    '/v1.0/$batch',
    async (context) =>
      await respond(sts, context, async () => {
        await callerOf(sts, context.req.raw);
        // A part is a request like any other to this app, so that it meets the same checks.
        const root = `${sts.addresses.origin}/v1.0`;
        return ok(await answerBatch(context.req.raw, root, async (part) => await app.fetch(part)));
      }),
  );
  const boxes = new Mailboxes();
  app.put(
    '/v1.0/upload/:key',
    async (context) =>
      await respond(
        sts,
        context,
        async () => await answerUpload(boxes, context.req.raw, context.req.param('key')),
      ),
  );
  app.on(['GET', 'POST'], ['/v1.0/*', '/beta/*'], async (context, next) => {
    const path = pathOf(context);
    if (!isMailPath(path)) {
      await next();
      return undefined;
    }
    return await respond(sts, context, async () => await answerMail(sts, boxes, context.req.raw, path));
  });
  for (const version of VERSIONS) {
    app.get(
      `/${version}/*`,
      async (context) =>
        await respond(sts, context, async () =>
          ok(await answerGraph(sts, deltas, context.req.raw, pathOf(context), version)),
        ),
    );
    app.on(
      ['POST', 'PATCH', 'DELETE'],
      `/${version}/*`,
      async (context) =>
        await respond(sts, context, async () => await writeGraph(sts, context.req.raw, pathOf(context))),
    );
  }
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
        const message = `The sandbox's Graph has no ${context.req.method} at this address: it serves v1.0 and beta.`;
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
