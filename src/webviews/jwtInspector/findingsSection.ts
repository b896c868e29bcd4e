import type { Severity } from '../../core/jwt/finding.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

const SIGNS: Readonly<Record<Severity, string>> = { error: '✕', warning: '!', info: 'i' };
const NAMES: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Note' };

/** What is wrong with the token or needs explaining, worst first. */
export function findingsSection({ summary: { findings }, translate }: View): Child {
  if (findings.length === 0) return undefined;
  return element(
    'section',
    { 'aria-labelledby': 'findings' },
    element('h2', { id: 'findings' }, translate('What to know')),
    element(
      'ul',
      { class: 'findings' },
      findings.map(({ severity, what, why, data }) =>
        element(
          'li',
          { class: severity },
          element(
            'span',
            { class: 'sign', role: 'img', 'aria-label': translate(NAMES[severity]) },
            SIGNS[severity],
          ),
          element(
            'div',
            {},
            element('strong', {}, visibleLine(translate(what, data))),
            element('p', {}, visibleLine(translate(why, data))),
          ),
        ),
      ),
    ),
  );
}
