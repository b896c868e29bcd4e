import { Hono, type Context } from 'hono';
import { text } from '../../core/json.ts';
import { ARM_APP_ID, ARM_URI } from '../directory/azureResourceManager.ts';
import { GRAPH_URI } from '../directory/microsoftGraph.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import type { Sts } from '../oauth/sts.ts';

/**
 * As much of Azure Resource Manager as Azure CLI needs to take the sandbox for a cloud and to sign in: where things
 * are, the caller's tenant, and that there are no subscriptions.
 */
export function armApp(sts: Sts): Hono {
  const app = new Hono();
  app.get('/metadata/endpoints', (context) => context.json(cloud(sts)));
  const answer = (path: string, list: (tenant: SandboxTenant) => readonly object[]) =>
    app.get(path, async (context) => {
      const tenant = await callerTenant(sts, context);
      if (tenant !== undefined) return context.json({ value: list(tenant) });
      const error = { code: 'AuthenticationFailed', message: 'Authentication failed: no token for ARM.' };
      return context.json({ error }, 401);
    });
  answer('/subscriptions', () => []);
  answer('/tenants', ({ content: { organization } }) => [
    {
      id: `/tenants/${organization.id}`,
      tenantId: organization.id,
      displayName: organization.displayName,
      domains: organization.verifiedDomains.map(({ name }) => name),
      tenantCategory: 'Home',
    },
  ]);
  return app;
}

/** What `az cloud register` reads (`/metadata/endpoints?api-version=2022-09-01`). */
function cloud({ addresses: { origin } }: Sts): object {
  return {
    name: 'Sandbox',
    portal: origin,
    resourceManager: `${origin}/arm`,
    authentication: {
      loginEndpoint: origin,
      audiences: [ARM_URI],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    graphAudience: GRAPH_URI,
    microsoftGraphResourceId: GRAPH_URI,
    suffixes: {},
  };
}

/** The tenant of a bearer token for ARM; undefined without one. */
async function callerTenant(sts: Sts, context: Context): Promise<SandboxTenant | undefined> {
  const token = /^Bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (token === undefined) return undefined;
  const claims = await sts.signer.verify(token, sts.clock.now()).catch(() => undefined);
  const audience = [claims?.aud ?? ''].flat().join(' ').replace(/\/$/, '');
  const isForArm = audience === ARM_URI || audience === ARM_APP_ID;
  return claims !== undefined && isForArm ? sts.directory.tenant(text(claims, 'tid') ?? '') : undefined;
}
