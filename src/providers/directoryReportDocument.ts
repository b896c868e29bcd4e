import type { Translate } from '../core/explain.ts';
import type { Fact } from '../core/ldap/fact.ts';
import type { DirectoryReport, ReportSection } from '../core/ldap/reports/report.ts';
import { inlineCode, plainMarkdown } from './markdown.ts';

const LONGEST = 400;

/** A report on a directory as Markdown. Values from outside stand in code. */
export function directoryReportDocument(
  { title, subject, at, sections }: DirectoryReport,
  translate: Translate,
): string {
  const warnings = sections
    .filter((each) => each.repeatsWarnings !== true)
    .flatMap(({ facts }) => facts)
    .filter((fact) => fact.isWarning).length;
  return [
    `# ${plainMarkdown(title)}`,
    `${inlineCode(subject, LONGEST)} · ${new Date(at).toISOString()}`,
    ...(warnings === 0
      ? []
      : [`**⚠ ${plainMarkdown(translate('{count} to look at', { count: warnings }))}**`]),
    ...sections.map((each) => section(each, translate)),
    '',
  ].join('\n\n');
}

function section({ title, note, facts }: ReportSection, translate: Translate): string {
  const table = ['| | | | |', '|:--|:--|:--|:--|', ...facts.map(row)].join('\n');
  return [
    `## ${plainMarkdown(title)}`,
    ...(note === undefined ? [] : [plainMarkdown(note)]),
    facts.length === 0 ? `_${plainMarkdown(translate('None'))}_` : table,
  ].join('\n\n');
}

function row({ label, value, meaning = '', isWarning = false }: Fact): string {
  return `| ${isWarning ? '⚠' : ''} | ${plainMarkdown(label)} | ${inlineCode(value, LONGEST)} | ${plainMarkdown(meaning)} |`;
}
