import { IdentityError } from '../../errors.ts';
import { isObject, parseJson, text, type JsonObject } from '../../json.ts';
import type { GraphWrite } from '../graph.ts';

/** What Graph makes itself, and refuses in a new policy. */
const READ_ONLY = [
  'id',
  'createdDateTime',
  'modifiedDateTime',
  'templateId',
  'deletedDateTime',
  'partialEnablementStrategy',
];

/** A policy as a file: indented JSON with what Graph says, sign of its service left out. */
export function policyFile(policy: JsonObject): string {
  const kept = Object.fromEntries(
    Object.entries(policy).filter(([name]) => !name.startsWith('@odata.context')),
  );
  return `${JSON.stringify(kept, undefined, 2)}\n`;
}

/**
 * The request that makes a policy or a named location of a file. A policy begins as report-only, so that nobody is
 * locked out by it. Throws `conditionalAccess.badFile`.
 */
export function importPolicy(source: string): GraphWrite & { readonly name: string } {
  const json = parseJson(source.replace(/^\uFEFF/, ''));
  const bad = (reason: string) => new IdentityError('conditionalAccess.badFile', { reason });
  if (!isObject(json)) throw bad('It is no JSON object.');
  const name = text(json, 'displayName')?.trim();
  if (name === undefined || name === '') throw bad('The member "displayName" is missing.');
  const type = text(json, '@odata.type') ?? '';
  if (type.endsWith('NamedLocation'))
    return { method: 'POST', path: '/identity/conditionalAccess/namedLocations', body: pruned(json), name };
  if (!isObject(json['conditions'])) throw bad('The member "conditions" is missing.');
  if (!isObject(json['grantControls']) && !isObject(json['sessionControls']))
    throw bad('It has neither grantControls nor sessionControls.');
  const body = { ...pruned(json), state: 'enabledForReportingButNotEnforced' };
  return { method: 'POST', path: '/identity/conditionalAccess/policies', body, name };
}

/** Without annotations at any depth: Graph takes `@odata.type` only where a type is to be told. */
function pruned(json: JsonObject, isTop = true): JsonObject {
  return Object.fromEntries(
    Object.entries(json)
      .filter(
        ([name]) => (!isTop || !READ_ONLY.includes(name)) && (name === '@odata.type' || !name.includes('@')),
      )
      .map(([name, value]) => [name, isObject(value) ? pruned(value, false) : value]),
  );
}
