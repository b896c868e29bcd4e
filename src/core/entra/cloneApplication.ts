import { child, strings, text, type JsonObject } from '../json.ts';
import { applicationPath } from './application.ts';
import { objects } from './applicationProperties.ts';
import { creationBody } from './export/resourceBody.ts';
import type { GraphWrite } from './graph.ts';

/** What creates a registration with the settings of another under a new name. Ids of scopes and roles stay the same. */
export function cloneBody(resource: JsonObject, name: string): JsonObject {
  const body = creationBody(resource);
  const api = without(child(body, 'api'), 'preAuthorizedApplications');
  // Every URI is unique in the tenant, so the original keeps its own.
  const rest = without(without(body, 'identifierUris'), 'api');
  return { ...rest, displayName: name, ...(Object.keys(api).length === 0 ? {} : { api }) };
}

function without(json: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([each]) => each !== name));
}

/**
 * What only the created registration can be given, undefined when nothing is: identifier URIs with its own client id, and
 * pre-authorized clients, whose scopes have to exist.
 */
export function cloneFollowUp(resource: JsonObject, clientId: string): GraphWrite | undefined {
  const original = text(resource, 'appId') ?? '';
  const identifierUris = strings(resource, 'identifierUris')
    .filter((uri) => uri.startsWith(`api://${original}`))
    .map((uri) => uri.replace(original, clientId));
  const preAuthorizedApplications = objects(child(resource, 'api'), 'preAuthorizedApplications');
  const body = {
    ...(identifierUris.length === 0 ? {} : { identifierUris }),
    ...(preAuthorizedApplications.length === 0 ? {} : { api: { preAuthorizedApplications } }),
  };
  if (Object.keys(body).length === 0) return undefined;
  return { method: 'PATCH', path: applicationPath(clientId), body };
}
