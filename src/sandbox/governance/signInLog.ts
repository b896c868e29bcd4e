import { decodeJwt } from 'jose';
import type { MiddlewareHandler } from 'hono';
import { isObject, list, parseJson, text, type JsonObject } from '../../core/json.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import type { AadstsError, ErrorTrace } from '../oauth/aadsts.ts';
import type { Sts } from '../oauth/sts.ts';

const KEPT = 1000;

/** What the log says of one sign-in. */
interface LoggedSignIn {
  readonly tenant: SandboxTenant | undefined;
  readonly clientId: string;
  readonly userId?: string;
  readonly resource?: string;
  readonly trace: ErrorTrace;
  /** 0 when it succeeded. */
  readonly errorCode: number;
  readonly reason: string;
}

/** Writes the sign-in into the log of its tenant, as Graph's `signIn` resource; one without a tenant is nowhere. */
function record(
  sts: Sts,
  { tenant, clientId, userId, resource, trace, errorCode, reason }: LoggedSignIn,
): void {
  if (tenant === undefined) return;
  const user = userId === undefined ? undefined : tenant.user(userId);
  const application =
    tenant.servicePrincipal(clientId)?.displayName ?? sts.directory.application(clientId)?.displayName;
  const { signIns } = tenant.governance;
  signIns.unshift({
    id: trace.traceId,
    createdDateTime: `${new Date(trace.time).toISOString().slice(0, 19)}Z`,
    correlationId: trace.correlationId,
    appId: clientId,
    appDisplayName: application ?? '',
    userId: user?.id ?? '',
    userDisplayName: user?.displayName ?? '',
    userPrincipalName: user?.userPrincipalName ?? '',
    resourceDisplayName: resource ?? '',
    clientAppUsed: 'Browser',
    ipAddress: '127.0.0.1',
    isInteractive: user !== undefined,
    conditionalAccessStatus: 'notApplied',
    riskLevelAggregated: 'none',
    riskState: 'none',
    status: { errorCode, failureReason: errorCode === 0 ? 'Other.' : reason, additionalDetails: null },
    appliedConditionalAccessPolicies: [],
  });
  signIns.splice(KEPT);
}

/** Writes a refusal on the pages into the log; `request` is the query string of the authorization request. */
export function recordRefusal(
  sts: Sts,
  segment: string,
  request: string,
  error: AadstsError,
  trace: ErrorTrace,
  userId?: string,
): void {
  record(sts, {
    tenant: sts.directory.tenant(segment),
    clientId: new URLSearchParams(request).get('client_id') ?? '',
    ...(userId === undefined ? {} : { userId }),
    trace,
    errorCode: error.code,
    reason: error.message,
  });
}

/** Writes what the token endpoint answered into the log, except that a device code is still waited for. */
export function logTokenRequests(sts: Sts): MiddlewareHandler {
  return async (context, next) => {
    const form = context.req.raw.clone().text();
    await next();
    const answer = parseJson(await context.res.clone().text());
    if (!isObject(answer) || answer['error'] === 'authorization_pending') return;
    const parameters = new URLSearchParams(await form);
    const token = claimsOf(text(answer, 'access_token'));
    const trace = {
      traceId: context.res.headers.get('x-ms-request-id') ?? '',
      correlationId: context.res.headers.get('client-request-id') ?? '',
      time: sts.clock.now(),
    };
    const userId = text(token, 'idtyp') === 'app' ? undefined : text(token, 'oid');
    record(sts, {
      tenant: sts.directory.tenant(text(token, 'tid') ?? context.req.param('tenant') ?? ''),
      clientId: parameters.get('client_id') ?? text(token, 'appid') ?? '',
      ...(userId === undefined ? {} : { userId }),
      ...(text(token, 'aud') === undefined ? {} : { resource: text(token, 'aud') ?? '' }),
      trace,
      errorCode: Number(list(answer, 'error_codes')[0] ?? 0),
      reason: (text(answer, 'error_description') ?? '').split(' Trace ID:')[0] ?? '',
    });
  };
}

function claimsOf(token: string | undefined): JsonObject {
  try {
    return token === undefined ? {} : { ...decodeJwt(token) };
  } catch {
    return {};
  }
}
