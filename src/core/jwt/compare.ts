import { explainClaim } from './claims.ts';
import type { DecodedToken } from './decode.ts';
import { parseJson } from '../json.ts';
import { jsonMembers } from './jsonText.ts';

/** How one claim differs between two tokens. Values are JSON text as written. */
export type ClaimDifference =
  | {
      readonly change: 'same' | 'changed';
      readonly name: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly change: 'added'; readonly name: string; readonly after: string }
  | { readonly change: 'removed'; readonly name: string; readonly before: string }
  /** The same fact under the name of the other token version: `appid` and `azp`. */
  | {
      readonly change: 'renamed';
      readonly name: string;
      readonly newName: string;
      readonly before: string;
      readonly after: string;
      readonly isSame: boolean;
    };

/** Differences of header and claims. */
export interface TokenComparison {
  readonly header: readonly ClaimDifference[];
  readonly claims: readonly ClaimDifference[];
}

/** Claims that differ in every token and so say nothing: times and identifiers of the token itself. */
export const perTokenClaims: ReadonlySet<string> = new Set([
  'iat',
  'nbf',
  'exp',
  'jti',
  'uti',
  'aio',
  'rh',
  'nonce',
  'at_hash',
  'c_hash',
  'xms_ftd',
]);

/** Compares two tokens claim by claim; v1 and v2 names of one fact are brought together. */
export function compareTokens(before: DecodedToken, after: DecodedToken): TokenComparison {
  return {
    header: compareMembers(before.headerText, after.headerText, false),
    claims: compareMembers(before.payload.text, after.payload.text, true),
  };
}

function compareMembers(before: string, after: string, pairTwins: boolean): readonly ClaimDifference[] {
  const [old, fresh] = [membersOf(before), membersOf(after)];
  const taken = new Set<string>();
  const kept = [...old].map(([name, source]): ClaimDifference => {
    const now = fresh.get(name);
    if (now !== undefined) {
      taken.add(name);
      return { change: isSame(source, now) ? 'same' : 'changed', name, before: source, after: now };
    }
    const twin = pairTwins ? explainClaim(name)?.twin : undefined;
    const twinNow = twin === undefined || old.has(twin) ? undefined : fresh.get(twin);
    if (twin === undefined || twinNow === undefined) return { change: 'removed', name, before: source };
    taken.add(twin);
    return {
      change: 'renamed',
      name,
      newName: twin,
      before: source,
      after: twinNow,
      isSame: isSame(source, twinNow),
    };
  });
  const added = [...fresh]
    .filter(([name]) => !taken.has(name))
    .map(([name, source]): ClaimDifference => ({ change: 'added', name, after: source }));
  return [...kept, ...added];
}

function membersOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    parseJson(text) === undefined ? [] : jsonMembers(text).map(({ name, source }) => [name, source]),
  );
}

/** Lists of strings are sets here: Entra writes groups and roles in any order. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseJson(a), parseJson(b)];
  return areStrings(left) && areStrings(right) && left.toSorted().join('\0') === right.toSorted().join('\0');
}

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
