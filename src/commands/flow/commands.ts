import type { FlowCommands } from '../../manifest/flow.ts';
import type { Loaders } from '../loaders.ts';

export const flowCommands: Loaders<FlowCommands> = {
  'identity.flow.run': async (services) => (await import('./flowRun.ts')).flowRun(services),
  'identity.flow.runAgain': async (services) => (await import('./flowRun.ts')).flowRunAgain(services),
  'identity.flow.open': async (services) => (await import('./flowOpen.ts')).flowOpen(services),
  'identity.flow.showTrace': async (services) => (await import('./flowShowTrace.ts')).flowShowTrace(services),
  'identity.flow.advise': async (services) => (await import('./flowAdvise.ts')).flowAdvise(services),
  'identity.flow.saveProfile': async (services) =>
    (await import('./flowProfiles.ts')).flowSaveProfile(services),
  'identity.flow.runProfile': async (services) =>
    (await import('./flowProfiles.ts')).flowRunProfile(services),
  'identity.flow.openDiagram': async (services) =>
    (await import('./flowOpenDiagram.ts')).flowOpenDiagram(services),
  'identity.error.explain': async (services) => (await import('./errorExplain.ts')).errorExplain(services),
};
