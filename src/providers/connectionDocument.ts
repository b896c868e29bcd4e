import { conversionsOf, convertConnection, isSecret, propertyOf } from '../core/connection/connection.ts';
import { keyDefinitions } from '../core/connection/keys.ts';
import type { Connection, Entry } from '../core/connection/model.ts';
import { checkConnection } from '../core/connection/rules.ts';
import type { Translate } from '../core/explain.ts';
import { codeBlock, inlineCode, plainMarkdown } from './markdown.ts';

const SIGNS = { error: '✗', warning: '⚠', info: 'ℹ' } as const;

/** A connection string as Markdown: what each key means, and what is wrong. Secrets are masked. */
export function connectionText(connection: Connection, translate: Translate): string {
  const rows = connection.entries.map((entry) => row(connection, entry, translate));
  const findings = checkConnection(connection).map(({ rule, data }) => {
    const [what, why] = [rule.what, rule.why].map((text) => plainMarkdown(translate(text, data)));
    return `${SIGNS[rule.severity]} ${what ?? ''} ${why ?? ''} [${inlineCode(rule.id)}](${rule.source})`;
  });
  return [['| | | |', '|:--|:--|:--|', ...rows].join('\n'), findings.join('  \n')]
    .filter(Boolean)
    .join('\n\n');
}

function row({ format }: Connection, entry: Entry, translate: Translate): string {
  const property = propertyOf(format, entry);
  const definition = keyDefinitions.find((each) => each.property === property);
  const value = isSecret(format, entry) ? '••••' : entry.value;
  return `| ${inlineCode(entry.key, 40)} | ${inlineCode(value, 120)} | ${plainMarkdown(translate(definition?.summary ?? ''))} |`;
}

/** The explanation as a document, with the same connection in every other format; passwords are placeholders there. */
export function connectionDocument(connection: Connection, translate: Translate): string {
  const others = conversionsOf(connection).flatMap(({ id, title }) => {
    const { text, leftOut, format } = convertConnection(connection, id, '<secret>');
    const left =
      leftOut.length === 0
        ? []
        : [`${translate('It has no word for:')} ${leftOut.map((key) => inlineCode(key)).join(' ')}`];
    return [`### ${title}`, codeBlock(format.language === 'json' ? 'json' : '', text), ...left];
  });
  return [
    `# ${connection.format.title}`,
    connectionText(connection, translate),
    `[${translate('Specification')}](${connection.format.source})`,
    ...(others.length === 0 ? [] : [`## ${translate('The same in other formats')}`, ...others]),
    '',
  ].join('\n\n');
}
