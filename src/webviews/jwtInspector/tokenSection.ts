import type { Translate } from '../../core/explain.ts';
import { characterRange } from '../../core/jwt/characterRange.ts';
import type { DecodedToken, Segment } from '../../core/jwt/decode.ts';
import { element } from '../shared/dom.ts';
import type { ByteRange } from './view.ts';

/** Of longer parts the middle is left out. */
const LONGEST_PART = 12_000;

/** The token as written, its parts in colours, and a way to mark the characters that hold a piece of its JSON. */
export function tokenSection(
  token: DecodedToken,
  translate: Translate,
): { readonly section: HTMLElement; readonly mark: (range: ByteRange | undefined) => void } {
  const parts = token.segments.map((segment) => ({
    segment,
    shown: element('span', { class: `part-${segment.role}`, title: translate(PART_TITLES[segment.role]) }),
  }));
  const text = element(
    'pre',
    { class: 'token', tabindex: 0, role: 'region', 'aria-label': translate('The token as written') },
    parts.flatMap(({ shown }, index) =>
      index === 0 ? [shown] : [element('span', { class: 'dot' }, '.'), shown],
    ),
  );
  const draw = (range?: ByteRange) => {
    const marks = parts.map(({ segment, shown }) => drawPart(shown, segment, token, range));
    const mark = marks.find((each) => each !== undefined);
    // Only within the box: the page itself must not move under the pointer.
    if (mark !== undefined) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
  };
  draw();
  const legend = parts.map(({ segment }) =>
    element(
      'li',
      { class: `part-${segment.role}` },
      translate(PART_TITLES[segment.role]),
      ' ',
      element('span', { class: 'quiet' }, translate('{count} characters', { count: segment.text.length })),
    ),
  );
  const section = element(
    'section',
    { 'aria-labelledby': 'token', class: 'parts' },
    element('h2', { id: 'token' }, translate('Token')),
    element('ul', { class: 'legend' }, legend),
    text,
  );
  return { section, mark: draw };
}

const PART_TITLES: Readonly<Record<Segment['role'], string>> = {
  header: 'Header',
  payload: 'Payload',
  signature: 'Signature',
  encryptedKey: 'Encrypted key',
  iv: 'Initialization vector',
  ciphertext: 'Ciphertext',
  tag: 'Authentication tag',
  surplus: 'Surplus part',
};

/** Writes one part, with a mark around the characters of `range` if they are its own; returns the mark. */
function drawPart(
  shown: HTMLElement,
  { role, text }: Segment,
  token: DecodedToken,
  range: ByteRange | undefined,
): HTMLElement | undefined {
  if (text.length > LONGEST_PART) {
    shown.textContent = `${text.slice(0, LONGEST_PART / 2)} … ${text.slice(-LONGEST_PART / 2)}`;
    return undefined;
  }
  if (range?.role !== role) {
    shown.textContent = text;
    return undefined;
  }
  const json = role === 'header' ? token.headerText : token.payload.text;
  const [from, until] = characterRange(json, range.start, range.end);
  const mark = element('mark', {}, text.slice(from, until));
  shown.replaceChildren(text.slice(0, from), mark, text.slice(until));
  return mark;
}
