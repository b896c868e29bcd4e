import { explainClaim, explainHeader } from '../../core/jwt/claims.ts';
import { cautions, type ClaimMeaning } from '../../core/jwt/claims/claim.ts';
import { claimNote } from '../../core/jwt/claimNote.ts';
import { decodeToken, type Disclosure } from '../../core/jwt/decode.ts';
import { isObject, parseJson } from '../../core/json.ts';
import { indentJson, isFaithful, jsonMembers, type JsonMember } from '../../core/jwt/jsonText.ts';
import { jwkThumbprint } from '../../core/jwt/thumbprint.ts';
import { visibleLine, visibleText } from '../../core/jwt/visibleText.ts';
import { element, type Child } from '../shared/dom.ts';
import { sourceLink } from './summarySection.ts';
import type { ByteRange, View } from './view.ts';

/** Longer values are cut in the table; the raw JSON below has them whole. */
const LONGEST_VALUE = 1500;
const MOST_ROWS = 400;

/** Header and claims as tables: name, value with what it stands for, meaning, source and cautions. */
export function claimsSection(view: View): Child {
  const { token, translate } = view;
  const payload = token.payload.kind === 'nested' ? decodeToken(token.payload.text).payload : token.payload;
  // Only what stands in the token itself can be shown in its bytes.
  const isOwn = token.payload.kind !== 'nested' && token.header.get('b64') !== false;
  const tables = [
    table(
      view,
      'claims',
      translate(token.payload.kind === 'nested' ? 'Claims of the token inside' : 'Claims'),
      payload.kind === 'claims' ? payload.text : '',
      isOwn ? 'payload' : undefined,
      explainClaim,
    ),
    disclosures(token.disclosures, view),
    table(view, 'header', translate('Header'), token.headerText, 'header', explainHeader),
  ];
  const told = notClaims(view);
  return [told === undefined ? undefined : element('p', { class: 'note' }, told), ...tables];
}

function notClaims({ token: { payload }, translate }: View): string | undefined {
  switch (payload.kind) {
    case 'claims':
      return undefined;
    case 'encrypted':
      return translate('The content is encrypted: only its recipient can read the claims.');
    case 'detached':
      return translate('The payload travels separately; there is nothing to show.');
    case 'nested':
      return translate('The payload is another token. Its claims are shown; this token only wraps it.');
    case 'bytes':
      return translate('The payload is {size} bytes that are no text.', { size: payload.size });
    case 'json':
    case 'text':
      return translate('The payload is not a set of claims. Its content stands below.');
  }
}

function table(
  view: View,
  id: string,
  title: string,
  json: string,
  role: ByteRange['role'] | undefined,
  explain: (name: string) => ClaimMeaning | undefined,
): Child {
  const members = parseJson(json) === undefined ? [] : jsonMembers(json);
  if (members.length === 0) return undefined;
  const { translate } = view;
  return element(
    'section',
    { 'aria-labelledby': id },
    element('h2', { id }, title, ' ', element('span', { class: 'quiet' }, String(members.length))),
    element(
      'table',
      { class: `claims ${role ?? ''}` },
      head(translate),
      element(
        'tbody',
        {},
        members.slice(0, MOST_ROWS).map((member) => row(view, member, role, explain(member.name))),
      ),
    ),
    members.length > MOST_ROWS
      ? element(
          'p',
          { class: 'quiet' },
          translate('{count} more stand in the JSON below.', { count: members.length - MOST_ROWS }),
        )
      : undefined,
  );
}

function head(translate: View['translate']): Child {
  const labels = [translate('Name'), translate('Value'), translate('Meaning')];
  return element(
    'thead',
    {},
    element(
      'tr',
      {},
      labels.map((label) => element('th', { scope: 'col' }, label)),
    ),
  );
}

