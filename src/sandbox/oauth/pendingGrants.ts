import type { Clock } from '../../core/ports.ts';
import { ExpiringMap } from './expiringMap.ts';
import type { Platform } from './redirectUri.ts';
import type { SignIn } from './sts.ts';

/** What an authorization code stands for (RFC 6749 §4.1.2, RFC 7636). */
export interface CodeGrant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly platform: Platform;
  readonly scope: string;
  readonly signIn: SignIn;
  readonly nonce: string | undefined;
  readonly challenge: { readonly value: string; readonly method: 'plain' | 'S256' } | undefined;
  readonly claims: string | undefined;
  readonly showAuthTime: boolean;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  redeemed: boolean;
}

/** A device waiting for a person (RFC 8628). */
export interface DeviceGrant {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly scope: string;
  /** First path segment of the request: a tenant, `common` or `organizations`. */
  readonly segment: string;
  readonly expires: number;
  state: 'pending' | 'declined' | 'redeemed' | SignIn;
  lastPoll: number;
  interval: number;
}

const MINUTE = 60_000;
export const CODE_LIFETIME = 5 * MINUTE;
export const DEVICE_CODE_LIFETIME = 15 * MINUTE;

/** Grants that wait for redemption. They are kept a while after expiry, so that the error can say "expired". */
export interface PendingGrants {
  readonly codes: ExpiringMap<CodeGrant>;
  readonly devices: ExpiringMap<DeviceGrant>;
  readonly devicesByUserCode: ExpiringMap<DeviceGrant>;
}

export function createPendingGrants(clock: Clock): PendingGrants {
  return {
    codes: new ExpiringMap(clock, 4 * CODE_LIFETIME),
    devices: new ExpiringMap(clock, 2 * DEVICE_CODE_LIFETIME),
    devicesByUserCode: new ExpiringMap(clock, 2 * DEVICE_CODE_LIFETIME),
  };
}
