import { Hono } from 'hono';
import { child, isObject, parseJson, text, type JsonObject } from '../../core/json.ts';
import {
  forgedKinds,
  forgedVariants,
  sandboxEndpoints,
  sandboxFaults,
  type SandboxControl,
} from '../../core/sandboxControl.ts';

/** Where `npm run sandbox` takes orders. */
export const ADMIN_PATH = '/admin';

const LONGEST_OFFSET = 100 * 365 * 24 * 3600_000;

type Action = (control: SandboxControl, body: JsonObject) => unknown;

/** What can be ordered: the members of `SandboxControl`, each with its JSON body. */
const actions: Readonly<Record<string, Action>> = {
  inject(control, body) {
    const value = whole(body, 'value', 0, 100_000_000);
    control.inject({
      fault: oneOf(body, 'fault', ids(sandboxFaults)),
      endpoint: oneOf(body, 'endpoint', sandboxEndpoints),
      times: whole(body, 'times', 1, 1000) ?? 1,
      ...(value === undefined ? {} : { value }),
    });
  },
  faults: (control) => control.faults(),
  clearFaults: (control) => control.clearFaults(),
  setClock: (control, body) => control.setClock(whole(body, 'offset', -LONGEST_OFFSET, LONGEST_OFFSET) ?? 0),
  clock: (control) => control.clock(),
  rotateKeys: async (control, body) => ({
    kid: await control.rotateKeys(oneOf(body, 'old', ['keep', 'remove'] as const)),
  }),
  audit: (control) => control.audit(),
  resetConsent: (control) => control.resetConsent(),
  forge: async (control, body) => ({
    token: await control.forge({
      kind: oneOf(body, 'kind', ids(forgedKinds)),
      version: whole(body, 'version', 1, 2) === 1 ? 1 : 2,
      variant: oneOf(body, 'variant', ids(forgedVariants)),
      claims: child(body, 'claims'),
    }),
  }),
};

/** A body that says something the action does not take. */
class BadOrder extends Error {}

/**
 * `POST /admin/<action>` with a JSON body, for whoever knows the key of this run. Browsers cannot use it: the key is
 * in no page, and answers carry no CORS headers.
 */
export function adminApp(control: SandboxControl, origin: string, adminKey: string): Hono {
  const app = new Hono();
  app.post('/:action', async ({ req }) => {
    if (req.header('origin') !== undefined || req.header('authorization') !== `Bearer ${adminKey}`)
      return refuse(401, 'Send the admin key of this run as bearer token, from a program.');
    if (new URL(req.url).origin !== origin) return refuse(404, `Use ${origin}${ADMIN_PATH}/<action>.`);
    const name = req.param('action');
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return refuse(404, `There is no '${name}'. There is: ${Object.keys(actions).join(', ')}.`);
    const source = await req.text();
    const body = source === '' ? {} : parseJson(source);
    if (!isObject(body)) return refuse(400, 'The body is not a JSON object.');
    try {
      return Response.json((await action(control, body)) ?? {}, { headers: { 'Cache-Control': 'no-store' } });
    } catch (error) {
      if (error instanceof BadOrder) return refuse(400, error.message);
      throw error;
    }
  });
  app.all('*', () => refuse(405, `Use POST ${ADMIN_PATH}/<action>.`));
  return app;
}

function refuse(status: number, message: string): Response {
  return Response.json({ error: 'invalid_request', error_description: message }, { status });
}

function ids<Id>(entries: readonly { readonly id: Id }[]): readonly Id[] {
  return entries.map(({ id }) => id);
}

function oneOf<Value extends string>(body: JsonObject, name: string, values: readonly Value[]): Value {
  const found = values.find((each) => each === text(body, name));
  if (found === undefined) throw new BadOrder(`'${name}' must be one of ${values.join(', ')}.`);
  return found;
}

function whole(body: JsonObject, name: string, least: number, most: number): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new BadOrder(`'${name}' must be a whole number from ${least} to ${most}.`);
}
