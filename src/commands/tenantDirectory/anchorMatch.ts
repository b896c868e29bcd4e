import { needs } from '../../core/entra/directory/needs.ts';
import { anchorForms, type AnchorForms } from '../../core/entra/hybrid.ts';
import { IdentityError } from '../../core/errors.ts';
import { text } from '../../core/json.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench'>;

/** Shows every form of an objectGUID or immutable id, to copy one, and finds the cloud user who has it. */
export function anchorMatch(deps: Deps): Commands['identity.anchor.match'] {
  const { prompt, translate, workbench } = deps;
  return async (target) => {
    const typed =
      target?.anchor ??
      (await prompt.input({
        title: translate('Match On-Premises User'),
        prompt: translate('objectGUID, mS-DS-ConsistencyGuid or onPremisesImmutableId'),
        placeholder: '01234567-89ab-cdef-0123-456789abcdef',
        check: (input) =>
          isAnchor(input) ? undefined : translate('This is neither a GUID nor an immutable id.'),
      }));
    if (typed === undefined) return;
    const forms = anchorForms(typed);
    const find: Choice<'find'> = {
      label: translate('Find the cloud user with this anchor…'),
      icon: 'search',
      value: 'find',
    };
    const chosen = await prompt.pick<string>([...formChoices(forms, translate), find], translate('Anchor'));
    if (chosen === undefined) return;
    if (chosen === 'find') await findUser(deps, forms, target?.tenant);
    else await workbench.clipboard.write(chosen);
  };
}

function formChoices(forms: AnchorForms, translate: Deps['translate']): readonly Choice<string>[] {
  const copied = translate('copy');
  return [
    { label: forms.guid, description: `objectGUID · ${copied}`, icon: 'copy', value: forms.guid },
    {
      label: forms.immutableId,
      description: `onPremisesImmutableId · ${copied}`,
      icon: 'copy',
      value: forms.immutableId,
    },
    { label: forms.ldapFilter, description: `LDAP · ${copied}`, icon: 'copy', value: forms.ldapFilter },
    {
      label: forms.hex,
      description: `${translate('stored bytes')} · ${copied}`,
      icon: 'copy',
      value: forms.hex,
    },
  ];
}

async function findUser(deps: Deps, { immutableId }: AnchorForms, id: string | undefined): Promise<void> {
  const { prompt, translate, graph, workbench } = deps;
  const tenant = await pickTenant(deps, id, (each) => each.graph !== undefined);
  if (tenant === undefined) return;
  const filter = encodeURIComponent(`onPremisesImmutableId eq '${immutableId}'`);
  const select =
    '$select=id,displayName,userPrincipalName,onPremisesImmutableId,onPremisesSyncEnabled,onPremisesDistinguishedName,onPremisesSecurityIdentifier';
  const { permission } = needs.users;
  const { values } = await prompt.progress(
    translate('Looking for {anchor}', { anchor: immutableId }),
    (signal) => graph(tenant).list(`/users?$filter=${filter}&${select}`, { permission, signal }),
  );
  const [user] = values;
  if (user === undefined) {
    await prompt.tell(
      translate(
        'No user of {tenant} has the anchor {anchor}: the object is not synchronized, filtered out, or would match by address or name at the next synchronization.',
        { tenant: tenant.name, anchor: immutableId },
      ),
    );
    return;
  }
  const show = translate('Show');
  const told = translate('{name} ({upn}) is matched by this anchor.', {
    name: text(user, 'displayName') ?? '',
    upn: text(user, 'userPrincipalName') ?? '',
  });
  if ((await prompt.tell(told, show)) === show)
    await workbench.openText(`${JSON.stringify(user, undefined, 2)}\n`, 'json');
}

function isAnchor(input: string): boolean {
  try {
    anchorForms(input);
    return true;
  } catch (error) {
    if (IdentityError.is(error, 'hybrid.badAnchor')) return false;
    throw error;
  }
}
