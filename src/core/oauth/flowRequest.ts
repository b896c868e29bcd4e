import { isObject, text, type JsonObject } from '../json.ts';
import type { FlowRequest, RedirectPlatform } from './flow.ts';
import { everyMethod } from './flows/clientMethods.ts';

export const redirectPlatforms: readonly RedirectPlatform[] = ['web', 'spa', 'publicClient'];

/** A flow request out of memory or settings: each member only if it is what it should be. Never `reveal`. */
export function readFlowRequest(json: unknown): Partial<FlowRequest> {
  if (!isObject(json)) return {};
  const platform = redirectPlatforms.find((each) => each === json['platform']);
  const method = everyMethod.find((each) => each === json['clientAuthentication']);
  const { scopes, parameters } = json;
  return {
    ...texts(json, ['flow', 'tenant', 'clientId', 'credential', 'tokenId']),
    ...(Array.isArray(scopes) ? { scopes: scopes.filter((scope) => typeof scope === 'string') } : {}),
    ...(isObject(parameters) ? { parameters: textMembers(parameters) } : {}),
    ...(platform === undefined ? {} : { platform }),
    ...(method === undefined ? {} : { clientAuthentication: method }),
  };
}

function texts<Name extends string>(json: JsonObject, names: readonly Name[]): { [each in Name]?: string } {
  const found: { [each in Name]?: string } = {};
  for (const name of names) {
    const value = text(json, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function textMembers(json: JsonObject): Readonly<Record<string, string>> {
  const members = Object.entries(json);
  return Object.fromEntries(
    members.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
