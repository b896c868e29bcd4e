import { documentAddress } from '../../core/documentAddress.ts';
import type { SandboxCommands } from '../../manifest/sandbox.ts';
import { run, type Loaders } from '../loaders.ts';

export const sandboxCommands: Loaders<SandboxCommands> = {
  'identity.sandbox.forgeToken': async (services) =>
    (await import('./sandboxForgeToken.ts')).sandboxForgeToken(services),
  'identity.sandbox.injectFault': async (services) =>
    (await import('./sandboxInjectFault.ts')).sandboxInjectFault(services),
  'identity.sandbox.setClock': async (services) =>
    (await import('./sandboxSetClock.ts')).sandboxSetClock(services),
  'identity.sandbox.rotateKeys': async (services) =>
    (await import('./sandboxRotateKeys.ts')).sandboxRotateKeys(services),
  'identity.sandbox.resetConsent': ({ sandbox }) => run(async () => (await sandbox()).resetConsent()),
  'identity.sandbox.showAudit': ({ workbench, clock }) =>
    run(() =>
      workbench.openDocument(documentAddress('audit', ['Sandbox', 'audit.json'], String(clock.now()))),
    ),
};
