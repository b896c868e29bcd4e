import { explainClaim, explainHeader } from '../../core/jwt/claims.ts';
import { sourceUrl } from '../../core/jwt/claims/sources.ts';
import { visibleLine, visibleText } from '../../core/jwt/visibleText.ts';
import type { JsonObject } from '../../core/json.ts';
import type { DecodedToken, Field } from '../../core/oauth/mask.ts';
import { referenceUrl } from '../../core/oauth/protocolParameters.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

const MOST_FIELDS = 200;
const LONGEST_VALUE = 1500;

interface Meaning {
  readonly explanation: string;
  readonly reference: string;
  readonly url: string | undefined;
}

/** The fields of a message: name, value as it may be shown, meaning with where it is defined. */
export function fieldTable(view: View, fields: readonly Field[]): Child {
  if (fields.length === 0) return undefined;
  const { translate } = view;
  return [
    table(
      [translate('Parameter'), translate('Value'), translate('Meaning')],
      fields.slice(0, MOST_FIELDS).map((field) => fieldRow(view, field)),
    ),
    fields.length > MOST_FIELDS
      ? element(
          'p',
          { class: 'quiet' },
          translate('{count} more are in the copy.', { count: fields.length - MOST_FIELDS }),
        )
      : undefined,
  ];
}

function fieldRow(view: View, field: Field): Child {
  const meaning = view.meaning(field.name);
  return row(view, field.name, value(view, field), {
    explanation: meaning?.explanation ?? '',
    reference: meaning?.reference ?? '',
    url: meaning === undefined ? undefined : referenceUrl(meaning.reference),
  });
}

function value({ translate }: View, { value: shown, masked }: Field): Child {
  return [
    element('code', {}, visibleText(shown.slice(0, LONGEST_VALUE))),
    masked
      ? element(
          'span',
          { class: 'masked', title: translate('Masked when it was recorded') },
          translate('masked'),
        )
      : undefined,
  ];
}

/** Header and claims of the tokens among the fields, each claim explained. */
export function tokenTables(view: View, fields: readonly Field[]): Child {
  return fields.flatMap(({ name, token }) => (token === undefined ? [] : [tokenDetails(view, name, token)]));
}

function tokenDetails(view: View, name: string, { header, claims }: DecodedToken): Child {
  const { translate } = view;
  return element(
    'details',
    { class: 'inside' },
    element('summary', {}, translate('Inside {name}', { name: visibleLine(name) })),
    claims === undefined ? undefined : members(view, translate('Claim'), claims, explainClaim),
    members(view, translate('Header'), header, explainHeader),
  );
}

function members(view: View, title: string, object: JsonObject, explain: typeof explainClaim): Child {
  const { translate } = view;
  const rows = Object.entries(object)
    .slice(0, MOST_FIELDS)
    .map(([name, content]) => {
      const meaning = explain(name);
      const shown = typeof content === 'string' ? content : JSON.stringify(content);
      return row(view, name, [element('code', {}, visibleText(shown.slice(0, LONGEST_VALUE)))], {
        explanation: meaning?.meaning ?? '',
        reference: meaning?.source ?? '',
        url: meaning === undefined ? undefined : sourceUrl(meaning.source),
      });
    });
  return table([title, translate('Value'), translate('Meaning')], rows);
}

/** HTTP header fields, folded. */
export function headerTable({ translate }: View, headers: readonly Field[]): Child {
  if (headers.length === 0) return undefined;
  return element(
    'details',
    {},
    element(
      'summary',
      {},
      translate('Headers'),
      ' ',
      element('span', { class: 'quiet' }, String(headers.length)),
    ),
    element(
      'dl',
      { class: 'headers' },
      headers.map(({ name, value: shown }) => [
        element('dt', {}, element('code', {}, visibleLine(name))),
        element('dd', {}, element('code', {}, visibleLine(shown.slice(0, LONGEST_VALUE)))),
      ]),
    ),
  );
}

function table(columns: readonly string[], rows: readonly Child[]): Child {
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        columns.map((label) => element('th', { scope: 'col' }, label)),
      ),
    ),
    element('tbody', {}, rows),
  );
}

function row(
  { translate }: View,
  name: string,
  content: Child,
  { explanation, reference, url }: Meaning,
): Child {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('code', {}, visibleLine(name.slice(0, 200)))),
    element('td', { class: 'value' }, content),
    element(
      'td',
      {},
      explanation === '' ? undefined : [translate(explanation), ' '],
      url === undefined
        ? element('span', { class: 'quiet' }, reference)
        : element('a', { href: url, title: url, class: 'reference' }, reference),
    ),
  );
}
