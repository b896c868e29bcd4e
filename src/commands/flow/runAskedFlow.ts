import { IdentityError } from '../../core/errors.ts';
import { isCancellation } from '../../core/explain.ts';
import type { FlowDefinition, FlowInteraction, FlowRequest, FlowSummary } from '../../core/oauth/flow.ts';
import type { FlowRecord } from '../../core/oauth/flowRecord.ts';
import { readResponseMode } from '../../core/oauth/requestParameters.ts';
import { usableStrategies, type RedirectStrategy } from '../../core/oauth/redirect.ts';
import type { AskedFlow } from './askFlow.ts';
import type { Services } from '../services.ts';

export type RunDeps = Pick<
  Services,
  | 'prompt'
  | 'translate'
  | 'workbench'
  | 'tokens'
  | 'runFlow'
  | 'redirects'
  | 'inspect'
  | 'history'
  | 'showTrace'
  | 'setting'
>;

/**
 * Runs a request that has everything, and keeps its trace. A person sees the trace or the token, as the setting
 * `identity.flow.showTrace` says; code sees only what it is given. A failure that the trace shows is told there and
 * resolves to undefined; any other rejects.
 */
export async function runAskedFlow(
  deps: RunDeps,
  asked: AskedFlow,
  runner: 'person' | 'code',
): Promise<FlowSummary | undefined> {
  const wanted = runner === 'code' ? 'never' : deps.setting('identity.flow.showTrace');
  const { request, flow, tenant } = asked;
  const record = (await deps.history()).begin(asked);
  if (wanted === 'always') await deps.showTrace(record);
  try {
    const redirect = await chooseRedirect(deps, request, flow);
    const title = deps.translate('{flow} in {tenant}', {
      flow: deps.translate(flow.title),
      tenant: tenant.name,
    });
    const summary = await deps.prompt.progress(title, (signal, report) =>
      deps.runFlow({
        ...asked,
        redirect,
        interaction: interaction(deps, report),
        signal,
        trace: record.trace,
      }),
    );
    record.succeeded(summary);
    if (runner === 'person' && wanted !== 'always') await showResult(deps, record, summary);
    return summary;
  } catch (error) {
    if (isCancellation(error)) {
      record.cancelled();
      throw error;
    }
    record.failed(error);
    if (wanted === 'never') throw error;
    if (wanted === 'onFailure') await deps.showTrace(record);
    // The trace says what happened and has the button that helps: a notification would say it twice.
    return undefined;
  }
}

/** The first strategy that works here; a flow without a redirect never asks it. */
async function chooseRedirect(
  { redirects }: RunDeps,
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
  { prompt, translate, workbench }: RunDeps,
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

/** Shows what the flow obtained; an action that obtains nothing says that it is done. */
async function showResult(
  { prompt, translate, tokens, inspect, showTrace }: RunDeps,
  record: FlowRecord,
  { tokenId }: FlowSummary,
): Promise<void> {
  if (tokenId !== undefined) {
    await inspect(await readableToken(tokens, tokenId));
    return;
  }
  const show = translate('Show Trace');
  const told = translate('{flow}: done.', { flow: translate(record.subject.flow.title) });
  if ((await prompt.tell(told, show)) === show) await showTrace(record);
}

/** The access token of a set where it can be read, else its id_token. */
export async function readableToken(
  tokens: Services['tokens'],
  tokenId: string,
): Promise<string | undefined> {
  const { accessToken, idToken } = await tokens.get(tokenId);
  return [accessToken, idToken].find((token) => token?.startsWith('eyJ') === true) ?? accessToken;
}
