import type { Examined, Finding, FindingData, FindingRule, Severity } from './finding.ts';
import { claimRules } from './findings/claims.ts';
import { encodingRules } from './findings/encoding.ts';
import { signatureRules } from './findings/signature.ts';

/** Every rule a token is held against. */
export const findingRules: readonly FindingRule[] = [...encodingRules, ...signatureRules, ...claimRules];

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What is wrong with a token or needs explaining, worst first. */
export function examineToken(examined: Examined): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of findingRules) {
    const data = rule.find(examined);
    // Taken apart only when it fired: nearly no rule does, and a copy costs more than the rule.
    if (data !== undefined) found.push(findingOf(rule, data));
  }
  return found.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function findingOf({ id, severity, what, why, claim }: FindingRule, data: FindingData): Finding {
  return { id, severity, what, why, data: shortened(data), ...(claim === undefined ? {} : { claim }) };
}

/** Names and values from the token come in any length and number; a sentence holds some. */
const LONGEST_DATA = 200;

function shortened(data: FindingData): FindingData {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > LONGEST_DATA ? `${value.slice(0, LONGEST_DATA)}…` : value,
    ]),
  );
}
