import type { errorTexts } from './errorTexts.ts';

/**
 * What a person reads about an error: what happened, why, what to do next. `{name}` is filled from the
 * error's data. English templates double as l10n keys; the edge translates and fills them.
 */
export interface ErrorText {
  readonly what: string;
  readonly why?: string;
  readonly next: string;
}

/** Every error code of the product: `<subject>.<what>`. */
export type ErrorCode = keyof typeof errorTexts;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Templates<Code extends ErrorCode> = (typeof errorTexts)[Code][keyof (typeof errorTexts)[Code]];

/** The data a code needs: one value for each placeholder of its text. */
export type ErrorData<Code extends ErrorCode> = Readonly<
  Record<Placeholders<Templates<Code>>, string | number>
>;

/** An error as code and data, turned to text only at the edge. Never put a secret into `data`. */
export class IdentityError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'IdentityError';
  readonly code: Code;
  readonly data: ErrorData<Code>;

  constructor(code: Code, data: ErrorData<Code>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.data = data;
  }

  /** Whether `error` is an IdentityError, of the given code if one is given. */
  static is<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is IdentityError<C> {
    return error instanceof IdentityError && (code === undefined || error.code === code);
  }
}

/** Fills `{name}` placeholders; an unknown one stays as it is. */
export function fill(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}
