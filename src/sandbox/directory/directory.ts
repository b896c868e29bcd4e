import { contosoGovernance } from '../governance/contosoGovernance.ts';
import { emptyGovernance } from '../governance/governance.ts';
import type { SandboxKeys } from '../keys.ts';
import { buildTenant } from './buildTenant.ts';
import { contoso } from './contoso.ts';
import { deriveCredentials, type Credentials } from './credentials.ts';
import { fabrikam } from './fabrikam.ts';
import { SandboxTenant } from './sandboxTenant.ts';
import type { Application } from './model.ts';

/** The tenants of one sandbox, with what signs their users and applications in. */
export interface Directory {
  readonly tenants: readonly SandboxTenant[];
  readonly credentials: Credentials;
  /** The tenant with this id or verified domain, letter case ignored. */
  tenant(idOrDomain: string): SandboxTenant | undefined;
  /** The registration with this client id, wherever its home is. */
  application(appId: string): Application | undefined;
}

/** Builds the two tenants of an installation. `now` (ms) places the validity of secrets. */
export async function createDirectory(keys: SandboxKeys, now: number): Promise<Directory> {
  const seeds = [contoso, fabrikam];
  const credentials = await deriveCredentials(keys, seeds);
  const tenants = seeds.map((seed) => {
    const governance = seed === contoso ? contosoGovernance(seed.id, now) : emptyGovernance(seed.domain);
    return new SandboxTenant(buildTenant(seed, seeds, credentials, now), governance);
  });
  return {
    tenants,
    credentials,
    tenant: (idOrDomain) => tenants.find((each) => each.isCalled(idOrDomain)),
    application: (appId) =>
      tenants.flatMap((each) => each.content.applications).find((each) => each.appId === appId.toLowerCase()),
  };
}
