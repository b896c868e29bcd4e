import type { MiddlewareHandler } from 'hono';
import type { Sts } from '../oauth/sts.ts';
import type { AuditTrail } from './audit.ts';
import { disturb, endpointOf, type FaultQueue } from './faults.ts';

/** What watches and disturbs the endpoints of a sandbox. */
export interface Levers {
  readonly faults: FaultQueue;
  readonly audit: AuditTrail;
}

/** Lets each request meet the fault that waits for it, and writes what came of it into the audit trail. */
export function controlled(sts: Sts, { faults, audit }: Levers): MiddlewareHandler {
  return async (context, next) => {
    const request = context.req.raw;
    const time = sts.clock.now();
    const endpoint = endpointOf(context.req.path);
    const fault = endpoint && faults.take(endpoint);
    // Read beside the handler: a body can be read only once.
    const requestBody = isForm(request.headers) ? textOf(request.clone()) : '';
    if (fault) {
      const answer = async () => {
        await next();
        return context.res;
      };
      const disturbed = await disturb(fault, { sts, request, endpoint, answer });
      if (disturbed !== context.res) context.res = disturbed;
    } else await next();
    const response = context.res;
    const responseBody = isJson(response.headers) ? await textOf(response.clone()) : '';
    audit.record({
      time,
      request,
      requestBody: await requestBody,
      response,
      responseBody,
      fault: fault?.fault,
    });
  };
}

const isForm = (headers: Headers): boolean =>
  headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
const isJson = (headers: Headers): boolean =>
  headers.get('content-type')?.startsWith('application/json') ?? false;

/** A body that breaks off or is too long is not recorded. */
async function textOf(message: Request | Response): Promise<string> {
  try {
    return await message.text();
  } catch {
    return '';
  }
}
