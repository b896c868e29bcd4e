import type { LanguageId } from '../../code/catalogue.ts';
import { findEntry } from '../../code/entry.ts';
import { plainCode } from '../../code/fill.ts';
import type { Answers } from './questions.ts';
import type { Advice } from './advise.ts';

/** The catalogue's code for an advice, and the language it is in: a page has one language whatever its server speaks. */
export function sampleFor(
  { code, scopes, authority }: Pick<Advice, 'code' | 'scopes' | 'authority'>,
  answers: Pick<Answers, 'language'>,
): { readonly language: LanguageId; readonly code: string } {
  const language = code.purpose === 'signInSpa' ? 'typescript' : answers.language;
  const values = { authority, ...(scopes[0] === undefined ? {} : { scope: scopes[0] }) };
  return { language, code: plainCode(findEntry({ ...code, language }), values).program };
}
