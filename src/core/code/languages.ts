import { powershellText } from '../powershellText.ts';
import type { LanguageId } from './catalogue.ts';

/** How a language writes imports, a whole program, and a value inside a string. */
export interface Language {
  readonly id: LanguageId;
  readonly title: string;
  /** VS Code's language ids. */
  readonly editors: readonly string[];
  /** The import statements, merged and sorted; empty where the language has none. */
  readonly importLines: (imports: readonly string[], body: string) => readonly string[];
  /** A whole file. */
  readonly program: (imports: readonly string[], body: string) => string;
  /** A value as it may stand inside a string literal of the catalogue's code. */
  readonly escape: (value: string) => string;
  /** The line of an existing file after which imports go; undefined for a file that takes none. */
  readonly isImport?: RegExp | undefined;
  /** A first line that imports have to stay behind. */
  readonly isPreamble?: RegExp | undefined;
}

const without = (characters: RegExp) => (value: string) => value.replaceAll(characters, '');
/** Control characters never belong into a value. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const backslash = (quotes: RegExp) => (value: string) =>
  value.replaceAll(CONTROL, '').replaceAll('\\', '\\\\').replaceAll(quotes, '\\$&');
const sorted = (lines: readonly string[]) => [...new Set(lines)].toSorted();
const joined = (head: readonly string[], body: string) =>
  head.length === 0 ? body : `${head.join('\n')}\n\n${body}`;
const indent = (body: string, by: string) => body.replaceAll(/^(?=.)/gm, by);

/** `from m import a` and `from m import b` become one statement. */
function mergeNames(
  lines: readonly string[],
  statement: RegExp,
  write: (from: string, names: string) => string,
) {
  const names = new Map<string, Set<string>>();
  const others: string[] = [];
  for (const line of lines) {
    const { from, list } = statement.exec(line)?.groups ?? {};
    if (from === undefined || list === undefined) others.push(line);
    else
      names.set(from, new Set([...(names.get(from) ?? []), ...list.split(',').map((name) => name.trim())]));
  }
  const merged = [...names].map(([from, set]) => write(from, [...set].toSorted().join(', ')));
  return sorted([...others, ...merged]);
}

const pythonImports = (imports: readonly string[]) => {
  const lines = mergeNames(imports, /^from (?<from>\S+) import (?<list>.+)$/, (from, names) => {
    const line = `from ${from} import ${names}`;
    return line.length <= 100
      ? line
      : `from ${from} import (\n${names
          .split(', ')
          .map((name) => `    ${name},\n`)
          .join('')})`;
  });
  const standard = lines.filter((line) => PYTHON_STANDARD.test(line));
  const other = lines.filter((line) => !PYTHON_STANDARD.test(line));
  return [...standard, ...(standard.length > 0 && other.length > 0 ? [''] : []), ...other];
};
const PYTHON_STANDARD = /^(?:import|from) (?:asyncio|base64|datetime|os|pathlib|ssl|struct|typing)\b/;

const typescriptImports = (imports: readonly string[]) =>
  mergeNames(
    imports,
    /^import \{ (?<list>.+) \} from '(?<from>.+)';$/,
    (from, names) => `import { ${names} } from '${from}';`,
  );

const goImport = (path: string) => {
  const [alias, target] = path.split(' ');
  return target === undefined ? `"${path}"` : `${String(alias)} "${target}"`;
};
/** What the frame of a Go program adds: context and log, where the body uses them. */
function goImports(imports: readonly string[], body: string): readonly string[] {
  const used = [
    ...imports,
    ...(/\bctx\b|context\./.test(body) ? ['context'] : []),
    ...(/\blog\./.test(body) ? ['log'] : []),
  ];
  const isStandard = (path: string) => !path.includes('.');
  const lines = sorted(used);
  const standard = lines.filter(isStandard).map(goImport);
  const other = lines.filter((path) => !isStandard(path)).map(goImport);
  return [...standard, ...(standard.length > 0 && other.length > 0 ? [''] : []), ...other];
}

const plain = (
  id: LanguageId,
  title: string,
  editors: readonly string[],
  escape: Language['escape'],
): Language => ({
  id,
  title,
  editors,
  importLines: () => [],
  program: (_imports, body) => body,
  escape,
});

/** Every language, in the order offered. */
export const languages: readonly Language[] = [
  {
    id: 'python',
    title: 'Python',
    editors: ['python'],
    importLines: (imports) => pythonImports(imports).filter((line) => line !== ''),
    program: (imports, body) => joined(pythonImports(imports), body),
    escape: backslash(/"/g),
    isImport: /^(?:import|from)\s/,
    isPreamble: /^(?:#!|#.*coding)/,
  },
  {
    id: 'typescript',
    title: 'TypeScript',
    editors: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'],
    importLines: typescriptImports,
    program: (imports, body) => joined(typescriptImports(imports), body),
    escape: backslash(/['`$]/g),
    isImport: /^(?:import\s|\} from )/,
    isPreamble: /^#!/,
  },
  {
    id: 'csharp',
    title: 'C#',
    editors: ['csharp'],
    importLines: (imports) => sorted(imports).map((name) => `using ${name};`),
    program: (imports, body) =>
      joined(
        sorted(imports).map((name) => `using ${name};`),
        body,
      ),
    escape: backslash(/"/g),
    isImport: /^using\s[\w.]+;/,
  },
  {
    id: 'java',
    title: 'Java',
    editors: ['java'],
    importLines: (imports) => sorted(imports).map((name) => `import ${name};`),
    program: (imports, body) =>
      joined(
        sorted(imports).map((name) => `import ${name};`),
        `public class Connect {\n    public static void main(String[] args) throws Exception {\n${indent(body, '        ')}    }\n}\n`,
      ),
    escape: backslash(/"/g),
    isImport: /^import\s/,
    isPreamble: /^package\s/,
  },
  {
    id: 'go',
    title: 'Go',
    editors: ['go'],
    importLines: (imports, body) =>
      goImports(imports, body)
        .filter((line) => line !== '')
        .map((line) => `import ${line}`),
    program: (imports, body) =>
      `package main\n\nimport (\n${indent(goImports(imports, body).join('\n'), '\t')}\n)\n\nfunc main() {\n${
        /\bctx\b/.test(body) ? '\tctx := context.Background()\n' : ''
      }${indent(body, '\t')}}\n`,
    escape: backslash(/"/g),
    isImport: /^import\s|^\)/,
    isPreamble: /^package\s/,
  },
  plain('shell', 'Shell (az, curl)', ['shellscript'], (value) =>
    value.replaceAll(CONTROL, '').replaceAll(`'`, `'\\''`),
  ),
  plain('powershell', 'PowerShell', ['powershell'], (value) => powershellText(value.replaceAll(CONTROL, ''))),
  plain('http', 'HTTP request', ['http'], without(CONTROL)),
  plain('yaml', 'YAML', ['yaml'], without(/[^\w .:/@#+=-]/g)),
  plain('xml', 'XML', ['xml'], (value) =>
    value.replaceAll(CONTROL, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  ),
];

/** The language of that id. Throws a TypeError for another, which is a mistake of ours. */
export function findLanguage(id: LanguageId): Language {
  const found = languages.find((each) => each.id === id);
  if (found === undefined) throw new TypeError(`No language ${id}`);
  return found;
}

/** The language of an editor by VS Code's language id, undefined for one the catalogue does not speak. */
export function languageOfEditor(editor: string): Language | undefined {
  return languages.find(({ editors }) => editors.includes(editor));
}
