import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** A place to give a key the issuer does not publish. It is used once and kept nowhere. */
export function verifySection({ token, translate, post }: View): Child {
  if (token.serialization !== 'jws') return undefined;
  const input = element('textarea', {
    id: 'key',
    rows: 4,
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: '-----BEGIN PUBLIC KEY-----',
    'aria-label': translate('Key to verify with'),
  });
  const verify = (event: Event) => {
    event.preventDefault();
    if (input.value.trim() !== '') post({ type: 'verify', material: input.value });
  };
  return element(
    'details',
    { class: 'another' },
    element('summary', {}, translate('Verify with a key')),
    element(
      'p',
      { class: 'quiet' },
      translate(
        'A public key or certificate (PEM), a JWK, a JWK set, or the shared secret. It is used once and kept nowhere.',
      ),
    ),
    element(
      'form',
      { class: 'paste', onsubmit: verify },
      input,
      element('button', { type: 'submit' }, translate('Verify')),
    ),
  );
}
