import { IdentityError } from '../errors.ts';
import type { Clock, Fetch } from '../ports.ts';
import type { Participant, StepId } from './flow.ts';
import { Mask, type Field } from './mask.ts';

/** One side of an exchange, masked. */
export interface TracePart {
  readonly headers: readonly Field[];
  /** Parameters or members of the body. */
  readonly fields: readonly Field[];
}

export interface TraceRequest extends TracePart {
  readonly method: string;
  readonly url: string;
  /** Parameters of its query and fragment. */
  readonly query: readonly Field[];
}

export interface TraceResponse extends TracePart {
  readonly status: number;
}

/** One message or exchange of a flow: a request with its response, or a message through browser or person. */
export interface TraceEntry {
  readonly number: number;
  readonly step?: StepId;
  readonly answerStep?: StepId;
  readonly from: Participant;
  readonly to: Participant;
  readonly channel: 'front' | 'back' | 'person' | 'local';
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs?: number;
  readonly request?: TraceRequest;
  readonly response?: TraceResponse;
  /** Code of the error that took the response's place. */
  readonly failure?: string;
  /** Number of the entry this one repeats. */
  readonly repeats?: number;
}

/** What a message is called: looked up from the metadata by the address it goes to. */
export interface TraceLabel {
  readonly step?: StepId;
  readonly answerStep?: StepId;
  readonly to: Participant;
  readonly label: string;
}

export type TraceNote = Pick<TraceEntry, 'from' | 'to' | 'channel' | 'label'> & {
  readonly step?: StepId;
  /** Address of a front-channel message; masked here. */
  readonly url?: string;
  /** Parameters of a form_post response; masked here. */
  readonly parameters?: URLSearchParams;
};

/** The record of one run. Everything in it may be shown, saved and exported: it is masked on entry. */
export class Trace {
  readonly #entries: TraceEntry[] = [];
  readonly #listeners = new Set<(entry: TraceEntry) => void>();
  readonly #mask = new Mask();
  /** What sends an exchange once more. Each holds the request with its secrets, as long as the trace lives. */
  readonly #again = new Map<number, (signal: AbortSignal) => Promise<Response>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get entries(): readonly TraceEntry[] {
    return this.#entries;
  }

  /** Calls the listener with each entry when it is added, and again when its response is there. */
  onDidChange(listener: (entry: TraceEntry) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Records a message that does not travel through fetch. */
  note({ url, parameters, ...message }: TraceNote): void {
    const query = url !== undefined && URL.canParse(url) ? this.#addressFields(new URL(url)) : [];
    const fields = parameters === undefined ? [] : this.#mask.form(parameters.toString());
    const request = {
      method: 'GET',
      url: url === undefined ? '' : this.#mask.url(url),
      headers: [],
      query,
      fields,
    };
    const hasRequest = url !== undefined || parameters !== undefined;
    this.#put({
      ...message,
      number: this.#entries.length + 1,
      startedAt: this.#clock.now(),
      ...(hasRequest ? { request } : {}),
    });
  }

  /** Whether the exchange can be sent once more. */
  canRepeat(number: number): boolean {
    return this.#again.has(number);
  }

  /**
   * Sends the request of an entry once more, exactly as it was, and records what comes back; nothing else is done with
   * the answer. Rejects as the exchange does.
   */
  async repeat(number: number, signal: AbortSignal): Promise<void> {
    await this.#again.get(number)?.(signal);
  }

  /** Wraps a fetch so that each exchange is recorded, named by `name`. */
  traced(fetch: Fetch, name: (url: URL, method: string) => TraceLabel): Fetch {
    const send = async (
      input: string | URL,
      init: RequestInit | undefined,
      repeats?: number,
    ): Promise<Response> => {
      const url = new URL(input);
      const method = init?.method ?? 'GET';
      const startedAt = this.#clock.now();
      const number = this.#entries.length + 1;
      const entry: TraceEntry = {
        number,
        from: 'client',
        channel: 'back',
        startedAt,
        request: this.#request(url, method, init),
        ...name(url, method),
        ...(repeats === undefined ? {} : { repeats }),
      };
      this.#again.set(number, (signal) => send(input, { ...init, signal }, repeats ?? number));
      this.#put(entry);
      try {
        const response = await fetch(input, init);
        const { status, statusText, headers } = response;
        const body = await response.text();
        this.#put({
          ...entry,
          durationMs: this.#clock.now() - startedAt,
          response: this.#response(response, body),
        });
        // Made anew: a clone would keep both alive as streams, which costs more than the rest of the record.
        return new Response(NO_CONTENT.includes(status) ? null : body, { status, statusText, headers });
      } catch (error) {
        const failure = IdentityError.is(error) ? error.code : error instanceof Error ? error.name : 'error';
        this.#put({ ...entry, durationMs: this.#clock.now() - startedAt, failure });
        throw error;
      }
    };
    return (input, init) => send(input, init);
  }

  #request(url: URL, method: string, init: RequestInit | undefined): TraceRequest {
    const content = requestText(init?.body);
    const headers = new Headers(init?.headers);
    const contentType = headers.get('content-type') ?? (content === '' ? '' : FORM);
    return {
      method,
      url: this.#mask.url(url.href),
      headers: [...headers].map(([key, value]) => this.#mask.header(key, value)),
      query: this.#addressFields(url),
      fields: this.#mask.body(contentType, content),
    };
  }

  #response(response: Response, body: string): TraceResponse {
    return {
      status: response.status,
      fields: this.#mask.body(response.headers.get('content-type') ?? '', body),
      headers: [...response.headers].map(([key, value]) => this.#mask.header(key, value)),
    };
  }

  #addressFields(url: URL): readonly Field[] {
    return [...this.#mask.form(url.search.slice(1)), ...this.#mask.form(url.hash.slice(1))];
  }

  #put(entry: TraceEntry): void {
    this.#entries[entry.number - 1] = entry;
    for (const listener of this.#listeners) listener(entry);
  }
}

/** Our requests have text or form bodies; others are not shown. */
function requestText(body: RequestInit['body']): string {
  if (typeof body === 'string') return body;
  return body instanceof URLSearchParams ? body.toString() : '';
}

/** Statuses whose responses have no content (Fetch standard, "null body status"). */
const NO_CONTENT = [204, 205, 304];

const FORM = 'application/x-www-form-urlencoded';
