import type { TokenCommands } from '../../manifest/token.ts';
import type { Loaders } from '../loaders.ts';

export const tokenCommands: Loaders<TokenCommands> = {
  'identity.token.inspect': async (services) => (await import('./tokenInspect.ts')).tokenInspect(services),
  'identity.token.verify': async (services) =>
    (await import('./tokenInspect.ts')).tokenInspect(services, 'verify'),
  'identity.token.inspectFile': async (services) =>
    (await import('./tokenInspectFile.ts')).tokenInspectFile(services),
  'identity.token.compare': async (services) => (await import('./tokenCompare.ts')).tokenCompare(services),
  'identity.token.history': async (services) =>
    (await import('./tokenHistory.ts')).inspectFromHistory(services),
  'identity.token.clearHistory': async (services) =>
    (await import('./tokenHistory.ts')).clearHistory(services),
  'identity.token.copyClaims': async (services) =>
    (await import('./tokenCopyText.ts')).tokenCopyText(services, 'claims'),
  'identity.token.copyRedacted': async (services) =>
    (await import('./tokenCopyText.ts')).tokenCopyText(services, 'redacted'),
  'identity.token.copy': async (services) => (await import('./tokenCopy.ts')).tokenCopy(services),
  'identity.token.insert': async (services) => (await import('./tokenCopy.ts')).tokenInsert(services),
  'identity.token.getFor': async (services) => (await import('./tokenGetFor.ts')).tokenGetFor(services),
  'identity.token.refresh': async (services) => (await import('./tokenRefresh.ts')).tokenRefresh(services),
  'identity.token.forget': async (services) => (await import('./tokenForget.ts')).tokenForget(services),
  'identity.tokens.forgetAll': async (services) =>
    (await import('./tokenForget.ts')).tokensForgetAll(services),
  'identity.toolToken.reveal': async (services) =>
    (await import('./toolTokenReveal.ts')).toolTokenReveal(services),
};
