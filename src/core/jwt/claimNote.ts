import { dateOf, numericDateClaims } from './describe.ts';
import { parseJson } from '../json.ts';
import type { TimeText } from './timeText.ts';
import { namedValues } from './valueNames.ts';

/**
 * What a claim's value stands for, in a few words: a time as date and distance from `now`, an id by its name.
 * `source` is the value's JSON text. Undefined when there is nothing to add.
 */
export function claimNote(name: string, source: string, now: number, times: TimeText): string | undefined {
  const value = parseJson(source);
  if (numericDateClaims.has(name)) {
    const at = dateOf(value);
    return at === undefined ? undefined : `${times.absolute(at)} (${times.relative(at, now)})`;
  }
  const names = namedValues(name, value);
  const isList = Array.isArray(value) || (typeof value === 'string' && value.includes(' '));
  if (names.length === 0) return undefined;
  return names
    .map(({ value: id, name: meaning }) => (isList && id.length < 24 ? `${id}: ${meaning}` : meaning))
    .join(', ');
}
