import { clientRules } from './clientRules.ts';
import { redirectRules } from './redirectRules.ts';
import { scopeRules } from './scopeRules.ts';
import type { PreflightRule, PreflightSubject, Problem } from './subject.ts';

/** A problem, and the rule that foresees it. */
export interface Finding extends Problem {
  readonly rule: string;
}

/** Every rule. A new one is one entry in one of its lists. */
export const preflightRules: readonly PreflightRule[] = [...redirectRules, ...scopeRules, ...clientRules];

/** What would go wrong with a request, foreseen without sending anything. */
export function preflight(subject: PreflightSubject): readonly Finding[] {
  return preflightRules.flatMap((rule) => {
    const problem = rule.check(subject);
    return problem === undefined ? [] : [{ rule: rule.id, ...problem }];
  });
}
