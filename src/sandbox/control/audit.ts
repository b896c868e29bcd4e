import { Mask } from '../../core/oauth/mask.ts';
import type { AuditEntry, SandboxFault } from '../../core/sandboxControl.ts';

const KEPT = 500;

/** One exchange as it is handed over; the trail keeps only what masking leaves of it. */
export interface AuditedExchange {
  readonly time: number;
  readonly request: Request;
  readonly requestBody: string;
  readonly response: Response;
  readonly responseBody: string;
  readonly fault: SandboxFault | undefined;
}

/** The last exchanges of the sandbox. */
export class AuditTrail {
  readonly #entries: AuditEntry[] = [];

  get entries(): readonly AuditEntry[] {
    return this.#entries;
  }

  record({ time, request, requestBody, response, responseBody, fault }: AuditedExchange): void {
    const mask = new Mask();
    const body = (headers: Headers, content: string) => mask.body(headers.get('content-type') ?? '', content);
    this.#entries.push({
      ...{ time, method: request.method, status: response.status },
      request: body(request.headers, requestBody),
      response: body(response.headers, responseBody),
      url: mask.url(request.url),
      ...(fault === undefined ? {} : { fault }),
    });
    if (this.#entries.length > KEPT) this.#entries.shift();
  }
}
