import type { Entry } from '../../core/code/entry.ts';
import { misshapen, placeholders, type PlaceholderName, type Values } from '../../core/code/placeholders.ts';
import { redirectChoices } from '../../core/entra/redirectChoice.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { CodeTarget } from '../../manifest/code.ts';
import { pickApplication, type PickedApplication } from '../application/pickApplication.ts';
import type { Services } from '../services.ts';
import { directoryValues } from './directoryValues.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'tenants' | 'graph' | 'memory' | 'directories' | 'connections'
>;

/** What a tenant and an application know. */
const FROM_TENANT: readonly PlaceholderName[] = ['tenantId', 'authority'];
const FROM_APPLICATION: readonly PlaceholderName[] = ['clientId', 'redirectUri'];
/** What the code connects to: one of them is asked for, the rest are tab stops. */
const RESOURCES: readonly PlaceholderName[] = [
  'pgHost',
  'sqlServer',
  'poolServer',
  'synapseWorkspace',
  'databricksHost',
  'vaultName',
  'storageAccount',
  'apiUrl',
  'ldapHost',
  'clusterName',
];

/**
 * The values that a tenant, an application, a directory and the person know, over those given; what is left out becomes a tab stop.
 * Undefined when dismissed.
 */
export async function askValues(
  deps: Deps,
  entry: Entry,
  target: CodeTarget | undefined,
): Promise<Values | undefined> {
  const given = target?.values ?? {};
  const open = entry.placeholders.filter((name) => given[name] === undefined);
  const identity = await tenantValues(deps, open, target);
  if (identity === undefined) return undefined;
  const directory = await directoryValues(deps, open);
  if (directory === undefined) return undefined;
  const resource = open.find((name) => RESOURCES.includes(name) && directory[name] === undefined);
  const asked = resource === undefined ? {} : await askResource(deps, resource);
  return asked === undefined ? undefined : { ...identity, ...directory, ...asked, ...given };
}

async function tenantValues(
  deps: Deps,
  open: readonly PlaceholderName[],
  target: CodeTarget | undefined,
): Promise<Values | undefined> {
  const needsApplication = open.some((name) => FROM_APPLICATION.includes(name));
  if (!needsApplication && !open.some((name) => FROM_TENANT.includes(name))) return {};
  const tenant =
    target?.tenant === undefined ? await askTenant(deps) : await deps.tenants.find(target.tenant);
  if (tenant === undefined) return undefined;
  if (tenant === 'none') return {};
  const application = needsApplication ? await pickApplication(deps, tenant, target?.clientId) : undefined;
  if (needsApplication && application === undefined) return undefined;
  return valuesOf(tenant, application);
}

/** A tenant, or the choice to fill it in later. */
function askTenant({ tenants, prompt, translate }: Deps): Promise<Tenant | 'none' | undefined> {
  const choices = tenants.list().then(({ tenants: all }): readonly Choice<Tenant | 'none'>[] => [
    ...all.map((tenant) => ({
      label: tenant.name,
      description: tenant.authority,
      icon: tenant.kind === 'sandbox' ? 'beaker' : 'organization',
      value: tenant,
    })),
    {
      label: translate('Leave it open'),
      detail: translate('Tenant and client ID become tab stops.'),
      icon: 'dash',
      value: 'none' as const,
    },
  ]);
  return prompt.pick(choices, translate('Tenant'), translate('Whose tenant and client ID go into the code?'));
}

function valuesOf(tenant: Tenant, application: PickedApplication | undefined): Values {
  const redirectUri = application?.registration && redirectChoices(application.registration)[0]?.redirectUri;
  const isGuid = misshapen('tenantId', tenant.id) === undefined;
  return {
    ...(isGuid ? { tenantId: tenant.id } : {}),
    authority: tenant.authority.replace(/\/v2\.0$/, ''),
    ...(application === undefined ? {} : { clientId: application.clientId }),
    ...(redirectUri === undefined ? {} : { redirectUri }),
  };
}

/** The resource, the one of last time offered; empty leaves a tab stop. */
async function askResource(
  { prompt, translate, memory }: Deps,
  name: PlaceholderName,
): Promise<Values | undefined> {
  const { title, example } = placeholders[name];
  const last = memory.recall(`code ${name}`);
  const typed = await prompt.input({
    title: translate(title),
    prompt: translate('What the program connects to; leave it empty for a tab stop'),
    placeholder: example,
    ...(typeof last === 'string' ? { value: last } : {}),
    check: (text) => {
      const like = text.trim() === '' ? undefined : misshapen(name, text.trim());
      return like === undefined ? undefined : translate('It looks like {like}.', { like });
    },
  });
  if (typed === undefined) return undefined;
  if (typed.trim() === '') return {};
  await memory.remember(`code ${name}`, typed.trim());
  return { [name]: typed.trim() };
}
