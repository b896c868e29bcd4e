import { Hono } from 'hono';
import type { Sts } from '../oauth/sts.ts';

/** Microsoft Graph v1.0, the part the sandbox has. */
export function graphApp(sts: Sts): Hono {
  const app = new Hono();
  app.get('/ping', (context) => context.json(sts.directory.tenants.length));
  return app;
}
