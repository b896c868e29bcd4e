import type { PolicyEvaluation } from './model.ts';

/** The policies of a document held against one token, in order. */
export interface PolicyReport {
  /** Name of the document, for people. */
  readonly name: string;
  /** What the token is, without the token: kind and audience. Absent for a request without one. */
  readonly token?: { readonly kind: string; readonly audience: string; readonly issuer: string };
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly evaluations: readonly PolicyEvaluation[];
  /** What the gateway would do, as far as these policies decide: the first that refuses answers. */
  readonly outcome: PolicyEvaluation['outcome'];
}

/** The outcome of policies that run one after the other. */
export function outcomeOf(evaluations: readonly PolicyEvaluation[]): PolicyEvaluation['outcome'] {
  const unconditional = evaluations.filter(({ conditions }) => conditions.length === 0);
  if (unconditional.some(({ outcome }) => outcome === 'refused')) return 'refused';
  return evaluations.every(({ outcome }) => outcome === 'accepted') ? 'accepted' : 'undecided';
}
