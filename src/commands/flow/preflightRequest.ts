import { methodsOf } from '../../core/oauth/credentialStore.ts';
import type { ClientAuthenticationMethod } from '../../core/oauth/model.ts';
import { preflight, type Finding } from '../../core/oauth/preflight/preflight.ts';
import type { AskedFlow } from './askFlow.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'credentials' | 'clock'>;

/** Foresees what would go wrong and asks whether to run anyway; true when nothing does or the person insists. */
export async function passesPreflight(deps: Deps, asked: AskedFlow): Promise<boolean> {
  const { request, flow, tenant, registration } = asked;
  const findings = preflight({
    flow,
    request,
    tenant,
    method: await expectedMethod(deps, asked),
    now: deps.clock.now(),
    ...(registration === undefined ? {} : { registration }),
  });
  if (findings.length === 0) return true;
  const { prompt, translate } = deps;
  return prompt.confirm(
    translate('{flow} will probably fail.', { flow: translate(flow.title) }),
    findings.map((finding) => findingText(finding, translate)).join('\n\n'),
    translate('Run Anyway'),
  );
}

function findingText({ problem, fix, code }: Finding, translate: Services['translate']): string {
  const expected = code === undefined ? '' : ` (AADSTS${code})`;
  return `${translate(problem)}${expected}\n${translate(fix)}`;
}

/** How the client will authenticate, as far as that is known before it does. */
async function expectedMethod(
  { credentials }: Deps,
  { request, flow, tenant }: AskedFlow,
): Promise<ClientAuthenticationMethod> {
  if (request.clientAuthentication !== undefined) return request.clientAuthentication;
  if (flow.clientAuthentication.length === 1 && flow.clientAuthentication[0] === 'federated')
    return 'federated';
  const isPublic = request.platform === 'publicClient' || request.platform === 'spa';
  if (isPublic && request.credential === undefined) return 'none';
  const rows = await credentials.list({ tenant, clientId: request.clientId });
  const usable = rows
    .filter(({ id }) => request.credential === undefined || id === request.credential)
    .flatMap(({ kind }) => methodsOf[kind])
    .find((method) => flow.clientAuthentication.includes(method));
  return usable ?? 'none';
}
