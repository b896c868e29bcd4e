import { explain } from '../../core/explain.ts';
import { IdentityError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { findFlow } from '../../core/oauth/flows.ts';
import { profileOf, type FlowProfile } from '../../core/oauth/flowProfiles.ts';
import { readFlowRequest } from '../../core/oauth/flowRequest.ts';
import type { FlowRequest } from '../../core/oauth/flow.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { LAST_FLOW, runRequest, type FlowRunDeps } from './flowRun.ts';
import type { Services } from '../services.ts';

type Deps = FlowRunDeps & Pick<Services, 'profiles'>;

/** Saves the given request, or the last one that ran, under a name in the setting `identity.flows`. */
export function flowSaveProfile(
  deps: Pick<Services, 'profiles' | 'prompt' | 'translate' | 'memory'>,
): Commands['identity.flow.saveProfile'] {
  return async (given) => {
    const { profiles, prompt, translate } = deps;
    const request = wholeRequest(given ?? deps.memory.recall(LAST_FLOW));
    if (request === undefined) {
      await prompt.tell(translate('Run a flow first; what it ran with can then be saved.'));
      return undefined;
    }
    const name = await prompt.input({
      title: translate('Flow Profile'),
      prompt: translate('Name of the profile; the setting identity.flows holds it, without secrets'),
      value: translate(findFlow(request.flow).title),
      check: (typed) => (typed.trim() === '' ? translate('Type a name.') : undefined),
    });
    if (name === undefined) return undefined;
    const where = await askWhere(deps);
    if (where === undefined) return undefined;
    const profile = profileOf(name.trim(), request);
    await profiles.save(profile, where);
    void prompt.tell(translate('The flow profile {name} is saved.', { name: profile.name }));
    return profile;
  };
}

/** Runs a profile by name, or the one the person picks. Throws `flows.unknown`. */
export function flowRunProfile(deps: Deps): Commands['identity.flow.runProfile'] {
  return async (target) => {
    const profile = await (target === undefined ? pickProfile(deps) : findProfile(deps, target.name));
    if (profile === undefined) return undefined;
    return runRequest(deps, readFlowRequest(profile), 'person');
  };
}

async function findProfile({ profiles }: Deps, name: string): Promise<FlowProfile> {
  const found = (await profiles.list()).profiles.find((each) => each.name === name);
  if (found === undefined) throw new IdentityError('flows.unknown', { name: name.slice(0, 100) });
  return found;
}

async function pickProfile(deps: Deps): Promise<FlowProfile | undefined> {
  const { prompt, translate, workbench, tenants } = deps;
  const { profiles, problems } = await deps.profiles.list();
  if (profiles.length + problems.length === 0) {
    await prompt.tell(
      translate(
        'There is no flow profile yet. Run a flow, then save it with "Identity: Save Flow as Profile".',
      ),
    );
    return undefined;
  }
  const names = new Map((await tenants.list()).tenants.map(({ id, name }) => [id, name]));
  const choices = profiles.map((profile): Choice<FlowProfile | undefined> => ({
    label: profile.name,
    description: translate(findFlow(profile.flow).title),
    detail: [names.get(profile.tenant) ?? profile.tenant, profile.clientId, profile.scopes.join(' ')]
      .filter(Boolean)
      .join(' · '),
    icon: 'play',
    value: profile,
  }));
  const broken = problems.map((problem): Choice<FlowProfile | undefined> => {
    const { what, why } = explain(problem, translate);
    return { label: what, icon: 'warning', value: undefined, ...(why === undefined ? {} : { detail: why }) };
  });
  const choice = await prompt.pick(
    [...choices, ...broken].map((each) => ({ ...each, value: each })),
    translate('Flow Profile'),
    translate('Which flow?'),
  );
  if (choice !== undefined && choice.value === undefined)
    await workbench.run('workbench.action.openSettings', 'identity.flows');
  return choice?.value;
}

async function askWhere({
  profiles,
  prompt,
  translate,
}: Pick<Services, 'profiles' | 'prompt' | 'translate'>): Promise<'user' | 'workspace' | undefined> {
  if (!profiles.hasWorkspace()) return 'user';
  const choices: readonly Choice<'user' | 'workspace'>[] = [
    {
      label: translate('This workspace'),
      detail: translate('In .vscode/settings.json, to be shared with the repository'),
      icon: 'root-folder',
      value: 'workspace',
    },
    {
      label: translate('My settings'),
      detail: translate('In every workspace'),
      icon: 'account',
      value: 'user',
    },
  ];
  return prompt.pick(choices, translate('Save Profile'), translate('Where should it be kept?'));
}

function wholeRequest(value: unknown): FlowRequest | undefined {
  const { flow, tenant, clientId, scopes, ...rest } = readFlowRequest(isObject(value) ? value : {});
  return flow === undefined || tenant === undefined || clientId === undefined || scopes === undefined
    ? undefined
    : { flow, tenant, clientId, scopes, ...rest };
}
