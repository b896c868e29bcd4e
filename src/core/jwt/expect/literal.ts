/** A string literal; JSON's escapes mean the same in JavaScript, Python, C#, Java and Go. */
export function literal(text: string): string {
  // Line separators end lines in some languages, lone surrogates are no text in others, and what turns the direction of
  // text makes code read as other code. Beyond four digits the languages differ; such characters stay.
  return JSON.stringify(text.toWellFormed()).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character.length === 1 ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character,
  );
}

/** Lines with those left out that are undefined. */
export function lines(...list: readonly (string | undefined)[]): string {
  return `${list.filter((line) => line !== undefined).join('\n')}\n`;
}

/** The line `make` writes for a value, or nothing when there is none. */
export function each<Value>(value: Value | undefined, make: (value: Value) => string): string | undefined {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : make(value);
}

/** What stands for the issuer when none is expected: code without one would trust any. */
export const ISSUER = 'https://login.microsoftonline.com/<tenant-id>/v2.0';
export const AUDIENCE = '<client-id of the API>';
