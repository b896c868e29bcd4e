import { child, isObject, parseJson, text } from '../json.ts';
import { findEntry, type Entry, type EntryName } from './entry.ts';
import { findLanguage, languages } from './languages.ts';
import { installCommand, javaDependencies } from './packages.ts';
import { isPlaceholder, placeholders, replacePlaceholders, type Values } from './placeholders.ts';

/** What names the document: the entry and the values known, as its address carries them. No value is a secret. */
export function encodeSetup(name: EntryName, values: Values): string {
  return JSON.stringify({ ...name, values });
}

/** What an entry needs outside the program, as Markdown: packages, scripts, pitfalls, source. Throws the `code.*` errors. */
export function setupDocument(encoded: string): string {
  const given = parseJson(encoded);
  const request = isObject(given) ? given : {};
  const language = languages.find(({ id }) => id === text(request, 'language'))?.id ?? 'python';
  const entry = findEntry({
    purpose: text(request, 'purpose') ?? '',
    credential: text(request, 'credential') ?? '',
    language,
  });
  const values = child(request, 'values');
  const shell = findLanguage('shell');
  const fill = (code: string) =>
    replacePlaceholders(code, (name) => {
      const value = isPlaceholder(name) ? text(values, name) : undefined;
      return value === undefined ? placeholders[name].example : shell.escape(value);
    });
  return [
    `# ${entry.purpose.title}`,
    `${entry.credential.title}, in ${findLanguage(language).title}. ${entry.purpose.detail}`,
    packagesSection(entry),
    ...(entry.setup.length === 0
      ? []
      : [
          '## Setup, once',
          ...entry.setup.map(
            (script) => `### ${script.title}\n\n${fence(FENCES[script.language], fill(script.code))}`,
          ),
        ]),
    ...(entry.pitfalls.length === 0 ? [] : ['## Mind', entry.pitfalls.map((each) => `- ${each}`).join('\n')]),
    `## Sources\n\n- <${entry.purpose.source}>\n- <${entry.credential.source}>`,
    '',
  ].join('\n\n');
}

const FENCES = { shell: 'bash', powershell: 'powershell', sql: 'sql' } as const;

function packagesSection({ language, packages }: Entry): string {
  if (packages.length === 0) return 'It needs no package.';
  const command = installCommand(language, packages);
  return `## Packages\n\n${command === undefined ? fence('xml', javaDependencies(packages)) : fence('bash', command)}`;
}

function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
}
