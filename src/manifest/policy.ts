import type { PolicyReport } from '../core/apim/evaluate/report.ts';
import type { PolicyValues } from '../core/apim/templates/template.ts';
import type { PresenceOf } from './presence.ts';
import type { AnyToken, ApplicationTarget, TokenTarget } from './targets.ts';

/** Names a policy document by its URI, and a policy in it by where it begins, in UTF-16 units. */
export interface PolicyTarget {
  readonly uri: string;
  readonly offset?: number;
}

/** What a policy is held against. */
export interface PolicyEvaluationRequest extends Partial<PolicyTarget> {
  readonly token?: AnyToken | 'none';
  /** Named values, and values of expressions by their text. */
  readonly values?: Readonly<Record<string, string>>;
}

/** What policy is made, and with what in it: given values, those of an application, or those of a token. */
export interface PolicyGenerationRequest
  extends Partial<PolicyTarget>, Partial<ApplicationTarget>, Partial<TokenTarget> {
  /** Ids of templates. */
  readonly templates?: readonly string[];
  readonly values?: PolicyValues;
}

/** The commands of this subject, with their signatures. */
export interface PolicyCommands {
  'identity.policy.evaluate'(request?: PolicyEvaluationRequest): Promise<PolicyReport | undefined>;
  'identity.policy.generate'(request?: PolicyGenerationRequest): Promise<string | undefined>;
  'identity.policy.openDiagram'(
    target?: Partial<PolicyTarget> & { readonly form?: 'plantuml' | 'mermaid' },
  ): Promise<void>;
}

/** Where each of them stands. */
export const policyPresence: PresenceOf<PolicyCommands> = {
  'identity.policy.evaluate': 'palette',
  'identity.policy.generate': 'palette',
  'identity.policy.openDiagram': 'palette',
};
