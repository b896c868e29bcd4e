import { compareTokens, perTokenClaims, type ClaimDifference } from '../../core/jwt/compare.ts';
import { decodeToken } from '../../core/jwt/decode.ts';
import { readPastedToken } from '../../core/jwt/pastedToken.ts';
import { visibleText } from '../../core/jwt/visibleText.ts';
import { element, fillElement, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

const SIGNS: Readonly<Record<ClaimDifference['change'], string>> = {
  same: '=',
  changed: '≠',
  added: '+',
  removed: '−',
  renamed: '↔',
};
const CHANGES: Readonly<Record<ClaimDifference['change'], string>> = {
  same: 'Same',
  changed: 'Changed',
  added: 'Added',
  removed: 'Removed',
  renamed: 'Other name',
};
const LONGEST_VALUE = 600;

/** Compares the token shown with another one, claim by claim; open from the start when that is given. */
export function compareSection({ token, translate }: View, other?: string): Child {
  const result = element('div', { 'aria-live': 'polite' });
  const input = element('textarea', {
    id: 'compare-with',
    rows: 3,
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: 'eyJ…',
    'aria-label': translate('Token to compare with'),
    oninput: () => draw(),
  });
  const draw = () => {
    const { token: pasted, refusal } = readPastedToken(input.value);
    if (input.value.trim() === '') fillElement(result);
    else if (pasted === undefined)
      fillElement(result, element('p', { class: 'refusal' }, translate(refusal ?? '')));
    else {
      const { header, claims } = compareTokens(token, decodeToken(pasted));
      fillElement(
        result,
        table(translate('Claims'), claims, translate),
        table(translate('Header'), header, translate),
      );
    }
  };
  if (other !== undefined) {
    input.value = other;
    draw();
  }
  return element(
    'details',
    { class: 'another', id: 'compare', open: other !== undefined },
    element('summary', {}, translate('Compare with another token')),
    element('div', { class: 'paste' }, input),
    result,
  );
}

function table(title: string, differences: readonly ClaimDifference[], translate: View['translate']): Child {
  const isTold = (difference: ClaimDifference) =>
    difference.change !== 'same' && !(difference.change === 'renamed' && difference.isSame);
  // What differs first; what differs in every token after it; what is the same last.
  const rank = (difference: ClaimDifference) =>
    !isTold(difference) ? 2 : perTokenClaims.has(difference.name) ? 1 : 0;
  const rows = differences.toSorted((a, b) => rank(a) - rank(b));
  if (rows.length === 0) return undefined;
  const heads = ['', title, translate('This token'), translate('The other token')];
  return element(
    'table',
    { class: 'claims compare' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        heads.map((head) => element('th', { scope: 'col' }, head)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map((difference) => row(difference, translate, rank(difference) > 0)),
    ),
  );
}

function row(difference: ClaimDifference, translate: View['translate'], isQuiet: boolean): Child {
  const name =
    difference.change === 'renamed' ? `${difference.name} → ${difference.newName}` : difference.name;
  const value = (label: string, source: string | undefined) =>
    element(
      'td',
      { class: 'value', 'data-label': label },
      element('code', {}, visibleText((source ?? '').slice(0, LONGEST_VALUE))),
    );
  const { change } = difference;
  return element(
    'tr',
    { class: isQuiet ? `${change} quiet` : change },
    element(
      'td',
      {},
      element(
        'span',
        { role: 'img', 'aria-label': translate(CHANGES[change]), title: translate(CHANGES[change]) },
        SIGNS[change],
      ),
    ),
    element('th', { scope: 'row' }, element('code', {}, visibleText(name.slice(0, 200)))),
    value(translate('This token'), 'before' in difference ? difference.before : undefined),
    value(translate('The other token'), 'after' in difference ? difference.after : undefined),
  );
}
