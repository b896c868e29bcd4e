import type { Commands } from '../../manifest.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench' | 'memory'>;

const LAST_PATH = 'lastGraphPath';

/** Reads any address of Microsoft Graph and opens the answer as JSON. */
export function graphRead(deps: Deps): Commands['identity.graph.read'] {
  const { prompt, translate, workbench, memory } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    if (tenant === undefined) return undefined;
    const last = memory.recall(LAST_PATH);
    const typed =
      target?.path ??
      (await prompt.input({
        title: translate('Read Microsoft Graph'),
        prompt: translate('Path after the version, or beginning with /beta'),
        value: typeof last === 'string' ? last : '/me',
        check: (path) => (path.startsWith('/') ? undefined : translate('A path begins with /.')),
      }));
    if (typed === undefined) return undefined;
    if (target?.path === undefined) await memory.remember(LAST_PATH, typed);
    const isBeta = typed.startsWith('/beta/');
    const path = typed.replace(/^\/(beta|v1\.0)(?=\/)/, '');
    const answer = await prompt.progress(translate('Reading {path}', { path }), (signal) =>
      deps.graph(tenant).get(path, { permission: 'User.Read', signal, version: isBeta ? 'beta' : 'v1.0' }),
    );
    await workbench.openText(`${JSON.stringify(answer, undefined, 2)}\n`, 'json');
    return answer;
  };
}
