import { type Translate } from '../core/explain.ts';
import { claimNote } from '../core/jwt/claimNote.ts';
import { decodeToken, stringClaim, type DecodedToken, type Disclosure } from '../core/jwt/decode.ts';
import { describeToken, type NamedValue, type TokenSummary, type Validity } from '../core/jwt/describe.ts';
import type { Finding } from '../core/jwt/finding.ts';
import { parseJson } from '../core/json.ts';
import { annotateJson, indentJson } from '../core/jwt/jsonText.ts';
import type { TimeText } from '../core/jwt/timeText.ts';
import { codeBlock, inlineCode, plainMarkdown } from './markdown.ts';

/** What the hover needs to write in a person's language. */
export interface HoverVoice {
  readonly translate: Translate;
  readonly times: TimeText;
}

/** A link of the hover: its label, and the whole `command:` address. */
export interface HoverAction {
  readonly label: string;
  readonly address: string;
  /** What a token must have for it. */
  readonly needs?: 'signature' | 'payload';
}

const SIGNS = { error: '✗', warning: '⚠', info: 'ℹ' } as const;
const MOST_JSON = 6000;
/** As much JSON text as surely fills that, however many blanks it holds. */
const MOST_SOURCE = MOST_JSON * 2;
const MOST_VALUES = 12;

/**
 * The hover of a token as Markdown: what it is, from whom, for whom, until when, what is wrong, its claims.
 * Everything of the token stands in code, where Markdown interprets nothing.
 */
export function jwtHoverText(
  compact: string,
  now: number,
  actions: readonly HoverAction[],
  voice: HoverVoice,
): string {
  const token = decodeToken(compact);
  const summary = describeToken(token, now);
  // The line of the validity says these already.
  const found = summary.findings.filter(({ id }) => !['expired', 'notYetValid', 'noExpiry'].includes(id));
  return [
    title(token, summary, voice),
    summary.validity === undefined ? '' : validityText(summary.validity, now, voice),
    // Near the top: a hover is small, and what stands below is seen by those who scroll.
    actions
      .filter(({ needs }) => needs === undefined || has(token, needs))
      .map(({ label, address }) => `[${label}](${address})`)
      .join(' · '),
    findings(
      found.filter(({ severity }) => severity !== 'info'),
      voice,
    ),
    facts(summary, voice),
    findings(
      found.filter(({ severity }) => severity === 'info'),
      voice,
    ),
    content(token, now, voice),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function has(token: DecodedToken, needed: 'signature' | 'payload'): boolean {
  return needed === 'payload'
    ? token.payload.text !== ''
    : token.serialization === 'jws' && (token.segments[2]?.text ?? '') !== '';
}

function title(token: DecodedToken, { kind }: TokenSummary, { translate }: HoverVoice): string {
  const alg = stringClaim(token.header, 'alg');
  const encryption = stringClaim(token.header, 'enc');
  const algorithms = [alg, encryption]
    .filter((name) => name !== undefined)
    .map((name) => inlineCode(name, 40));
  const state =
    token.serialization === 'jwe'
      ? translate('encrypted, not decrypted')
      : translate('decoded, not verified');
  return [`**${translate(kind.name)}**`, ...algorithms, `*${state}*`].join(' · ');
}

function validityText(validity: Validity, now: number, { translate, times }: HoverVoice): string {
  switch (validity.state) {
    case 'valid':
      return `✓ ${translate('Expires {relative} ({absolute})', when(validity.until))}`;
    case 'expired':
      return `✗ ${translate('Expired {relative} ({absolute})', when(validity.since))}`;
    case 'early':
      return `✗ ${translate('Valid {relative} ({absolute})', when(validity.from))}`;
    case 'unlimited':
      return `⚠ ${translate('Never expires')}`;
  }
  function when(at: number) {
    return { relative: times.relative(at, now), absolute: times.absolute(at) };
  }
}

function facts(summary: TokenSummary, { translate }: HoverVoice): string {
  const rows: readonly (readonly [label: string, value: string])[] = [
    [translate('Issuer'), values(summary.issuer === undefined ? [] : [summary.issuer])],
    [translate('Audience'), values(summary.audience)],
    [translate('Client'), values(summary.client === undefined ? [] : [summary.client])],
    [translate('Subject'), values(summary.subject === undefined ? [] : [summary.subject])],
    [translate('Scopes'), values(summary.scopes.map((value) => ({ value })))],
    [translate('Roles'), values(summary.roles.map((value) => ({ value })))],
  ];
  const told = rows.filter(([, value]) => value !== '');
  return told.length === 0
    ? ''
    : ['| | |', '|:--|:--|', ...told.map(([label, value]) => `| ${label} | ${value} |`)].join('\n');
}

function values(list: readonly NamedValue[]): string {
  const shown = list
    .slice(0, MOST_VALUES)
    .map(({ value, name }) =>
      name === undefined ? inlineCode(value) : `${inlineCode(name)} ${inlineCode(value)}`,
    );
  return list.length > MOST_VALUES ? `${shown.join(' ')} +${list.length - MOST_VALUES}` : shown.join(' ');
}

function findings(list: readonly Finding[], { translate }: HoverVoice): string {
  return list
    .map(
      ({ severity, what, why, data }) =>
        `${SIGNS[severity]} ${plainMarkdown(translate(what, data))} ${plainMarkdown(translate(why, data))}`,
    )
    .join('  \n');
}

function content(
  { payload, headerText, serialization, disclosures }: DecodedToken,
  now: number,
  { translate, times }: HoverVoice,
): string {
  const note = (name: string, source: string) => claimNote(name, source, now, times);
  const revealed = revealedJson(disclosures);
  switch (payload.kind) {
    case 'claims':
      return [
        jsonBlock(payload.text, (json) => annotateJson(json, note)),
        revealed === '' ? '' : translate('Disclosed claims, each behind its salt:'),
        revealed === '' ? '' : block('jsonc', revealed),
      ]
        .filter(Boolean)
        .join('\n\n');
    case 'json':
      return jsonBlock(payload.text, indentJson);
    case 'nested':
      return [
        translate('Inside is another token:'),
        content(decodeToken(payload.text), now, { translate, times }),
      ].join('\n\n');
    case 'text':
      return block('text', payload.text);
    case 'bytes':
      return translate('The payload is {size} bytes that are no text.', { size: payload.size });
    case 'detached':
    case 'encrypted':
      return header(headerText, serialization);
  }
  function header(text: string, kind: 'jws' | 'jwe') {
    return [
      kind === 'jwe' ? translate('The header, which is not encrypted:') : translate('The header:'),
      jsonBlock(text, parseJson(text) === undefined ? (json) => json : indentJson),
    ].join('\n\n');
  }
}

/** The disclosures of an SD-JWT, one after the other, as far as a hover shows them. */
function revealedJson(disclosures: readonly Disclosure[]): string {
  let left = MOST_SOURCE;
  const shown: string[] = [];
  for (const { json, value } of disclosures) {
    if (left <= 0) break;
    const source = json.slice(0, left);
    left -= source.length;
    shown.push(value === undefined ? source : indentJson(source));
  }
  return shown.join('\n');
}

function block(language: string, text: string, isCut = text.length > MOST_JSON): string {
  return codeBlock(language, isCut ? `${text.slice(0, MOST_JSON)}\n…` : text);
}

/** JSON as `write` writes it, of a long text only the beginning. */
function jsonBlock(text: string, write: (json: string) => string): string {
  const shown = write(text.slice(0, MOST_SOURCE));
  return block('jsonc', shown, text.length > MOST_SOURCE || shown.length > MOST_JSON);
}
