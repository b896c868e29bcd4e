import type { PolicyCommands } from '../../manifest/policy.ts';
import type { Loaders } from '../loaders.ts';

export const policyCommands: Loaders<PolicyCommands> = {
  'identity.policy.evaluate': async (services) =>
    (await import('./policyEvaluate.ts')).policyEvaluate(services),
  'identity.policy.generate': async (services) =>
    (await import('./policyGenerate.ts')).policyGenerate(services),
  'identity.policy.openDiagram': async (services) =>
    (await import('./policyOpenDiagram.ts')).policyOpenDiagram(services),
};
