import { sourceUrl } from '../../core/jwt/claims/sources.ts';
import { stringClaim } from '../../core/jwt/decode.ts';
import type { NamedValue, Validity } from '../../core/jwt/describe.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import type { CopyablePart } from '../../protocol/jwtInspector.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** What the token is, whether it is verified and in time, from whom to whom, and what can be done. */
export function summarySection(view: View): HTMLElement {
  const { summary, translate, token } = view;
  const alg = [stringClaim(token.header, 'alg'), stringClaim(token.header, 'enc')].filter(
    (name) => name !== undefined,
  );
  return element(
    'header',
    { class: 'summary' },
    element(
      'div',
      { class: 'title' },
      element('h1', {}, translate(summary.kind.name)),
      element('code', { class: 'algorithm' }, visibleLine(alg.join(' · ').slice(0, 80))),
      badge(view),
      validity(view),
    ),
    element('p', { class: 'purpose' }, translate(summary.kind.purpose), ' ', sourceLink(summary.kind.source)),
    actions(view),
    view.verification === undefined || view.verification.detail === ''
      ? undefined
      : element('p', { class: `verdict ${view.verification.state}` }, view.verification.detail),
    facts(view),
  );
}

/** A link to where something is defined; plain text when that has no address. */
export function sourceLink(source: string): HTMLElement {
  const url = sourceUrl(source);
  return url === undefined
    ? element('span', { class: 'source' }, source)
    : element('a', { class: 'source', href: url, title: url }, source);
}

function badge({ verification, token, translate }: View): Child {
  const state = verification?.state ?? 'unknown';
  const unverified = token.serialization === 'jwe' ? translate('Not decrypted') : translate('Not verified');
  return element('span', { class: `badge ${state}` }, verification?.title ?? unverified);
}

function validity({ summary, times, translate, live }: View): Child {
  const { validity: state } = summary;
  if (state === undefined) return undefined;
  const chip = element('span', { class: `badge ${TONES[state.state]}` });
  live((now) => {
    chip.textContent = validityText(state, (at) => times.relative(at, now), translate);
  });
  return chip;
}

const TONES: Readonly<Record<Validity['state'], string>> = {
  valid: 'valid',
  expired: 'invalid',
  early: 'invalid',
  unlimited: 'undecided',
};

function validityText(
  validity: Validity,
  relative: (at: number) => string,
  translate: View['translate'],
): string {
  switch (validity.state) {
    case 'valid':
      return translate('Expires {relative}', { relative: relative(validity.until) });
    case 'expired':
      return translate('Expired {relative}', { relative: relative(validity.since) });
    case 'early':
      return translate('Valid {relative}', { relative: relative(validity.from) });
    case 'unlimited':
      return translate('Never expires');
  }
}

const SIGNED_COPIES: Copies = [
  ['token', 'Copy Token'],
  ['redacted', 'Copy Redacted'],
  ['claims', 'Copy Claims'],
  ['header', 'Copy Header'],
];
const ENCRYPTED_COPIES: Copies = [
  ['token', 'Copy Token'],
  ['redacted', 'Copy Redacted'],
  ['header', 'Copy Header'],
];

type Copies = readonly (readonly [part: CopyablePart, label: string])[];

function actions({ translate, post, token, verification }: View): Child {
  const canVerify = token.serialization === 'jws' && (token.segments[2]?.text ?? '') !== '';
  const isRunning = verification?.state === 'running';
  const verify = element(
    'button',
    {
      type: 'button',
      id: 'verify',
      class: 'primary',
      disabled: isRunning,
      onclick: () => post({ type: 'verify' }),
    },
    translate('Verify Signature'),
  );
  const offered = token.serialization === 'jws' ? SIGNED_COPIES : ENCRYPTED_COPIES;
  const copies = offered.map(([part, label]) =>
    element(
      'button',
      { type: 'button', id: `copy-${part}`, onclick: () => post({ type: 'copy', part }) },
      translate(label),
    ),
  );
  return element(
    'div',
    { class: 'actions', role: 'group', 'aria-label': translate('Actions') },
    canVerify ? verify : undefined,
    copies,
  );
}

function facts({ summary, translate }: View): Child {
  const rows: readonly (readonly [label: string, values: readonly NamedValue[]])[] = [
    [translate('Issuer'), summary.issuer === undefined ? [] : [summary.issuer]],
    [translate('Audience'), summary.audience],
    [translate('Client'), summary.client === undefined ? [] : [summary.client]],
    [translate('Subject'), summary.subject === undefined ? [] : [summary.subject]],
    [translate('Scopes'), summary.scopes.map((value) => ({ value }))],
    [translate('Roles'), summary.roles.map((value) => ({ value }))],
  ];
  const told = rows.filter(([, values]) => values.length > 0);
  if (told.length === 0) return undefined;
  return element(
    'dl',
    { class: 'facts' },
    told.map(([label, values]) => [
      element('dt', {}, label),
      element('dd', {}, values.slice(0, MOST_VALUES).map(value), more(values.length)),
    ]),
  );
}

const MOST_VALUES = 40;

function more(count: number): Child {
  return count > MOST_VALUES ? element('span', { class: 'quiet' }, `+${count - MOST_VALUES}`) : undefined;
}

function value({ value: id, name }: NamedValue): Child {
  const shown = element('code', {}, visibleLine(id.slice(0, 500)));
  return element(
    'span',
    { class: 'value' },
    name === undefined ? shown : [element('strong', {}, visibleLine(name.slice(0, 200))), ' ', shown],
  );
}
