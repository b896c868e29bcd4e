import { contosoGovernance } from '../governance/contosoGovernance.ts';
import { emptyGovernance } from '../governance/governance.ts';
import type { SandboxKeys } from '../keys.ts';
import { buildTenant } from './buildTenant.ts';
import { contoso } from './contoso.ts';
import { deriveCredentials, type Credentials } from './credentials.ts';
import { fabrikam } from './fabrikam.ts';
import { enlarge, northwind } from './largeTenant.ts';
import { SandboxTenant } from './sandboxTenant.ts';
import { GRAPH_APP_ID } from './microsoftGraph.ts';
import type { Application, TenantContent } from './model.ts';

/** The tenants of one sandbox, with what signs their users and applications in. */
export interface Directory {
  /** Those that were made; the large one comes in when it is first asked for. */
  readonly tenants: readonly SandboxTenant[];
  /** Every tenant there can be, by what tells it from others. */
  readonly known: readonly Pick<SandboxTenant, 'id' | 'domain' | 'name'>[];
  readonly credentials: Credentials;
  /** The tenant with this id or verified domain, letter case ignored. */
  tenant(idOrDomain: string): SandboxTenant | undefined;
  /** The registration with this client id, wherever its home is. */
  application(appId: string): Application | undefined;
}

/**
 * Builds the tenants of an installation. `now` (ms) places the validity of secrets; `graph` is the address at which Graph
 * is served, by which programs may ask for its tokens as well.
 */
export async function createDirectory(keys: SandboxKeys, now: number, graph: string): Promise<Directory> {
  const seeds = [contoso, fabrikam];
  const all = [...seeds, northwind];
  const credentials = await deriveCredentials(keys, all);
  const named = (content: TenantContent): TenantContent => ({
    ...content,
    servicePrincipals: content.servicePrincipals.map((each) =>
      each.appId === GRAPH_APP_ID
        ? { ...each, servicePrincipalNames: [...each.servicePrincipalNames, graph] }
        : each,
    ),
  });
  const tenants = seeds.map((seed) => {
    const governance = seed === contoso ? contosoGovernance(seed.id, now) : emptyGovernance(seed.domain);
    return new SandboxTenant(named(buildTenant(seed, all, credentials, now)), governance);
  });
  /** Ten thousand applications cost nothing until somebody looks at them. */
  const large = (): SandboxTenant => {
    const made = new SandboxTenant(
      enlarge(named(buildTenant(northwind, all, credentials, now)), now),
      emptyGovernance(northwind.domain),
    );
    tenants.push(made);
    return made;
  };
  return {
    tenants,
    known: all.map(({ id, domain, name }) => ({ id, domain, name })),
    credentials,
    tenant(idOrDomain) {
      const found = tenants.find((each) => each.isCalled(idOrDomain));
      if (found !== undefined) return found;
      return [northwind.id, northwind.domain].includes(idOrDomain.toLowerCase()) ? large() : undefined;
    },
    application: (appId) =>
      tenants.flatMap((each) => each.content.applications).find((each) => each.appId === appId.toLowerCase()),
  };
}
