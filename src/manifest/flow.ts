import type { FlowProfile } from '../core/oauth/flowProfiles.ts';
import type { Advice } from '../core/oauth/advisor/advise.ts';
import type { Answers } from '../core/oauth/advisor/questions.ts';
import type { FlowRequest, FlowSummary } from '../core/oauth/flow.ts';
import type { PresenceOf } from './presence.ts';

/** The commands of this subject, with their signatures. */
export interface FlowCommands {
  'identity.flow.run'(target?: Partial<FlowRequest>): Promise<FlowSummary | undefined>;
  'identity.flow.runAgain'(request?: FlowRequest): Promise<FlowSummary | undefined>;
  'identity.flow.open'(target?: Partial<Pick<FlowRequest, 'tenant' | 'clientId' | 'flow'>>): Promise<void>;
  'identity.flow.showTrace'(): Promise<void>;
  'identity.flow.advise'(answers?: Partial<Answers>): Promise<Advice | undefined>;
  'identity.flow.saveProfile'(request?: FlowRequest): Promise<FlowProfile | undefined>;
  'identity.flow.runProfile'(target?: { readonly name: string }): Promise<FlowSummary | undefined>;
  'identity.flow.openDiagram'(target?: {
    readonly flow: string;
    readonly form?: 'plantuml' | 'mermaid';
  }): Promise<void>;
  'identity.error.explain'(target?: { readonly text: string }): Promise<void>;
}

/** Where each of them stands. */
export const flowPresence: PresenceOf<FlowCommands> = {
  'identity.flow.run': 'palette',
  'identity.flow.runAgain': 'palette',
  'identity.flow.open': 'palette',
  'identity.flow.showTrace': 'palette',
  'identity.flow.advise': 'palette',
  'identity.flow.saveProfile': 'palette',
  'identity.flow.runProfile': 'palette',
  'identity.flow.openDiagram': 'palette',
  'identity.error.explain': 'palette',
};
