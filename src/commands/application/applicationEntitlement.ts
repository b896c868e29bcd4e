import {
  entitlementsOf,
  changeEntitlements,
  editEntitlement,
  type EntitlementKind,
} from '../../core/entra/parts/entitlements.ts';
import { changeIdentifierUris } from '../../core/entra/parts/identifierUris.ts';
import { readProperties } from '../../core/entra/applicationProperties.ts';
import type { ListedApplication } from '../../core/entra/application.ts';
import { text, type JsonObject } from '../../core/json.ts';
import type { Commands } from '../../manifest.ts';
import { askPart, type AskedPart } from './applicationPart.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

type Deps = ChangeDeps & Pick<Services, 'clock' | 'newId'>;

/** Exposes a scope, the application ID URI with it where there is none. */
export function applicationAddScope(deps: Deps): Commands['identity.application.addScope'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const value = await askValue(deps, application, 'scope', 'Files.Read');
    if (value === undefined) return;
    const type = await askConsent(deps);
    const title = type === undefined ? undefined : await askTitle(deps, value);
    if (type === undefined || title === undefined) return;
    const scope = {
      id: deps.newId(),
      value,
      type,
      isEnabled: true,
      adminConsentDisplayName: title,
      adminConsentDescription: title,
      userConsentDisplayName: title,
      userConsentDescription: title,
    };
    const change = changeEntitlements(application, 'scope', [...entitlementsOf(application, 'scope'), scope]);
    const { identifierUris } = readProperties(application.resource);
    const first = changeIdentifierUris(application, () => [`api://${application.clientId}`]);
    const writes = identifierUris.length === 0 ? [...first.writes, ...change.writes] : change.writes;
    await makeChange(deps, graph, { ...change, writes }, questionOf(deps, value, application.name));
  };
}

/** Adds an app role. */
export function applicationAddRole(deps: Deps): Commands['identity.application.addRole'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const value = await askValue(deps, application, 'role', 'Files.Read.All');
    if (value === undefined) return;
    const allowedMemberTypes = await askHolders(deps);
    const title = allowedMemberTypes === undefined ? undefined : await askTitle(deps, value);
    if (allowedMemberTypes === undefined || title === undefined) return;
    const role = {
      id: deps.newId(),
      value,
      allowedMemberTypes,
      displayName: title,
      description: title,
      isEnabled: true,
    };
    const change = changeEntitlements(application, 'role', [...entitlementsOf(application, 'role'), role]);
    await makeChange(deps, graph, change, questionOf(deps, value, application.name));
  };
}

/** Disables a scope or app role, or enables it again. */
export function applicationToggleEntitlement(
  deps: ChangeDeps & Pick<Services, 'clock'>,
): Commands['identity.application.toggleEntitlement'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askPart(deps, target, ['scope', 'role']);
    if (asked === undefined) return;
    const { application, graph, part } = asked;
    const kind: EntitlementKind = asked.kind.id === 'role' ? 'role' : 'scope';
    const isEnabled = part.state !== 'off';
    const toggled = entitlementsOf(application, kind).map((each: JsonObject) =>
      each['id'] === part.key ? { ...each, isEnabled: !isEnabled } : each,
    );
    const texts = { value: part.label, name: application.name };
    await makeChange(deps, graph, changeEntitlements(application, kind, toggled), {
      question: isEnabled
        ? translate('Disable {value} of {name}?', texts)
        : translate('Enable {value} of {name}?', texts),
      verb: isEnabled ? translate('Disable') : translate('Enable'),
      done: isEnabled
        ? translate('{value} of {name} is disabled: new tokens do not hold it.', texts)
        : translate('{value} of {name} is enabled.', texts),
    });
  };
}

/** Asks for all that can be changed of a scope or app role, as it is now, and changes it. */
export async function changeEntitlement(
  deps: ChangeDeps,
  { application, graph, part, kind: { id } }: AskedPart,
): Promise<void> {
  const { translate } = deps;
  const kind: EntitlementKind = id === 'role' ? 'role' : 'scope';
  const before = entitlementsOf(application, kind).find((each) => each['id'] === part.key) ?? {};
  const value = await askValue(deps, application, kind, '', text(before, 'value'));
  if (value === undefined) return;
  const allowed = kind === 'role' ? await askHolders(deps) : await askConsent(deps);
  if (allowed === undefined) return;
  const titleName = kind === 'role' ? 'displayName' : 'adminConsentDisplayName';
  const title = await askTitle(deps, value, text(before, titleName));
  if (title === undefined) return;
  const members =
    typeof allowed === 'string'
      ? { value, type: allowed, adminConsentDisplayName: title, userConsentDisplayName: title }
      : { value, allowedMemberTypes: allowed, displayName: title };
  await makeChange(deps, graph, editEntitlement(application, kind, part.key, members), {
    question: translate('Change {value} of {name}?', { value: part.label, name: application.name }),
    verb: translate('Change'),
    done: translate('{value} of {name} changed.', { value, name: application.name }),
  });
}

function askConsent({ prompt, translate }: ChangeDeps): Promise<string | undefined> {
  return prompt.pick(
    [
      { label: translate('Users and administrators'), icon: 'account', value: 'User' },
      { label: translate('Administrators only'), icon: 'shield', value: 'Admin' },
    ],
    translate('Who May Consent'),
  );
}

function askHolders({ prompt, translate }: ChangeDeps): Promise<readonly string[] | undefined> {
  return prompt.pick<readonly string[]>(
    [
      { label: translate('Users and groups'), icon: 'account', value: ['User'] },
      { label: translate('Applications'), icon: 'server-process', value: ['Application'] },
      { label: translate('Both'), icon: 'organization', value: ['User', 'Application'] },
    ],
    translate('Who May Hold the Role'),
  );
}

function questionOf({ translate }: Deps, value: string, name: string) {
  return {
    question: translate('Add {value} to {name}?', { value, name }),
    verb: translate('Add'),
    done: translate('{value} added to {name}.', { value, name }),
  };
}

/** A value as it stands in `scp` or `roles` (Microsoft: permissionScope, appRole: at most 120 characters, no spaces). */
async function askValue(
  { prompt, translate }: ChangeDeps,
  application: ListedApplication,
  kind: EntitlementKind,
  placeholder: string,
  before?: string,
): Promise<string | undefined> {
  const taken = entitlementsOf(application, kind).map((each) => text(each, 'value'));
  return prompt.input({
    title:
      kind === 'scope'
        ? translate('Scope of {name}', { name: application.name })
        : translate('App Role of {name}', { name: application.name }),
    prompt:
      kind === 'scope'
        ? translate('As it stands in the claim scp')
        : translate('As it stands in the claim roles'),
    placeholder,
    ...(before === undefined ? {} : { value: before }),
    check(typed) {
      if (!/^[\w!#$%&'()*+,\-./:;<=>?@[\]^`{|}~]{1,120}$/.test(typed) || typed.startsWith('.'))
        return translate('1 to 120 letters, digits and signs, no spaces, no dot at the beginning.');
      return typed !== before && taken.includes(typed)
        ? translate('{value} exists already.', { value: typed })
        : undefined;
    },
  });
}

function askTitle(
  { prompt, translate }: ChangeDeps,
  value: string,
  before = '',
): Promise<string | undefined> {
  return prompt.input({
    title: translate('What {value} Allows', { value }),
    value: before,
    prompt: translate('Shown where people consent or are assigned'),
    check: (typed) => (typed.trim() === '' ? translate('Say what it allows.') : undefined),
  });
}
