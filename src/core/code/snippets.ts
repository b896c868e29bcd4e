import type { LanguageId } from './catalogue.ts';
import { credentials } from './credentials.ts';
import { entriesOf, type Entry } from './entry.ts';
import { snippetCode, snippetText } from './fill.ts';
import { findLanguage } from './languages.ts';
import { purposes } from './purposes.ts';

/** One entry of a `.code-snippets` file. */
export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** The languages that have a file of snippets: those VS Code itself knows. */
export const snippetLanguages = [
  'python',
  'typescript',
  'csharp',
  'java',
  'go',
  'shell',
  'powershell',
  'yaml',
] as const satisfies readonly LanguageId[];

/**
 * The contributed snippets of a language by title. `id-<purpose>` is the purpose with its first credential, and
 * `id-credential-<credential>` any other to put in its place; credentials that a platform has of its own are
 * `id-<purpose>-<credential>`.
 */
export function snippetsOf(language: LanguageId): Readonly<Record<string, Snippet>> {
  const uses = purposes.flatMap((purpose) =>
    distinct(entriesOf(purpose).filter((entry) => entry.language === language)).map(
      (entry, index): readonly [string, Snippet] => [
        `${entry.purpose.title}: ${entry.credential.title}`,
        {
          prefix: `id-${purpose.prefix}${index === 0 ? '' : `-${entry.credential.prefix}`}`,
          description: `${entry.purpose.detail} ${entry.credential.title}.`,
          body: lines(snippetCode(entry, {}).program),
        },
      ],
    ),
  );
  return Object.fromEntries([...uses, ...credentialSnippets(language)]);
}

/** Of the entries that differ only in the block of their credential, the first. */
function distinct(entries: readonly Entry[]): readonly Entry[] {
  const isComposed = ({ credential, purpose }: Entry) =>
    Object.keys(credential.blocks).length > 0 &&
    purpose.ways.some((way) => way.whole !== true && way.credentials.includes(credential.id));
  const first = entries.find(isComposed);
  return entries.filter((entry) => entry === first || !isComposed(entry));
}

/** The credentials alone: `id-credential-<credential>`. */
function credentialSnippets(language: LanguageId): readonly (readonly [string, Snippet])[] {
  const { importLines, escape } = findLanguage(language);
  return credentials.flatMap(({ blocks, prefix, title, detail }): readonly (readonly [string, Snippet])[] => {
    const block = blocks[language];
    if (block === undefined) return [];
    const head = importLines(block.imports ?? [], block.code);
    const code = block.code.replaceAll('«resource»', '«scope»');
    const whole = `${head.join('\n')}${head.length > 0 ? '\n\n' : ''}${code}`;
    return [
      [
        `Credential: ${title}`,
        {
          prefix: `id-credential-${prefix}`,
          description: detail,
          body: lines(snippetText(whole, {}, escape)),
        },
      ],
    ];
  });
}

const lines = (text: string) => text.replace(/\n$/, '').split('\n');
