import { structureRules } from './lint/structure.ts';
import { tokenRules } from './lint/tokens.ts';
import { trafficRules } from './lint/traffic.ts';
import type { Breach, PolicyRule } from './lint/rule.ts';
import { elementsOf, readMarkup } from './markup.ts';

/** Every rule. A new one is one entry of its list. */
export const policyRules: readonly PolicyRule[] = [...structureRules, ...tokenRules, ...trafficRules];

/** A broken rule in a document. */
export interface PolicyFinding extends Breach {
  readonly rule: PolicyRule;
}

const MOST_FINDINGS = 500;

/** What a policy document breaks, in order of the text, at most 500. Never throws. */
export function lintPolicy(text: string): readonly PolicyFinding[] {
  const markup = readMarkup(text);
  const policy = { text, markup, elements: [...elementsOf(markup.roots)] };
  const found: PolicyFinding[] = [];
  for (const rule of policyRules)
    for (const breach of rule.find(policy)) {
      found.push({ rule, ...breach });
      if (found.length >= MOST_FINDINGS) break;
    }
  return found.toSorted((a, b) => a.range.start - b.range.start);
}
