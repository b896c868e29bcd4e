import { mermaid, plantUml, referenceSequence } from '../diagram.ts';
import { findFlow } from '../flows.ts';
import { advise } from './advise.ts';
import { sampleFor } from './sample.ts';
import type { Note } from './notes.ts';
import { decodeAnswers, questionIds, questions, type Answers } from './questions.ts';

/** The advice for encoded answers as Markdown; all of it our own words. Throws `advisor.badAnswer`. */
export function adviceDocument(encoded: string): string {
  const answers = decodeAnswers(encoded);
  const advice = advise(answers);
  const flow = findFlow(advice.flow);
  const sequence = referenceSequence(flow);
  const { language, code } = sampleFor(advice, answers);
  return [
    `# ${flow.title}`,
    flow.summary,
    section('These answers contradict each other', advice.contradictions.map(noteLine)),
    section('Why', advice.reasons),
    section('Mind', advice.warnings.map(noteLine)),
    section('Settings of the registration', advice.settings.map(noteLine)),
    `## Scopes and authority\n\n${bullets([...advice.scopes, advice.authority].map((each) => `\`${each}\``))}`,
    `## Code\n\n${fence(language, code)}`,
    `## How it goes\n\n${fence('mermaid', mermaid(sequence))}`,
    `As PlantUML:\n\n${fence('plantuml', plantUml(sequence))}`,
    section(
      'Why not another flow',
      advice.rejected.map(({ flow: id, reason }) => `**${findFlow(id).title}**: ${reason}`),
    ),
    section('What was answered', answered(answers)),
    section(
      'Read on',
      flow.references.map(({ title, url }) => `[${title}](${url})`),
    ),
    'Run it with **Identity: Run OAuth Flow…**, against the sandbox first.\n',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${bullets(lines)}`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
}

function noteLine({ text, reference }: Note): string {
  return reference === undefined ? text : `${text} (${reference})`;
}

function answered(answers: Answers): readonly string[] {
  return questionIds
    .filter((id) => questions[id].asked(answers))
    .map((id) => {
      const { title, options } = questions[id];
      const chosen = options(answers).find(({ value }) => value === answers[id]);
      return `${title} **${chosen?.label ?? answers[id]}**`;
    });
}
