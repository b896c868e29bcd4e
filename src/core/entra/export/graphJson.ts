import type { JsonObject } from '../../json.ts';
import { creationBody } from './resourceBody.ts';

/** The body of `POST /applications` that creates the registration anew. */
export function graphJson(resource: JsonObject): string {
  return `${JSON.stringify(creationBody(resource), undefined, 2)}\n`;
}
