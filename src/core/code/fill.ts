import { IdentityError } from '../errors.ts';
import type { Entry } from './entry.ts';
import { findLanguage } from './languages.ts';
import {
  misshapen,
  placeholders,
  replacePlaceholders,
  type PlaceholderName,
  type Placeholder,
  type Values,
} from './placeholders.ts';

/** Code ready for an editor: a VS Code snippet (tab stops for what is not known), and its imports as plain lines. */
export interface FilledCode {
  readonly imports: readonly string[];
  /** The statements. */
  readonly body: string;
  /** The whole file. */
  readonly program: string;
}

/** Refuses what cannot be such a value. Throws `code.misshapen`. */
export function checkValues(values: Values): void {
  for (const name of Object.keys(placeholders)) {
    const value = isName(name) ? values[name] : undefined;
    const like = value !== undefined && isName(name) ? misshapen(name, value) : undefined;
    if (value !== undefined && like !== undefined && isName(name))
      throw new IdentityError('code.misshapen', {
        value: value.slice(0, 100),
        placeholder: placeholders[name].title,
        like,
      });
  }
}

function isName(name: string): name is PlaceholderName {
  return Object.hasOwn(placeholders, name);
}

/** The entry as plain text: known values filled in, an example in angle brackets for the rest. Throws `code.misshapen`. */
export function plainCode(entry: Entry, values: Values): FilledCode {
  checkValues(values);
  const { importLines, program, escape } = findLanguage(entry.language);
  const body = replacePlaceholders(entry.body, (name) => {
    const value = values[name];
    return value === undefined ? placeholders[name].example : escape(value);
  });
  return { imports: importLines(entry.imports, entry.body), body, program: program(entry.imports, body) };
}

/** The entry as a VS Code snippet: known values filled in, a numbered tab stop or choice for the rest. Throws `code.misshapen`. */
export function snippetCode(entry: Entry, values: Values): FilledCode {
  checkValues(values);
  const { importLines, program, escape } = findLanguage(entry.language);
  const toSnippet = (text: string) => snippetText(text, values, escape);
  return {
    imports: importLines(entry.imports, entry.body),
    body: toSnippet(entry.body),
    program: toSnippet(program(entry.imports, entry.body)),
  };
}

/** Escapes what a snippet would read as its own syntax. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** The template as snippet: the same placeholder is the same tab stop everywhere. */
export function snippetText(template: string, values: Values, escape: (value: string) => string): string {
  const numbers = new Map<PlaceholderName, number>();
  const text = template
    .split(/(«\w+»)/)
    .map((part) => (/^«\w+»$/.test(part) ? part : escapeSnippet(part)))
    .join('');
  const filledIn = replacePlaceholders(text, (name) => {
    const value = values[name];
    if (value !== undefined) return escapeSnippet(escape(value));
    const number = numbers.get(name) ?? numbers.size + 1;
    const isFirst = !numbers.has(name);
    numbers.set(name, number);
    return isFirst ? stop(number, placeholders[name]) : `\${${number}}`;
  });
  return `${filledIn.replace(/\n$/, '')}$0\n`;
}

function stop(number: number, { example, choices }: Placeholder): string {
  if (choices === undefined) return `\${${number}:${escapeSnippet(example)}}`;
  return `\${${number}|${choices.map((each) => each.replaceAll(/[\\,|]/g, '\\$&')).join(',')}|}`;
}
