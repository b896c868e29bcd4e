import * as vscode from 'vscode';
import type { Services } from '../commands/services.ts';
import type { ToolCaches } from '../core/entra/toolCaches/toolCaches.ts';
import { lazy } from '../core/lazy.ts';
import type { Clock } from '../core/ports.ts';

/** Longer than Azure CLI takes on a slow machine; @azure/identity itself gives it 10 s. */
const PROBE_LIMIT_MS = 20_000;

/** What this machine has besides the extension: credentials of DefaultAzureCredential, other tools, certificates. */
export function machine(
  extensionUri: vscode.Uri,
  clock: Clock,
): Pick<Services, 'diagnoseCredentials' | 'toolCaches' | 'certificates'> {
  const otherTools = lazy(openToolCaches);
  return {
    async diagnoseCredentials(scope, signal, report) {
      const [{ diagnoseChain }, { credentialMachine }] = await Promise.all([
        import('../core/entra/credentialChain/diagnose.ts'),
        import('../platform/node/credentialProbe.ts'),
      ]);
      const program = vscode.Uri.joinPath(extensionUri, 'dist', 'credentialProbe.js').fsPath;
      const options = { program, environment: process.env, limit: PROBE_LIMIT_MS, now: clock.now };
      return diagnoseChain(credentialMachine(options), scope, signal, report);
    },
    toolCaches: {
      read: async (tool) => (await otherTools()).read(tool),
      reveal: async (target) => (await otherTools()).reveal(target),
    },
    certificates: {
      make: async (...wish) => (await import('../platform/node/certificates.ts')).certificates.make(...wish),
      read: async (pem) => (await import('../platform/node/certificates.ts')).certificates.read(pem),
      openKey: async (...key) =>
        (await import('../platform/node/certificates.ts')).certificates.openKey(...key),
    },
  };
}

/** What other tools of this machine hold. */
async function openToolCaches(): Promise<ToolCaches> {
  const [{ toolCaches }, { homedir }] = await Promise.all([
    import('../platform/node/toolCaches.ts'),
    import('node:os'),
  ]);
  return toolCaches({
    environment: process.env,
    home: homedir(),
    async vscodeAccounts() {
      const accounts = await vscode.authentication.getAccounts('microsoft');
      return accounts.map(({ label }) => ({ name: label }));
    },
  });
}
