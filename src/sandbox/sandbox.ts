import type { Clock, Random } from '../core/ports.ts';
import type { SandboxControl } from '../core/sandboxControl.ts';
import { createApp } from './app.ts';
import { adminApp } from './control/adminApp.ts';
import { AuditTrail } from './control/audit.ts';
import { adjustableClock } from './control/clock.ts';
import { createControl } from './control/control.ts';
import { FaultQueue } from './control/faults.ts';
import { describeSandbox, type SandboxDescription } from './description.ts';
import { createDirectory } from './directory/directory.ts';
import type { SandboxKeys } from './keys.ts';
import { createPendingGrants } from './oauth/pendingGrants.ts';
import { createSeal } from './oauth/seal.ts';
import { createSigner } from './oauth/signer.ts';
import type { Sts } from './oauth/sts.ts';
import { seedWorkload } from './workload/workloadSeed.ts';

export interface SandboxOptions {
  readonly keys: SandboxKeys;
  readonly clock: Clock;
  readonly random: Random;
  /** Base of issuers, tokens, keys and Graph (`<origin>/graph`): `https://login.sandbox.localhost` in process. */
  readonly origin: string;
  /**
   * Base of the pages a browser shows, such as `http://127.0.0.1:PORT`. Asked for when a discovery document,
   * device code or page is first needed, so a host can start its listener on demand.
   */
  readonly pages: () => string | Promise<string>;
  /** Opens the admin endpoint to whoever sends this secret; without it there is none. */
  readonly adminKey?: string;
}

/** A running sandbox tenant: an HTTP handler without a socket. */
export interface Sandbox {
  /** Answers one request; never rejects for bad input. */
  fetch(request: Request): Promise<Response>;
  /** Tenants, applications with their secrets, users with their passwords. Secret: never log it. */
  describe(): SandboxDescription;
  /** Faults, clock, keys, consent, audit trail and forged tokens. */
  readonly control: SandboxControl;
}

/** Builds a sandbox from an installation's keys. Everything it changes afterwards lives in memory. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { keys, random, origin, pages, adminKey } = options;
  const clock = adjustableClock(options.clock);
  const directory = await createDirectory(keys, clock.now(), `${origin}/graph`);
  const sts: Sts = {
    directory,
    clock,
    random,
    addresses: { origin, pages },
    signer: await createSigner(keys),
    seal: await createSeal(keys.seed, random),
    pending: createPendingGrants(clock),
    workload: await seedWorkload(directory, origin, keys.seed),
    searchIndex: { delay: 0 },
  };
  const levers = { faults: new FaultQueue(), audit: new AuditTrail() };
  const control = createControl(sts, clock, levers);
  const app = createApp(
    sts,
    levers,
    adminKey === undefined ? undefined : adminApp(control, origin, adminKey),
  );
  return {
    fetch: async (request) => await app.fetch(request),
    describe: () => describeSandbox(sts, keys),
    control,
  };
}
