import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** A place to give a key the issuer does not publish. It is used once and kept nowhere. */
export function verifySection({ token, translate, post }: View): Child {
  if (token.serialization !== 'jws') return undefined;
  const isDetached = token.payload.kind === 'detached';
  const payload = element('textarea', {
    id: 'payload',
    rows: 4,
    spellcheck: 'false',
    autocomplete: 'off',
  });
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
    const hasKey = input.value.trim() !== '';
    if (!hasKey && !isDetached) return;
    post({
      type: 'verify',
      ...(hasKey ? { material: input.value } : {}),
      ...(isDetached ? { payload: payload.value } : {}),
    });
  };
  return element(
    'details',
    { class: 'another', open: isDetached },
    element(
      'summary',
      {},
      isDetached ? translate('Verify with the payload') : translate('Verify with a key'),
    ),
    isDetached
      ? element(
          'p',
          { class: 'quiet' },
          translate(
            'The payload travels separately. Give it here to the last blank; without a key, the keys its issuer publishes are used.',
          ),
        )
      : undefined,
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
      isDetached
        ? [
            element('label', { for: 'payload' }, translate('Payload, exactly as it was signed')),
            payload,
            element('label', { for: 'key' }, translate('Key to verify with')),
          ]
        : undefined,
      input,
      element('button', { type: 'submit' }, translate('Verify')),
    ),
  );
}
