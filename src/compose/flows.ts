import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Services } from '../commands/services.ts';
import type { AssertionSource } from '../core/oauth/credentialStore.ts';
import { lazy } from '../core/lazy.ts';
import type { Random } from '../core/ports.ts';
import type { LocalSandbox } from '../platform/node/localSandbox.ts';
import { prompt } from '../platform/vscode/prompt.ts';
import { readSetting } from '../platform/vscode/settings.ts';

/** What flows run with. */
interface FlowParts extends Pick<Services, 'fetch' | 'clock' | 'tokens' | 'credentials'> {
  readonly random: Random;
  readonly sandbox: () => Promise<LocalSandbox>;
}

/** Runs flows with the engines, which load with the first of them. */
export function flowRunner({
  fetch,
  clock,
  tokens,
  credentials,
  random,
  sandbox,
}: FlowParts): Services['runFlow'] {
  return async (run) => {
    const [
      { runFlow },
      { openidEngine },
      { msalEngine },
      { assertionReader },
      { transport: makeTransport },
      { server, environment, workloadToken },
    ] = await Promise.all([
      import('../core/oauth/runFlow.ts'),
      import('../core/oauth/openidEngine.ts'),
      import('../platform/node/msalEngine.ts'),
      import('../platform/node/assertionSource.ts'),
      import('../platform/node/transport.ts'),
      sandbox(),
    ]);
    const sleep = async (milliseconds: number, signal: AbortSignal) =>
      wait(milliseconds, undefined, { signal });
    const isSandbox = run.tenant.kind === 'sandbox';
    const read = assertionReader(tokens, process.env);
    return runFlow(
      {
        fetch,
        clock,
        random,
        sleep,
        tokens,
        credentials,
        engines: [msalEngine, openidEngine],
        assertion: isSandbox ? projecting(workloadToken, read) : read,
        environment: isSandbox ? { ...process.env, ...environment } : process.env,
        fetchWith: (clientCertificate) => makeTransport({ inProcess: server, clientCertificate }),
      },
      run,
    );
  };
}

type ReadAssertion = (source: AssertionSource) => Promise<string>;

/** At the sandbox a workload has its projected token wherever no platform has set up another. */
function projecting(token: () => Promise<string>, read: ReadAssertion): ReadAssertion {
  return (source) =>
    source.kind === 'environmentFile' && process.env[source.variable] === undefined ? token() : read(source);
}

/** How an authorization response can come back where this extension host runs, best first. */
export function redirects(extensionId: string): Services['redirects'] {
  const loading = lazy(async () => {
    const [{ loopbackRedirect }, { forwardedRedirect }, { pasteRedirect }, { uriRedirect }, { uriHost }] =
      await Promise.all([
        import('../platform/node/loopbackRedirect.ts'),
        import('../platform/vscode/forwardedRedirect.ts'),
        import('../core/oauth/redirect.ts'),
        import('../core/oauth/uriRedirect.ts'),
        import('../platform/vscode/uriHost.ts'),
      ]);
    const host = uriHost(extensionId);
    const title = vscode.l10n.t('Come back to VS Code by its own address');
    const paste = pasteRedirect(askForAddress);
    return (timeout: number) => {
      const loopback = loopbackRedirect(timeout);
      return [loopback, forwardedRedirect(loopback), uriRedirect(host, timeout, title), paste];
    };
  });
  return async () => {
    const strategies = (await loading())(readSetting('identity.flow.redirectTimeout'));
    const isLocal = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
    return { strategies, host: isLocal ? 'local' : 'remote' };
  };
}

function askForAddress(redirectUri: string): Promise<string | undefined> {
  return prompt.input({
    title: vscode.l10n.t('Paste the Address'),
    prompt: vscode.l10n.t(
      'Sign in, then paste the address the browser ended on; it begins with {redirectUri}',
      { redirectUri },
    ),
  });
}
