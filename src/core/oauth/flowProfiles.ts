import { IdentityError } from '../errors.ts';
import { isObject, text, type JsonObject } from '../json.ts';
import type { FlowRequest } from './flow.ts';
import { readFlowRequest, redirectPlatforms } from './flowRequest.ts';
import { everyMethod } from './flows/clientMethods.ts';
import { flows } from './flows.ts';

/** A flow with all it needs, by name: one entry of the setting `identity.flows`. Holds no secret. */
export interface FlowProfile extends Pick<
  FlowRequest,
  'flow' | 'tenant' | 'clientId' | 'scopes' | 'parameters' | 'platform' | 'clientAuthentication'
> {
  readonly name: string;
}

/** The profiles of the setting, and what is wrong with the entries that are none. */
export interface FlowProfiles {
  readonly profiles: readonly FlowProfile[];
  readonly problems: readonly IdentityError<'flows.broken'>[];
}

/** The profiles of the setting `identity.flows`, and where new ones go. */
export interface FlowProfileRegistry {
  list(): Promise<FlowProfiles>;
  /** Adds an entry to the setting, replacing one of the same name. */
  save(profile: FlowProfile, where: 'user' | 'workspace'): Promise<void>;
  /** Whether there is a workspace to share it in. */
  hasWorkspace(): boolean;
}

const MEMBERS = [
  'name',
  'flow',
  'tenant',
  'clientId',
  'scopes',
  'parameters',
  'platform',
  'clientAuthentication',
];

/** Reads the setting; a broken entry becomes a problem and costs only itself. */
export function parseFlowProfiles(setting: unknown): FlowProfiles {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const profiles: FlowProfile[] = [];
  const problems: IdentityError<'flows.broken'>[] = [];
  for (const [position, entry] of entries.entries()) {
    const profile = readProfile(entry, new Set(profiles.map(({ name }) => name)));
    if (typeof profile === 'string')
      problems.push(new IdentityError('flows.broken', { index: position + 1, reason: profile }));
    else profiles.push(profile);
  }
  return { profiles, problems };
}

/** The entry of the setting for a request: what a person chose, without what only this machine knows. */
export function profileOf(
  name: string,
  { flow, tenant, clientId, scopes, parameters, platform, clientAuthentication }: FlowRequest,
): FlowProfile {
  const secrets = new Set(secretParameters(flow));
  const kept = Object.entries(parameters ?? {}).filter(([each, value]) => value !== '' && !secrets.has(each));
  return {
    name,
    flow,
    tenant,
    clientId,
    scopes,
    ...(kept.length === 0 ? {} : { parameters: Object.fromEntries(kept) }),
    ...(platform === undefined ? {} : { platform }),
    ...(clientAuthentication === undefined ? {} : { clientAuthentication }),
  };
}

/** The profile, or the reason why the entry is none. */
function readProfile(entry: unknown, taken: ReadonlySet<string>): FlowProfile | string {
  if (!isObject(entry)) return 'It is not an object.';
  const wrong = wrongMember(entry);
  if (wrong !== undefined) return wrong;
  const name = text(entry, 'name');
  if (name === undefined || name === '') return 'The member "name" is missing.';
  if (taken.has(name)) return `The name ${name} is there twice.`;
  const { flow, tenant, clientId, scopes = [], ...rest } = readFlowRequest(entry);
  if (flow === undefined || !flows.some(({ id }) => id === flow))
    return `The member "flow" must be one of ${flows.map(({ id }) => id).join(', ')}.`;
  if (tenant === undefined || tenant === '') return 'The member "tenant" is missing.';
  if (clientId === undefined || clientId === '') return 'The member "clientId" is missing.';
  const secret = secretParameters(flow).find((each) => rest.parameters?.[each] !== undefined);
  if (secret !== undefined)
    return `The parameter ${secret} is a secret, which is asked for when the flow runs.`;
  return { name, flow, tenant, clientId, scopes, ...rest };
}

/** What no profile has, first of all a secret, or a member of another type. */
function wrongMember(entry: JsonObject): string | undefined {
  const unknown = Object.keys(entry).find((each) => !MEMBERS.includes(each));
  if (unknown !== undefined)
    return `It has the unknown member "${unknown.slice(0, 60)}". Secrets belong into secret storage, not here.`;
  const { scopes, parameters, platform, clientAuthentication } = entry;
  const isTexts = (values: readonly unknown[]) => values.every((each) => typeof each === 'string');
  if (scopes !== undefined && !(Array.isArray(scopes) && isTexts(scopes)))
    return 'The member "scopes" must be a list of texts.';
  if (parameters !== undefined && !(isObject(parameters) && isTexts(Object.values(parameters))))
    return 'The member "parameters" must be an object of texts.';
  if (platform !== undefined && !redirectPlatforms.some((each) => each === platform))
    return `The member "platform" must be one of ${redirectPlatforms.join(', ')}.`;
  if (clientAuthentication !== undefined && !everyMethod.some((each) => each === clientAuthentication))
    return `The member "clientAuthentication" must be one of ${everyMethod.join(', ')}.`;
  return undefined;
}

function secretParameters(flow: string): readonly string[] {
  const parameters = flows.find(({ id }) => id === flow)?.parameters ?? [];
  return parameters.filter(({ secret }) => secret === true).map(({ name }) => name);
}
