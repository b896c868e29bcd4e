import type { ClaimMeaning } from './claims/claim.ts';
import { entraClaims } from './claims/entra.ts';
import { headerParameters } from './claims/header.ts';
import { providerClaims } from './claims/providers.ts';
import { registeredClaims } from './claims/registered.ts';

/** The claims we can explain; a name in several lists has the meaning of the first. */
export const claimMeanings: readonly ClaimMeaning[] = [
  ...registeredClaims,
  ...entraClaims,
  ...providerClaims,
];

const byName = (list: readonly ClaimMeaning[]): ReadonlyMap<string, ClaimMeaning> =>
  new Map(list.toReversed().map((meaning) => [meaning.name, meaning]));
const CLAIMS = byName(claimMeanings);
const HEADER = byName(headerParameters);
const EXTENSION = 'extension_';

/** What a claim of the payload means; undefined for one that no list knows. */
export function explainClaim(name: string): ClaimMeaning | undefined {
  return CLAIMS.get(name.startsWith(EXTENSION) ? EXTENSION : name);
}

/** What a parameter of the header means. */
export function explainHeader(name: string): ClaimMeaning | undefined {
  return HEADER.get(name);
}
