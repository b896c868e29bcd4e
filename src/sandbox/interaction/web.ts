import type { Context } from 'hono';
import type { ErrorTrace } from '../oauth/aadsts.ts';
import { randomId, type Sts } from '../oauth/sts.ts';

/** One browser request to the sandbox's pages. */
export interface Web {
  readonly sts: Sts;
  readonly context: Context;
  readonly trace: ErrorTrace;
  /** Random name of this browser, to which forms are bound against cross-site request forgery. */
  readonly browser: string;
}

/** The trace of a request: its own correlation id when the client sent one. */
export function traceOf(sts: Sts, request: Request): ErrorTrace {
  const given =
    request.headers.get('client-request-id') ?? new URL(request.url).searchParams.get('client-request-id');
  const correlationId = given && /^[0-9a-f-]{36}$/i.test(given) ? given.toLowerCase() : randomId(sts.random);
  return { traceId: randomId(sts.random), correlationId, time: sts.clock.now() };
}
