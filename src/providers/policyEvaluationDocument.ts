import type { Check, PolicyEvaluation } from '../core/apim/evaluate/model.ts';
import type { PolicyReport } from '../core/apim/evaluate/report.ts';
import type { Translate } from '../core/explain.ts';
import { inlineCode, plainMarkdown } from './markdown.ts';

const STATES: Readonly<Record<Check['state'], string>> = {
  pass: '✓',
  fail: '✗',
  unknown: '?',
  skipped: '–',
};
const OUTCOMES: Readonly<Record<PolicyEvaluation['outcome'], string>> = {
  accepted: '✓ The token is accepted.',
  refused: '✗ The token is refused.',
  undecided: '? It cannot be said offline.',
};

/** A policy evaluation as Markdown. What comes from token or policy stands in code. */
export function policyEvaluationDocument(report: PolicyReport, translate: Translate): string {
  const { name, token, at, evaluations, outcome } = report;
  const about =
    token === undefined
      ? translate('A request without a token.')
      : `${plainMarkdown(token.kind)} · ${translate('audience')} ${inlineCode(token.audience)} · ${translate('issuer')} ${inlineCode(token.issuer)}`;
  return [
    `# ${inlineCode(name)}`,
    about,
    `**${translate(OUTCOMES[outcome])}**`,
    ...evaluations.map((each) => section(each, translate)),
    translate(
      'Evaluated at {at} by the documented semantics. The gateway stops at the first check that fails; its library may make another one first. A ? depends on what only the gateway knows: an expression, a named value, a certificate, or keys that could not be read.',
      { at: new Date(at).toISOString() },
    ),
    '',
  ].join('\n\n');
}

function section(
  { policy, outcome, checks, answer, conditions }: PolicyEvaluation,
  translate: Translate,
): string {
  const rows = checks.map(
    (check) =>
      `| ${STATES[check.state]} | ${plainMarkdown(check.name)} | ${detailOf(check, translate)} | ${check.reason === undefined ? '' : inlineCode(check.reason)} |`,
  );
  return [
    `## ${inlineCode(`<${policy}>`)}`,
    translate(OUTCOMES[outcome]),
    ...(answer === undefined
      ? []
      : [
          `${translate('The gateway answers')} ${inlineCode(answer.status)} ${inlineCode(answer.message, 400)} · ${inlineCode('context.LastError.Reason')} = ${inlineCode(answer.reason)}`,
        ]),
    ...(conditions.length === 0
      ? []
      : [`${translate('It runs only under:')} ${conditions.map((each) => inlineCode(each, 300)).join(' ')}`]),
    ['| | | | |', '|:--|:--|:--|:--|', ...rows].join('\n'),
  ].join('\n\n');
}

function detailOf({ detail, data = {} }: Check, translate: Translate): string {
  const template = translate(detail);
  return template
    .split(/(\{\w+\})/)
    .map((part) => {
      const value = /^\{\w+\}$/.test(part) ? data[part.slice(1, -1)] : undefined;
      return value === undefined ? plainMarkdown(part) : inlineCode(value, 300);
    })
    .join('');
}
