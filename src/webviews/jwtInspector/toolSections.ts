import { forgeAlgorithms, forgeVariants } from '../../core/jwt/forge.ts';
import { parseJson } from '../../core/json.ts';
import { indentJson } from '../../core/jwt/jsonText.ts';
import { readPastedToken } from '../../core/jwt/pastedToken.ts';
import { visibleText } from '../../core/jwt/visibleText.ts';
import type { Outcome } from '../../protocol/jwtInspector.ts';
import { element, fillElement, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** A section whose work the host does; `show` writes what came of it. */
export interface ToolSection {
  readonly section: Child;
  readonly show: (outcome: Outcome) => void;
}

/** Decrypts an encrypted token with a key that is given, used once and kept nowhere. */
export function decryptSection(view: View): ToolSection {
  const { token, translate, post } = view;
  const result = element('div', { 'aria-live': 'polite' });
  const show = (outcome: Outcome) => fillElement(result, shown(outcome, view));
  if (token.serialization !== 'jwe') return { section: undefined, show };
  const input = element('textarea', {
    id: 'decrypt-key',
    rows: 4,
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: '-----BEGIN PRIVATE KEY-----',
    'aria-label': translate('Key to decrypt with'),
  });
  const decrypt = (event: Event) => {
    event.preventDefault();
    if (input.value.trim() !== '') post({ type: 'decrypt', material: input.value });
  };
  const section = element(
    'details',
    { class: 'another', open: true },
    element('summary', {}, translate('Decrypt')),
    element(
      'p',
      { class: 'quiet' },
      translate(
        'The private key of the recipient (PEM or JWK), or the shared secret. It is used once and kept nowhere.',
      ),
    ),
    element(
      'form',
      { class: 'paste', onsubmit: decrypt },
      input,
      element('button', { type: 'submit', class: 'primary' }, translate('Decrypt')),
    ),
    result,
  );
  return { section, show };
}

/** Makes a test token of edited claims, good or wrong on purpose, signed with a key of our own. */
export function forgeSection(view: View): ToolSection {
  const { token, translate, post } = view;
  const result = element('div', { 'aria-live': 'polite' });
  const show = (outcome: Outcome) => fillElement(result, shown(outcome, view));
  if (token.payload.kind !== 'claims') return { section: undefined, show };
  const claims = element('textarea', {
    id: 'forge-claims',
    rows: 14,
    spellcheck: 'false',
    'aria-label': translate('Claims'),
  });
  claims.value = visibleText(indentJson(token.payload.text));
  const alg = element(
    'select',
    { 'aria-label': translate('Algorithm') },
    forgeAlgorithms.map((name) => element('option', {}, name)),
  );
  const variant = element(
    'select',
    { 'aria-label': translate('Variant') },
    forgeVariants.map(({ id, label }) => element('option', { value: id }, translate(label))),
  );
  const forge = (event: Event) => {
    event.preventDefault();
    const chosen = forgeAlgorithms.find((name) => name === alg.value);
    if (chosen !== undefined)
      post({ type: 'forge', claims: claims.value, alg: chosen, variant: variant.value });
  };
  const section = element(
    'details',
    { class: 'another' },
    element('summary', {}, translate('Make a test token')),
    element(
      'p',
      { class: 'quiet' },
      translate(
        'Signed with a test key made on this machine and marked as forged: for testing that your API accepts the good one and refuses the others.',
      ),
    ),
    element(
      'form',
      { class: 'paste', onsubmit: forge },
      claims,
      element(
        'div',
        { class: 'actions' },
        alg,
        variant,
        element('button', { type: 'submit', class: 'primary' }, translate('Make')),
      ),
    ),
    result,
  );
  return { section, show };
}

function shown({ failed, text, key }: Outcome, { translate, post }: View): Child {
  if (failed) return element('p', { class: 'refusal', role: 'alert' }, text);
  const token = readPastedToken(text).token;
  const content = visibleText(parseJson(text) === undefined ? text : indentJson(text));
  const copy = (label: string, value: string) =>
    element('button', { type: 'button', onclick: () => post({ type: 'copyText', text: value }) }, label);
  return [
    element(
      'pre',
      { class: 'json', tabindex: 0, role: 'region', 'aria-label': translate('Result') },
      content.slice(0, 100_000),
    ),
    element(
      'div',
      { class: 'actions' },
      copy(translate('Copy'), text),
      token === undefined
        ? undefined
        : element(
            'button',
            { type: 'button', onclick: () => post({ type: 'inspect', text: token }) },
            translate('Inspect'),
          ),
      key === undefined ? undefined : copy(translate('Copy Key to Verify With'), key),
    ),
  ];
}
