import { Mask } from '../../core/oauth/mask.ts';
import type { AuditEntry, SandboxFault } from '../../core/sandboxControl.ts';

const KEPT = 500;
/** Masking holds each value against all before it, so a body longer than this (a page of a list) is only measured. */
const LONGEST_BODY = 16_384;

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
    const body = (headers: Headers, content: string) => {
      const type = headers.get('content-type') ?? '';
      if (content.length <= LONGEST_BODY) return mask.body(type, content);
      return [{ name: 'body', value: `${type}, ${content.length} characters`, masked: true }];
    };
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
