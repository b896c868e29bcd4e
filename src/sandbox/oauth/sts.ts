import type { Clock, Random } from '../../core/ports.ts';
import type { Directory } from '../directory/directory.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import type { Workload } from '../workload/workloadSeed.ts';
import type { PendingGrants } from './pendingGrants.ts';
import type { Seal } from './seal.ts';
import type { Signer } from './signer.ts';

/** Where the sandbox is reached. */
export interface Addresses {
  /** Base of issuers, tokens, keys and Graph, without a trailing slash. */
  readonly origin: string;
  /** Base of the pages a browser shows. */
  pages(): string | Promise<string>;
}

/** The security token service: what every endpoint of the authorization server works with. */
export interface Sts {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly random: Random;
  readonly addresses: Addresses;
  readonly signer: Signer;
  readonly seal: Seal;
  readonly pending: PendingGrants;
  readonly workload: Workload;
  /** How far the index behind Graph's advanced queries lags, in milliseconds. */
  readonly searchIndex: { delay: number };
}

/** The issuer of a tenant's tokens; version 1.0 issuers end in a slash, as Entra's do. */
export function issuer(sts: Sts, tenantId: string, version: 1 | 2): string {
  return `${sts.addresses.origin}/${tenantId}/${version === 2 ? 'v2.0' : ''}`;
}

/** A random GUID (RFC 9562 version 4). */
export function randomId(random: Random): string {
  const bytes = random(16);
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  }).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The sandbox's time in whole seconds, as JWTs count it. */
export function seconds(sts: Sts): number {
  return Math.floor(sts.clock.now() / 1000);
}

/** A person signed in to a tenant. */
export interface SignIn {
  readonly tenant: SandboxTenant;
  readonly userId: string;
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly amr: readonly string[];
  readonly sid: string;
}
