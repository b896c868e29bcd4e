import { isObject, type JsonObject } from '../json.ts';
import type { GraphWrite } from './graph.ts';

/** A change before it is made: what it sends, in order, and what would take it back. */
export interface Change {
  readonly writes: readonly GraphWrite[];
  /**
   * Absent where Graph cannot bring back what was there, as with a secret. A function where it takes what Graph answered
   * to each request, such as a new id.
   */
  readonly undo?: readonly GraphWrite[] | ((answers: readonly JsonObject[]) => readonly GraphWrite[]);
  /** Least permission, named when Graph refuses. */
  readonly permission: string;
  /** It concerns what was created a moment ago. */
  readonly fresh?: boolean;
}

/** What changing app registrations takes (Microsoft: Update application). */
export const WRITE_APPLICATIONS = 'Application.ReadWrite.All';

const LONGEST_TEXT = 80;
const LONGEST_BODY = 1200;

/** The requests of a change as a person reads them before it is made; long texts are cut. */
export function previewChange({ writes }: Pick<Change, 'writes'>): string {
  return writes.map(previewWrite).join('\n\n');
}

function previewWrite({ method, path, body }: GraphWrite): string {
  if (body === undefined) return `${method} ${path}`;
  const shown = JSON.stringify(body, (_name, value: unknown) => shortened(value), 2);
  return `${method} ${path}\n${shown.length > LONGEST_BODY ? `${shown.slice(0, LONGEST_BODY)}\n…` : shown}`;
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > LONGEST_TEXT) return `${value.slice(0, LONGEST_TEXT)}…`;
  if (Array.isArray(value) && value.length > 1 && value.every((each) => isObject(each)))
    return value.map((each: unknown) => (isObject(each) ? summary(each) : each));
  return value;
}

/** One entry of a list of objects; lists are replaced whole, so most entries only repeat what is there. */
function summary(entry: object): unknown {
  const names = ['value', 'displayName', 'resourceAppId', 'keyId', 'id'] as const;
  const found = Object.entries(entry).find(([name]) => names.some((each) => each === name));
  return found === undefined ? entry : `{ ${found[0]}: ${String(found[1])} … }`;
}
