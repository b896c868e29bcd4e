import {
  checkExpectations,
  expectationsFrom,
  readExpectations,
  type Expectations,
  type RuleResult,
} from '../../core/jwt/expect/expectations.ts';
import type { ExpectationProfile } from '../../core/jwt/expect/expectationProfiles.ts';
import { validationCodes } from '../../core/jwt/expect/validationCode.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import type { ShowProfiles } from '../../protocol/jwtInspector.ts';
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

/** The section, and how to offer it the saved expectations. */
export interface ExpectSection {
  readonly section: Child;
  readonly offer: (saved: ShowProfiles) => void;
}

/** What an API should expect of such a token: held against this one rule by rule, and as code. */
export function expectSection({ token, translate, live, post }: View): ExpectSection {
  if (token.payload.kind !== 'claims') return { section: undefined, offer: () => {} };
  const ofToken: ExpectationProfile = {
    name: translate('This token'),
    expectations: expectationsFrom(token),
  };
  let { expectations } = ofToken;
  let offered: readonly ExpectationProfile[] = [ofToken];
  let shown = '';
  const results = element('ul', { class: 'rules', 'aria-live': 'polite' });
  const code = element('pre', {
    class: 'json',
    tabindex: 0,
    role: 'region',
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
  const fields = FIELDS.map(([name, label, kind]) => {
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
    return { name, label: element('label', { for: `expect-${name}` }, translate(label)), input };
  });
  const choose = (profile: ExpectationProfile | undefined) => {
    expectations = profile?.expectations ?? expectations;
    for (const { name, input } of fields) input.value = fieldText(expectations[name]);
    draw(Date.now());
  };
  const profile = element('select', {
    id: 'expect-profile',
    onchange: () => choose(offered[profile.selectedIndex]),
  });
  const offer = ({ profiles, chosen }: ShowProfiles) => {
    const kept = chosen ?? offered[profile.selectedIndex]?.name;
    offered = [ofToken, ...profiles];
    fillElement(
      profile,
      offered.map(({ name }) => element('option', {}, visibleLine(name.slice(0, 100)))),
    );
    profile.selectedIndex = Math.max(
      0,
      offered.findIndex(({ name }) => name === kept),
    );
  };
  offer({ type: 'profiles', profiles: [] });
  live(draw);
  const section = element(
    'details',
    { class: 'another', id: 'expect' },
    element('summary', {}, translate('What your API should expect')),
    element(
      'p',
      { class: 'quiet' },
      translate(
        'Taken from this token, or a profile you saved; change it to what your API expects. The signature is checked above.',
      ),
    ),
    element(
      'div',
      { class: 'actions' },
      element('label', { for: 'expect-profile' }, translate('Expectations of')),
      profile,
      element(
        'button',
        { type: 'button', onclick: () => post({ type: 'saveExpectations', expectations }) },
        translate('Save as Profile…'),
      ),
    ),
    element(
      'div',
      { class: 'expect' },
      element(
        'form',
        { class: 'fields', onsubmit: (event) => event.preventDefault() },
        fields.map(({ label, input }) => [label, input]),
      ),
      results,
    ),
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
  return { section, offer };
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
