import { Hono, type Context } from 'hono';
import { traceOf } from '../interaction/web.ts';
import { AadstsError, errorBody } from '../oauth/aadsts.ts';
import type { Sts } from '../oauth/sts.ts';
import { ACTIONS_PATH, actionsConfiguration, mintWorkflowToken } from './actionsIssuer.ts';
import { appService, hostToken, instanceMetadata } from './managedIdentity.ts';

/** Where a program on App Service asks for tokens: `IDENTITY_ENDPOINT`. */
export const APP_SERVICE_PATH = '/msi/token';
/** MSAL appends a slash when the host is not the default one. */
const INSTANCE_METADATA_PATH = '/metadata/identity/oauth2/token';
/** Where a workflow asks for its token: `ACTIONS_ID_TOKEN_REQUEST_URL`. */
export const ACTIONS_TOKEN_PATH = `${ACTIONS_PATH}/token`;

/** What workloads without a secret of their own talk to: the host's identity endpoints and a workflow's issuer. */
export function workloadApp(sts: Sts): Hono {
  const app = new Hono();
  for (const slash of ['', '/'])
    app.get(INSTANCE_METADATA_PATH + slash, ({ req }) => hostToken(sts, instanceMetadata, req.raw));
  app.get(APP_SERVICE_PATH, ({ req }) => hostToken(sts, appService, req.raw));
  app.get(`${ACTIONS_PATH}/.well-known/openid-configuration`, (context) =>
    context.json(actionsConfiguration(sts)),
  );
  app.get(`${ACTIONS_PATH}/.well-known/jwks`, (context) => context.json({ keys: sts.signer.published }));
  app.get(ACTIONS_TOKEN_PATH, (context) => mint(sts, context));
  return app;
}

async function mint(sts: Sts, context: Context): Promise<Response> {
  try {
    return context.json(await mintWorkflowToken(sts, context.req.raw));
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error;
    return Response.json(errorBody(error, traceOf(sts, context.req.raw), sts.addresses.origin), {
      status: 401,
    });
  }
}
