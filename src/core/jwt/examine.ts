import type { DecodedToken } from './decode.ts';
import type { Finding, FindingData, FindingRule, Severity } from './finding.ts';
import { claimRules } from './findings/claims.ts';
import { encodingRules } from './findings/encoding.ts';
import { signatureRules } from './findings/signature.ts';
import { kindOf, type TokenKind } from './tokenKinds.ts';

/** Every rule a token is held against. */
export const findingRules: readonly FindingRule[] = [...encodingRules, ...signatureRules, ...claimRules];

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What is wrong with a token or needs explaining, worst first. `now` in milliseconds since the epoch. */
export function examineToken(
  token: DecodedToken,
  now: number,
  kind: TokenKind = kindOf(token),
): readonly Finding[] {
  const examined = { token, kind, now: now / 1000 };
  const found: Finding[] = [];
  for (const rule of findingRules) {
    const data = rule.find(examined);
    // Taken apart only when it fired: nearly no rule does, and a copy costs more than the rule.
    if (data !== undefined) found.push(findingOf(rule, data));
  }
  return found.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function findingOf({ id, severity, what, why, claim }: FindingRule, data: FindingData): Finding {
  return { id, severity, what, why, data, ...(claim === undefined ? {} : { claim }) };
}
