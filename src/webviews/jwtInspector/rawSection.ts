import { parseJson } from '../../core/json.ts';
import { indentJson, holdsTooMany } from '../../core/jwt/jsonText.ts';
import { visibleText } from '../../core/jwt/visibleText.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

const LONGEST = 200_000;

/** Header and payload exactly as written, indented: every number and repeated name as it stands. */
export function rawSection({ token, translate }: View): Child {
  const { payload } = token;
  return element(
    'section',
    { 'aria-labelledby': 'raw' },
    element('h2', { id: 'raw' }, translate('As written')),
    raw(translate('Header'), token.headerText, false),
    payload.text === ''
      ? undefined
      : raw(
          payload.kind === 'claims' ? translate('Claims') : translate('Payload'),
          payload.text,
          payload.kind !== 'claims',
        ),
  );
}

function raw(title: string, text: string, open: boolean): Child {
  const source = text.slice(0, LONGEST);
  const shown = visibleText(
    holdsTooMany(text) || parseJson(text) === undefined ? source : indentJson(source),
  );
  const isCut = source.length < text.length || shown.length > LONGEST;
  const cut = isCut ? `${shown.slice(0, LONGEST)}\n…` : shown;
  return element(
    'details',
    { open },
    element('summary', {}, title),
    element('pre', { class: 'json', tabindex: 0, role: 'region', 'aria-label': title }, cut),
  );
}
