import type { Answers, Language } from '../questions.ts';
import type { Advice } from '../advise.ts';
import { csharp } from './csharp.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { python } from './python.ts';
import type { Samples } from './sample.ts';
import { signInSpa, typescript } from './typescript.ts';

/** Code by language; a language is one entry. */
const samples: Readonly<Record<Language, Samples>> = { python, typescript, csharp, java, go };

/** The code of an advice, and the language it is in: a page is always TypeScript. */
export function sampleFor(
  { sample, scopes, authority }: Pick<Advice, 'sample' | 'scopes' | 'authority'>,
  { language }: Pick<Answers, 'language'>,
): { readonly language: Language; readonly code: string } {
  const filled = (code: string) =>
    code.replaceAll('%scope%', scopes[0] ?? '').replaceAll('%authority%', authority);
  if (sample === 'signInSpa') return { language: 'typescript', code: filled(signInSpa) };
  return { language, code: filled(samples[language][sample]) };
}
