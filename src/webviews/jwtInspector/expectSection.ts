import {
  checkExpectations,
  expectationsFrom,
  readExpectations,
  type Expectations,
  type RuleResult,
} from '../../core/jwt/expect/expectations.ts';
import { validationCodes } from '../../core/jwt/expect/validationCode.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import { element, fillElement, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** The fields of the form; lists are written with spaces between their words. */
const FIELDS: readonly (readonly [
  name: keyof Expectations,
  label: string,
  kind: 'text' | 'words' | 'seconds',
])[] = [
  ['issuer', 'Issuer', 'text'],
  ['audience', 'Audience', 'text'],
  ['tenant', 'Tenant', 'text'],
  ['client', 'Client', 'text'],
  ['scopes', 'All of these scopes', 'words'],
  ['roles', 'One of these roles', 'words'],
  ['nonce', 'Nonce', 'text'],
  ['maxAge', 'Age in seconds at most', 'seconds'],
  ['clockSkew', 'Clock skew in seconds', 'seconds'],
];

const SIGNS: Readonly<Record<RuleResult['outcome'], string>> = { met: '✓', failed: '✕', unasked: '–' };
const OUTCOMES: Readonly<Record<RuleResult['outcome'], string>> = {
  met: 'Met',
  failed: 'Failed',
  unasked: 'Not checked',
};

/** What an API should expect of such a token: held against this one rule by rule, and as code. */
export function expectSection({ token, translate, live, post }: View): Child {
  if (token.payload.kind !== 'claims') return undefined;
  let expectations = expectationsFrom(token);
  let shown = '';
  const results = element('ul', { class: 'rules', 'aria-live': 'polite' });
  const code = element('pre', {
    class: 'json',
    tabindex: 0,
    'aria-label': translate('Code that validates tokens'),
  });
  const needs = element('code', { class: 'quiet' });
  const language = element(
    'select',
    { 'aria-label': translate('Language'), onchange: () => draw(Date.now()) },
    validationCodes.map(({ id, label }) => element('option', { value: id }, label)),
  );

  const draw = (now: number) => {
    const checked = checkExpectations(token, expectations, now);
    const writer = validationCodes.find(({ id }) => id === language.value);
    const written = writer?.write(expectations) ?? '';
    // Only what changed, so that a selection or a screen reader is not disturbed every second.
    const state = JSON.stringify([checked, written]);
    if (state === shown) return;
    shown = state;
    fillElement(
      results,
      checked.map((result) => rule(result, translate)),
    );
    needs.textContent = writer?.needs ?? '';
    code.textContent = written;
  };
  const form = element(
    'form',
    { class: 'fields', onsubmit: (event) => event.preventDefault() },
    FIELDS.map(([name, label, kind]) => {
      const input = element('input', {
        id: `expect-${name}`,
        type: kind === 'seconds' ? 'number' : 'text',
        min: kind === 'seconds' ? 0 : undefined,
        spellcheck: 'false',
        value: fieldText(expectations[name]),
        oninput: () => {
          expectations =
            readExpectations({ ...expectations, [name]: fieldValue(input.value, kind) }) ?? expectations;
          draw(Date.now());
        },
      });
      return [element('label', { for: `expect-${name}` }, translate(label)), input];
    }),
  );
  live(draw);
  return element(
    'details',
    { class: 'another', id: 'expect' },
    element('summary', {}, translate('What your API should expect')),
    element(
      'p',
      { class: 'quiet' },
      translate('Taken from this token; change it to what your API expects. The signature is checked above.'),
    ),
    element('div', { class: 'expect' }, form, results),
    element(
      'div',
      { class: 'actions' },
      language,
      element(
        'button',
        { type: 'button', onclick: () => post({ type: 'copyText', text: code.textContent }) },
        translate('Copy Code'),
      ),
      needs,
    ),
    code,
  );
}

function rule({ outcome, label, claim, expected, actual }: RuleResult, translate: View['translate']): Child {
  const detail =
    outcome === 'failed'
      ? translate('expected {expected}, found {actual}', {
          expected,
          actual: actual === '' ? translate('nothing') : actual,
        })
      : actual;
  return element(
    'li',
    { class: outcome },
    element(
      'span',
      { class: 'sign', role: 'img', 'aria-label': translate(OUTCOMES[outcome]) },
      SIGNS[outcome],
    ),
    element('span', {}, translate(label), ' ', element('code', { class: 'quiet' }, claim)),
    element('span', { class: 'quiet detail' }, visibleLine(detail.slice(0, 300))),
  );
}

function fieldText(value: Expectations[keyof Expectations]): string {
  return typeof value === 'object' ? value.join(' ') : String(value ?? '');
}

function fieldValue(
  text: string,
  kind: 'text' | 'words' | 'seconds',
): string | number | readonly string[] | undefined {
  if (kind === 'words') return text.split(/\s+/).filter(Boolean);
  if (kind === 'seconds') return text === '' ? undefined : Number(text);
  return text;
}
