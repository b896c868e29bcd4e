import type { TenantDirectoryCommands } from '../../manifest/tenantDirectory.ts';
import type { Loaders } from '../loaders.ts';

export const tenantDirectoryCommands: Loaders<TenantDirectoryCommands> = {
  'identity.graph.read': async (services) => (await import('./graphRead.ts')).graphRead(services),
  'identity.object.copyId': async (services) => (await import('./objectCopyId.ts')).objectCopyId(services),
  'identity.guest.invite': async (services) => (await import('./guestInvite.ts')).guestInvite(services),
  'identity.role.activate': async (services) => (await import('./roleActivate.ts')).roleActivate(services),
  'identity.conditionalAccess.export': async (services) =>
    (await import('./policyFiles.ts')).policyExport(services),
  'identity.conditionalAccess.import': async (services) =>
    (await import('./policyFiles.ts')).policyImport(services),
  'identity.conditionalAccess.changeState': async (services) =>
    (await import('./policyChangeState.ts')).policyChangeState(services),
  'identity.conditionalAccess.whatIf': async (services) =>
    (await import('./policyWhatIf.ts')).policyWhatIf(services),
  'identity.risk.dismiss': async (services) =>
    (await import('./riskSettle.ts')).riskSettle(services, 'dismiss'),
  'identity.risk.confirmCompromised': async (services) =>
    (await import('./riskSettle.ts')).riskSettle(services, 'confirmCompromised'),
  'identity.signIn.find': async (services) => (await import('./signInFind.ts')).signInFind(services),
  'identity.anchor.match': async (services) => (await import('./anchorMatch.ts')).anchorMatch(services),
};
