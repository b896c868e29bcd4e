import { base64url } from 'jose';
import { aadstsErrors as explained } from '../../core/oauth/aadsts.ts';
import {
  sandboxFaults,
  type FaultRequest,
  type SandboxEndpoint,
  type SandboxFault,
} from '../../core/sandboxControl.ts';
import { traceOf } from '../interaction/web.ts';
import { aadstsErrors, errorBody } from '../oauth/aadsts.ts';
import type { Sts } from '../oauth/sts.ts';

/** A request that meets a fault. */
interface Disturbed {
  readonly sts: Sts;
  readonly request: Request;
  readonly endpoint: SandboxEndpoint;
  readonly value: number;
  /** The answer without the fault. */
  answer(): Promise<Response>;
}
type Deed = (disturbed: Disturbed) => Response | Promise<Response>;

/** No client should wait as long as this. */
const STALL = 10 * 60_000;
const HTML =
  '<!doctype html><title>Service unavailable</title><h1>Our services are not available right now</h1>';
const CHALLENGE = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });

const OAUTH_THROTTLED = {
  error: 'temporarily_unavailable',
  error_description: 'The sandbox throttles this client.',
};
/** Microsoft: Graph throttling, sample response. */
const GRAPH_THROTTLED = {
  error: { code: 'TooManyRequests', message: 'Too many requests: the sandbox throttles this client.' },
};

/** What each fault does. */
const deeds: Readonly<Record<SandboxFault, Deed>> = {
  aadsts: (disturbed) => refusal(disturbed, disturbed.value),
  interactionRequired: (disturbed) => refusal(disturbed, 50079),
  claimsChallenge,
  throttled: ({ endpoint, value }) =>
    Response.json(endpoint === 'graph' ? GRAPH_THROTTLED : OAUTH_THROTTLED, {
      status: 429,
      headers: value === 0 ? {} : { 'Retry-After': String(value) },
    }),
  staleIndex: async ({ sts: { searchIndex }, value, answer }) => {
    searchIndex.delay = value * 1000;
    try {
      return await answer();
    } finally {
      searchIndex.delay = 0;
    }
  },
  serverError: () => html(500),
  html: () => html(200),
  malformed: () => json('{"token_type":"Bearer",,"expires_in":}'),
  truncated: async ({ answer }) => {
    const response = await answer();
    const body = await response.text();
    return json(body.slice(0, Math.ceil(body.length / 2)), response.status);
  },
  delay: async ({ request, value, answer }) => {
    await wait(value, request.signal);
    return await answer();
  },
  stall: async ({ request }) => {
    await wait(STALL, request.signal);
    return html(504);
  },
};

/** The faults that wait for requests, oldest first. */
export class FaultQueue {
  #waiting: readonly FaultRequest[] = [];

  get waiting(): readonly FaultRequest[] {
    return this.#waiting;
  }

  add(request: FaultRequest): void {
    this.#waiting = [...this.#waiting, request];
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault this request meets, which is then used up by one. */
  take(endpoint: SandboxEndpoint): FaultRequest | undefined {
    const index = this.#waiting.findIndex((each) => each.endpoint === 'any' || each.endpoint === endpoint);
    const found = this.#waiting[index];
    if (!found) return undefined;
    const rest = found.times > 1 ? [{ ...found, times: found.times - 1 }] : [];
    this.#waiting = this.#waiting.toSpliced(index, 1, ...rest);
    return found;
  }
}

/** The answer a fault makes of a request. */
export async function disturb(
  { fault, value }: FaultRequest,
  disturbed: Omit<Disturbed, 'value'>,
): Promise<Response> {
  const entry: { readonly id: string; readonly preset?: number } | undefined = sandboxFaults.find(
    ({ id }) => id === fault,
  );
  return await deeds[fault]({ ...disturbed, value: value ?? entry?.preset ?? 0 });
}

/** Ends of paths, by endpoint. */
const paths: readonly (readonly [SandboxEndpoint, RegExp])[] = [
  ['managedIdentity', /^\/(?:metadata\/identity\/oauth2|msi)\/token\/?$/],
  ['graph', /^\/graph\//],
  ['arm', /^\/arm\//],
  ['token', /\/oauth2\/v2\.0\/token$/],
  ['deviceCode', /\/oauth2\/v2\.0\/devicecode$/],
  ['discovery', /\/\.well-known\/openid-configuration$/],
  ['keys', /\/(?:discovery\/(?:v2\.0\/)?keys|\.well-known\/jwks)$/],
];

/** The endpoint at an address, undefined for pages. */
export function endpointOf(pathname: string): SandboxEndpoint | undefined {
  return paths.find(([, pattern]) => pattern.test(pathname))?.[0];
}

/** An error body by number: the sandbox's own entry, or what the catalogue of real errors says about it. */
function refusal(
  { sts, request }: Disturbed,
  code: number,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const own: { readonly error: string; readonly text: string; readonly status?: number } | undefined =
    Object.entries(aadstsErrors).find(([number]) => number === String(code))?.[1];
  const known = explained.find(({ codes }) => codes.includes(code));
  const message =
    own?.text.replace(/\{\w+\}/g, '…') ??
    (known ? `${known.cause} ${known.fix}` : 'A fault the sandbox was told to make.');
  const error = own?.error ?? (INTERACTION.has(code) ? 'interaction_required' : 'invalid_grant');
  const body = errorBody(
    { code, message, entry: { error, text: message } },
    traceOf(sts, request),
    sts.addresses.origin,
  );
  return Response.json(
    { ...body, ...more },
    { status: own?.status ?? 400, headers: { 'Cache-Control': 'no-store' } },
  );
}

/** Numbers that Entra answers as interaction_required (Microsoft: Conditional Access and multifactor errors). */
const INTERACTION = new Set([
  50072, 50074, 50076, 50078, 50079, 50158, 53000, 53001, 53002, 53003, 53004, 65001,
]);

/** At the token endpoint a `claims` member; at an API a 401 that asks for them (Microsoft: claims challenge). */
function claimsChallenge(disturbed: Disturbed): Response {
  if (disturbed.endpoint !== 'graph' && disturbed.endpoint !== 'arm')
    return refusal(disturbed, 50076, { claims: CHALLENGE, suberror: 'basic_action' });
  const { origin } = disturbed.sts.addresses;
  const header = `Bearer realm="", authorization_uri="${origin}/common/oauth2/v2.0/authorize", error="insufficient_claims", claims="${base64url.encode(CHALLENGE)}"`;
  const body = {
    error: { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation wants more claims.' },
  };
  return Response.json(body, { status: 401, headers: { 'WWW-Authenticate': header } });
}

function html(status: number): Response {
  return new Response(HTML, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

function json(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'application/json' } });
}

/** Waits, or less when the client goes away. */
async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  if (signal.aborted) resolve(undefined);
  await promise;
  clearTimeout(timer);
}