function row(
  { translate, times, live, mark }: View,
  member: JsonMember,
  role: ByteRange['role'] | undefined,
  meaning: ClaimMeaning | undefined,
): Child {
  const note = element('div', { class: 'named' });
  live((now) => {
    note.textContent = claimNote(member.name, member.source, now, times) ?? '';
    note.hidden = note.textContent === '';
  });
  const thumbprint = member.name === 'jwk' ? thumbprintOf(member.source, translate) : undefined;
  const range = role === undefined ? undefined : { role, start: member.start, end: member.end };
  const show = () => mark(range);
  const hide = () => mark(undefined);
  return element(
    'tr',
    { tabindex: 0, onmouseenter: show, onmouseleave: hide, onfocus: show, onblur: hide },
    element(
      'th',
      { scope: 'row' },
      element('code', {}, visibleLine(member.name.slice(0, 200))),
      member.repeated ? element('span', { class: 'tag error' }, translate('repeated')) : undefined,
    ),
    element(
      'td',
      { class: 'value' },
      element('code', { class: valueClass(member.source) }, valueText(member.source)),
      note,
      thumbprint,
    ),
    element('td', { class: 'meaning' }, meaningOf(meaning, translate)),
  );
}

/** The thumbprint of the key a token brings, once it is computed: tokens bound to that key name it in `cnf.jkt`. */
function thumbprintOf(source: string, translate: View['translate']): HTMLElement {
  const shown = element('div', { class: 'named' });
  const jwk = parseJson(source);
  if (isObject(jwk))
    void jwkThumbprint(jwk).then((jkt) => {
      shown.textContent = jkt === undefined ? '' : translate('Thumbprint (jkt): {jkt}', { jkt });
    });
  return shown;
}

/** Strings without their quotes and escapes, anything else as written. */
function valueText(source: string): string {
  const cut = source.length > LONGEST_VALUE;
  const value = cut ? undefined : parseJson(source);
  if (typeof value === 'string') return visibleText(value);
  return visibleText(cut ? `${source.slice(0, LONGEST_VALUE)}…` : indentJson(source));
}

function valueClass(source: string): string {
  if (source.startsWith('"')) return 'string';
  return /^[\d-]/.test(source) ? 'number' : /^[[{]/.test(source) ? 'structure' : 'keyword';
}

function meaningOf(meaning: ClaimMeaning | undefined, translate: View['translate']): Child {
  if (meaning === undefined)
    return element(
      'span',
      { class: 'quiet' },
      translate('Not a standard name: ask the issuer what it means.'),
    );
  const twin =
    meaning.twin === undefined
      ? undefined
      : element(
          'span',
          { class: 'quiet' },
          translate('The other token version says {name}.', { name: meaning.twin }),
        );
  return [
    element('div', {}, translate(meaning.meaning), ' ', twin),
    meaning.caution === undefined
      ? undefined
      : element('div', { class: `caution ${meaning.caution}` }, translate(cautions[meaning.caution])),
    element('div', { class: 'quiet' }, translate(meaning.type), ' · ', sourceLink(meaning.source)),
  ];
}

function disclosures(list: readonly Disclosure[], { translate }: View): Child {
  if (list.length === 0) return undefined;
  const rows = list.slice(0, MOST_ROWS).map(({ name, json, value }) => {
    // Only a value that parsing left as it is; any other is shown as it was written, behind its salt.
    const source = value !== undefined && isFaithful(json, parseJson(json)) ? JSON.stringify(value) : json;
    return element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        name === undefined
          ? element('span', { class: 'quiet' }, translate('element of a list'))
          : element('code', {}, visibleLine(name.slice(0, 200))),
      ),
      element('td', { class: 'value' }, element('code', { class: valueClass(source) }, valueText(source))),
      element('td', { class: 'meaning' }, meaningOf(explainClaim(name ?? ''), translate)),
    );
  });
  return element(
    'section',
    { 'aria-labelledby': 'disclosures' },
    element(
      'h2',
      { id: 'disclosures' },
      translate('Disclosed claims'),
      ' ',
      element('span', { class: 'quiet' }, String(list.length)),
    ),
    element('table', { class: 'claims payload' }, head(translate), element('tbody', {}, rows)),
  );
}
