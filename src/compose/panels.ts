import type { Uri } from 'vscode';
import type { Services } from '../commands/services.ts';
import { lazy } from '../core/lazy.ts';
import type { Disposer, Random } from '../core/ports.ts';

/** What panels are built from. */
interface PanelParts extends Pick<
  Services,
  | 'clock'
  | 'fetch'
  | 'log'
  | 'prompt'
  | 'workbench'
  | 'memory'
  | 'translate'
  | 'tenants'
  | 'graph'
  | 'tokens'
  | 'tokenHistory'
  | 'credentials'
> {
  readonly random: Random;
  readonly extensionUri: Uri;
  readonly own: (disposable: Disposer) => void;
}

/** The panels, each built when it is first shown. */
export function panels(
  parts: PanelParts,
): Pick<Services, 'inspect' | 'showTrace' | 'openFlowPanel' | 'showSearch'> {
  const inspect = inspectorPanel(parts);
  const trace = tracePanel(parts, inspect);
  const flow = flowPanel(parts);
  const results = searchResultsPanel(parts);
  return {
    inspect,
    showTrace: async (record) => (await trace()).show(record),
    openFlowPanel: async (selection) => (await flow()).show(selection),
    showSearch: async (search) => (await results()).run(search),
  };
}

function searchResultsPanel({ extensionUri, log, translate, workbench, own }: PanelParts) {
  return lazy(async () => {
    const { SearchResultsPanel } = await import('../views/searchResultsPanel.ts');
    const panel = new SearchResultsPanel({ extensionUri, log, translate, workbench });
    own(panel);
    return panel;
  });
}

function inspectorPanel({
  extensionUri,
  own,
  log,
  translate,
  fetch,
  clock,
  random,
  prompt,
  memory,
  tokenHistory,
}: PanelParts): Services['inspect'] {
  const inspector = lazy(async () => {
    const [
      { JwtInspectorPanel },
      { tokenVerify },
      { tokenTools },
      { issuerKeys },
      { expectationSave },
      { settingsExpectationProfiles: profiles },
      { platformKeys: platform },
      { rsaPrivate },
    ] = await Promise.all([
      import('../views/jwtInspectorPanel.ts'),
      import('../commands/token/tokenVerify.ts'),
      import('../commands/token/tokenTools.ts'),
      import('../core/jwt/issuerKeys.ts'),
      import('../commands/token/expectationSave.ts'),
      import('../platform/vscode/expectationProfiles.ts'),
      import('../platform/node/platformKeys.ts'),
      import('../platform/node/rsaPrivate.ts'),
    ]);
    const panel = new JwtInspectorPanel({
      extensionUri,
      log,
      translate,
      remember: (token) => tokenHistory.remember(token),
      tools: {
        verify: tokenVerify({ keys: issuerKeys(fetch, clock), platform, prompt, memory, translate }),
        run: tokenTools({ clock, random, translate, rsaPrivate }),
        profiles: () => profiles.list(),
        saveProfile: expectationSave({ prompt, profiles, translate }),
      },
    });
    own(panel);
    return panel;
  });

  return async (token, then) => {
    const panel = await inspector();
    if (token !== undefined && then === 'verify') await panel.verify(token);
    else panel.show(token, typeof then === 'object' ? then.compareWith : undefined);
  };
}

function flowPanel({ extensionUri, own, workbench, log, ...rest }: PanelParts) {
  const { tenants, graph, fetch, credentials, tokens, clock, memory, translate } = rest;
  return lazy(async () => {
    const [{ FlowPanel }, { flowForm }] = await Promise.all([
      import('../views/flowPanel.ts'),
      import('../commands/flow/flowForm.ts'),
    ]);
    const known = { tenants, graph, fetch, credentials, tokens, clock, memory, translate };
    const panel = new FlowPanel({
      extensionUri,
      log,
      translate,
      form: (selection, signal) => flowForm(known, selection, signal),
      run: (request) => workbench.run('identity.flow.runAgain', request),
      saveProfile: (request) => workbench.run('identity.flow.saveProfile', request),
      openDiagram: (flow) => workbench.run('identity.flow.openDiagram', { flow }),
    });
    own(panel);
    return panel;
  });
}

function tracePanel(
  { extensionUri, own, workbench, log, translate, tokens }: PanelParts,
  inspect: Services['inspect'],
) {
  return lazy(async () => {
    const [{ FlowTracePanel }, { exportTrace }, { readableToken }] = await Promise.all([
      import('../views/flowTracePanel.ts'),
      import('../core/oauth/exportTrace.ts'),
      import('../commands/flow/runAskedFlow.ts'),
    ]);
    const panel = new FlowTracePanel({
      extensionUri,
      log,
      translate,
      exportTrace,
      runAgain: (request) => workbench.run('identity.flow.runAgain', request),
      saveProfile: (request) => workbench.run('identity.flow.saveProfile', request),
      inspect: async (tokenId) => inspect(await readableToken(tokens, tokenId)),
      runCommand: (command, argument) => workbench.run(command, argument),
    });
    own(panel);
    return panel;
  });
}
