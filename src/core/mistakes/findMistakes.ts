import { readConnection } from '../connection/connection.ts';
import { checkConnection } from '../connection/rules.ts';
import { findConnections } from '../connection/scan.ts';
import type { Breathe } from '../jwt/slices.ts';
import { shifted, type TextFinding } from '../textRule.ts';
import type { CodeFile, MistakeRule } from './mistake.ts';
import { connectionMistakes } from './rules/connections.ts';
import { packageMistakes } from './rules/packages.ts';
import { platformHosts, platformScopes, tokenMistakes } from './rules/tokens.ts';

/** Every rule; a new one is one entry of its list. */
export const mistakeRules: readonly MistakeRule[] = [
  ...tokenMistakes,
  ...connectionMistakes,
  ...packageMistakes,
];

const LONGEST_LINE = 2_000;
const MOST_FINDINGS = 200;

/** A document to look at. */
export interface MistakeSource {
  readonly language: string;
  readonly name: string;
  readonly text: string;
}

/**
 * Mistakes in a file of code or configuration, connection strings included, in order; at most 200. Pauses as `breathe`
 * says, and ends early when cancelled.
 */
export async function findMistakes(
  source: MistakeSource,
  breathe: Breathe = () => undefined,
  isCancelled: () => boolean = () => false,
): Promise<readonly TextFinding[]> {
  const { language, text } = source;
  const rules = mistakeRules.filter(
    ({ languages }) => languages === undefined || languages.includes(language),
  );
  const file = fileOf(source);
  const found: TextFinding[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    if (line.length <= LONGEST_LINE) found.push(...findingsOf(line, offset, rules, file));
    offset += line.length + 1;
    if (found.length >= MOST_FINDINGS) break;
    const pause = breathe();
    if (pause === undefined) continue;
    await pause;
    if (isCancelled()) break;
  }
  return found.slice(0, MOST_FINDINGS);
}

function* findingsOf(
  line: string,
  offset: number,
  rules: readonly MistakeRule[],
  file: CodeFile,
): Generator<TextFinding> {
  if (line.trim() === '') return;
  for (const rule of rules) {
    if (!rule.hint.test(line)) continue;
    for (const breach of rule.find(line, file)) yield shifted({ ...breach, rule }, offset);
  }
  for (const { start, end } of findConnections(line))
    for (const finding of checkConnection(readConnection(line.slice(start, end))))
      yield shifted(finding, offset + start);
}

function fileOf({ language, name, text }: MistakeSource): CodeFile {
  const asked = new Map<string, boolean>();
  let hosts: readonly string[] | undefined;
  let scopes: readonly string[] | undefined;
  return {
    language,
    name,
    has(pattern) {
      const known = asked.get(pattern.source) ?? pattern.test(text);
      asked.set(pattern.source, known);
      return known;
    },
    get hosts() {
      return (hosts ??= platformHosts(text));
    },
    get scopes() {
      return (scopes ??= platformScopes(text));
    },
  };
}
