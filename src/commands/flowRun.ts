import { IdentityError } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import type { FlowDefinition, FlowInteraction, FlowRequest, FlowSummary } from '../core/oauth/flow.ts';
import { readResponseMode } from '../core/oauth/requestParameters.ts';
import { usableStrategies, type RedirectStrategy } from '../core/oauth/redirect.ts';
import type { Commands } from '../manifest.ts';
import { askFlow, type AskDeps, type AskedFlow } from './askFlow.ts';
import type { Services } from './services.ts';

export type FlowRunDeps = AskDeps & Pick<Services, 'runFlow' | 'redirects' | 'inspect'>;

const LAST = 'lastFlow';

/** Runs an OAuth flow, asking for what the request leaves out. Resolves to the summary; undefined when dismissed. */
export function flowRun(deps: FlowRunDeps): Commands['identity.flow.run'] {
  return async (given = {}) => {
    const asked = await askFlow(deps, given);
    if (asked === undefined) return undefined;
    await deps.memory.remember(LAST, { ...asked.request, reveal: false });
    const summary = await run(deps, asked);
    const wasAsked = given.flow === undefined || given.scopes === undefined;
    if (wasAsked && summary.tokenId !== undefined) await inspectResult(deps, summary.tokenId);
    return summary;
  };
}

/** Runs the last request again, without a question. */
export function flowRunAgain(deps: FlowRunDeps): Commands['identity.flow.runAgain'] {
  return async () => {
    const last = deps.memory.recall(LAST);
    return flowRun(deps)(isObject(last) ? readRequest(last) : {});
  };
}

async function run(
  deps: FlowRunDeps,
  { request, tenant, flow, clientName }: AskedFlow,
): Promise<FlowSummary> {
  const redirect = await chooseRedirect(deps, request, flow);
  return deps.prompt.progress(
    deps.translate('{flow} in {tenant}', { flow: flow.title, tenant: tenant.name }),
    (signal, report) =>
      deps.runFlow({
        request,
        tenant,
        redirect,
        interaction: interaction(deps, report),
        signal,
        ...(clientName === undefined ? {} : { clientName }),
      }),
  );
}

/** The first strategy that works here; a flow without a redirect never asks it. */
async function chooseRedirect(
  { redirects }: FlowRunDeps,
  request: FlowRequest,
  flow: FlowDefinition,
): Promise<RedirectStrategy> {
  const { strategies, host } = await redirects();
  const redirectUri = request.parameters?.['redirect_uri'] ?? 'http://localhost';
  const responseMode = readResponseMode(request, flow, 'query');
  const [chosen] = usableStrategies(strategies, { host, redirectUri, responseMode });
  if (chosen !== undefined) return chosen;
  throw new IdentityError('redirect.noBrowser', {});
}

function interaction(
  { prompt, translate, workbench }: FlowRunDeps,
  report: (step: string) => void,
): FlowInteraction {
  return {
    async openBrowser(url) {
      report(translate('waiting for the browser'));
      return workbench.openExternal(url);
    },
    onDeviceCode({ userCode, verificationUri, verificationUriComplete }) {
      report(translate('waiting for code {code} at {address}', { code: userCode, address: verificationUri }));
      const open = translate('Copy Code and Open Page');
      const told = translate('Enter the code {code} at {address}', {
        code: userCode,
        address: verificationUri,
      });
      void prompt.tell(told, open).then(async (button) => {
        if (button !== open) return;
        await workbench.clipboard.write(userCode);
        await workbench.openExternal(verificationUriComplete ?? verificationUri);
      });
    },
    secret: ({ name, explanation }) => prompt.input({ title: name, prompt: explanation, secret: true }),
  };
}

/** Shows what the flow obtained: its access token where it can be read, else its id_token. */
async function inspectResult({ tokens, inspect }: FlowRunDeps, tokenId: string): Promise<void> {
  const { accessToken, idToken } = await tokens.get(tokenId);
  const readable = [accessToken, idToken].find((token) => token?.startsWith('eyJ') === true);
  await inspect(readable ?? accessToken);
}

/** The remembered request, each member only if it is what it should be. */
function readRequest(last: Readonly<Record<string, unknown>>): Partial<FlowRequest> {
  const { flow, tenant, clientId, scopes, parameters, platform, tokenId } = last;
  return {
    ...(typeof flow === 'string' ? { flow } : {}),
    ...(typeof tenant === 'string' ? { tenant } : {}),
    ...(typeof clientId === 'string' ? { clientId } : {}),
    ...(Array.isArray(scopes) ? { scopes: scopes.filter((scope) => typeof scope === 'string') } : {}),
    ...(isObject(parameters)
      ? {
          parameters: Object.fromEntries(
            Object.entries(parameters).filter(
              (entry): entry is [string, string] => typeof entry[1] === 'string',
            ),
          ),
        }
      : {}),
    ...(platform === 'web' || platform === 'spa' || platform === 'publicClient' ? { platform } : {}),
    ...(typeof tokenId === 'string' ? { tokenId } : {}),
  };
}
