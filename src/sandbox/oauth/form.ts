import { aadsts } from './aadsts.ts';

/** The parameters of a request: each at most once, empty ones as if absent (RFC 6749 §3.1). */
export class Form {
  readonly #parameters: URLSearchParams;

  /** Throws AADSTS 9002313 when a parameter is repeated. */
  constructor(parameters: URLSearchParams) {
    for (const name of new Set(parameters.keys())) {
      if (parameters.getAll(name).length > 1)
        throw aadsts(9002313, { reason: `'${name}' is sent more than once` });
    }
    this.#parameters = parameters;
  }

  get(name: string): string | undefined {
    const value = this.#parameters.get(name);
    return value === null || value === '' ? undefined : value;
  }

  /** The parameter; throws AADSTS 900144 when it is absent. */
  required(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw aadsts(900144, { parameter: name });
    return value;
  }

  toString(): string {
    return this.#parameters.toString();
  }
}
