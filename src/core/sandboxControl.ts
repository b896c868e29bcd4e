import type { JsonObject } from './json.ts';
import type { Field } from './oauth/mask.ts';

/** What a fault does to an answer; `value` is what its number means. A new one is one entry, and its deed in the sandbox. */
export const sandboxFaults = [
  { id: 'aadsts', label: 'AADSTS error', value: 'error number', preset: 50076 },
  { id: 'interactionRequired', label: 'Interaction required (AADSTS50079)' },
  { id: 'claimsChallenge', label: 'Claims challenge (Conditional Access)' },
  { id: 'throttled', label: '429 with Retry-After', value: 'seconds to wait, 0 to name none', preset: 5 },
  { id: 'staleIndex', label: 'Graph searches do not find what is new', value: 'seconds of age', preset: 60 },
  { id: 'serverError', label: '500 with an error page' },
  { id: 'html', label: 'HTML instead of JSON' },
  { id: 'malformed', label: 'Malformed JSON' },
  { id: 'truncated', label: 'The right answer, cut in half' },
  { id: 'delay', label: 'The right answer, late', value: 'milliseconds', preset: 5000 },
  { id: 'stall', label: 'No answer at all' },
] as const satisfies readonly {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly preset?: number;
}[];
export type SandboxFault = (typeof sandboxFaults)[number]['id'];

/** Endpoints that faults are aimed at. `any` is each of the others; pages a person sees are never disturbed. */
export const sandboxEndpoints = [
  'token',
  'deviceCode',
  'discovery',
  'keys',
  'managedIdentity',
  'graph',
  'arm',
  'any',
] as const;
export type SandboxEndpoint = (typeof sandboxEndpoints)[number];

/** A fault for the next `times` requests of an endpoint. */
export interface FaultRequest {
  readonly fault: SandboxFault;
  readonly endpoint: SandboxEndpoint;
  readonly times: number;
  /** Error number, seconds or milliseconds, as the fault takes it; its preset when absent. */
  readonly value?: number;
}

/** Whom a forged token is about. */
export const forgedKinds = [
  { id: 'user', label: 'A user, through an application (scp)' },
  { id: 'app', label: 'An application alone (roles)' },
  { id: 'agent', label: 'An agent identity on behalf of a user' },
] as const;
export type ForgedKind = (typeof forgedKinds)[number]['id'];

/** What is wrong with a forged token. A new variant is one entry, and its deed in the sandbox. */
export const forgedVariants = [
  { id: 'good', label: 'Nothing: signed with the published key' },
  { id: 'expired', label: 'Expired an hour ago' },
  { id: 'notYetValid', label: 'Valid in an hour only' },
  { id: 'wrongAudience', label: 'For another audience' },
  { id: 'wrongIssuer', label: 'From another issuer' },
  { id: 'badSignature', label: 'Signature damaged' },
  { id: 'wrongKey', label: 'Signed with another key under the right kid' },
  { id: 'algNone', label: 'Not signed: alg none' },
  { id: 'groupOverage', label: 'Too many groups: a link instead (_claim_names)' },
] as const;
export type ForgedVariant = (typeof forgedVariants)[number]['id'];

export interface ForgeRequest {
  readonly kind: ForgedKind;
  readonly version: 1 | 2;
  readonly variant: ForgedVariant;
  /** Claims to add or replace; null takes one away. */
  readonly claims?: JsonObject;
}

/** One request the sandbox answered, masked when it was recorded. */
export interface AuditEntry {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly time: number;
  readonly method: string;
  /** Masked. */
  readonly url: string;
  readonly status: number;
  readonly request: readonly Field[];
  readonly response: readonly Field[];
  readonly fault?: SandboxFault;
}

/** The levers of a running sandbox. In process it is an object; `npm run sandbox` offers it at its admin endpoint. */
export interface SandboxControl {
  inject(request: FaultRequest): void;
  /** Faults that still wait for requests. */
  faults(): readonly FaultRequest[];
  clearFaults(): void;
  /** Moves the sandbox's clock to `offset` milliseconds from the real one; 0 sets it right. */
  setClock(offset: number): void;
  /** Milliseconds since the epoch, and the offset within. */
  clock(): { readonly now: number; readonly offset: number };
  /** Signs with a new key; the old one stays published, or is gone and its tokens with it. The new key's id. */
  rotateKeys(old: 'keep' | 'remove'): Promise<string>;
  /** The last 500 requests, oldest first. */
  audit(): readonly AuditEntry[];
  /** Takes back all consent given since the start. */
  resetConsent(): void;
  /** A token that APIs must accept or refuse, marked by the claim `xms_sandbox_forged`. */
  forge(request: ForgeRequest): Promise<string>;
}
