import { type EncodingFlaw, type SegmentRole } from '../decode.ts';
import { when, type FindingRule } from '../finding.ts';
import { MOST_VALUES, inexactIntegers, repeatedNames } from '../jsonText.ts';
import { hasHiddenCharacters } from '../visibleText.ts';

/** The parts in which one of the flaws occurs, as data for `{part}`. */
const partsWith =
  (...flaws: readonly EncodingFlaw['flaw'][]): FindingRule['find'] =>
  ({ token }) => {
    if (token.flaws.length === 0) return undefined;
    const flawed = token.flaws.filter(({ role, flaw }) => role !== 'surplus' && flaws.includes(flaw));
    const parts = new Set(flawed.map(({ role }) => PART_NAMES[role]));
    return parts.size === 0 ? undefined : { part: [...parts].join(', ') };
  };

const PART_NAMES: Readonly<Record<SegmentRole, string>> = {
  header: 'header',
  payload: 'payload',
  signature: 'signature',
  encryptedKey: 'encrypted key',
  iv: 'initialization vector',
  ciphertext: 'ciphertext',
  tag: 'authentication tag',
  surplus: 'surplus part',
};

/** What can be wrong with the bytes of a token. */
export const encodingRules: readonly FindingRule[] = [
  {
    id: 'missingPart',
    severity: 'error',
    what: 'The token ends before its {part}.',
    why: 'A signed token has three parts, an encrypted one five. It was cut off while copying, or written without its dots.',
    find: partsWith('missing'),
  },
  {
    id: 'surplusPart',
    severity: 'error',
    what: 'There are more parts than a token has.',
    why: 'Receivers refuse it. Something was appended.',
    find: ({ token }) => when(token.segments.some(({ role }) => role === 'surplus')),
  },
  {
    id: 'cutShort',
    severity: 'error',
    what: 'The {part} is cut off.',
    why: 'Its length is impossible in base64url: characters are missing.',
    find: partsWith('cutShort'),
  },
  {
    id: 'invalidCharacter',
    severity: 'error',
    what: 'The {part} holds a character that is not base64url.',
    why: 'Shown is what comes before it.',
    find: partsWith('invalidCharacter'),
  },
  {
    id: 'notUtf8',
    severity: 'error',
    what: 'The {part} is not UTF-8 text.',
    why: 'Either it is cut off or altered, or it is no JSON at all. Bytes that are no text are shown as \ufffd.',
    find: partsWith('notUtf8'),
  },
  {
    id: 'notJson',
    severity: 'error',
    what: 'The {part} is not JSON.',
    why: 'Shown is its text as far as it can be read. It may be cut off, or not a token at all.',
    find: partsWith('notJson', 'notObject'),
  },
  {
    id: 'tooMany',
    severity: 'error',
    what: 'The {part} holds more than {count} values.',
    why: 'Only an attack on parsers looks like that. It is shown as text.',
    find: (examined) => {
      const parts = partsWith('tooMany')(examined);
      return parts === undefined ? undefined : { ...parts, count: MOST_VALUES };
    },
  },
  {
    id: 'padding',
    severity: 'warning',
    what: 'The {part} is padded with =.',
    why: 'RFC 7515 leaves padding out; strict receivers refuse the token.',
    find: partsWith('padding'),
  },
  {
    id: 'alphabet',
    severity: 'warning',
    what: 'The {part} uses + or / of ordinary base64.',
    why: 'Tokens use - and _ instead; receivers refuse the token.',
    find: partsWith('alphabet'),
  },
  {
    id: 'trailingBits',
    severity: 'warning',
    what: 'The last character of the {part} carries stray bits.',
    why: 'No encoder writes that: a character was changed or lost, or the token was altered by hand.',
    find: partsWith('trailingBits'),
  },
  {
    id: 'repeatedName',
    severity: 'error',
    what: 'The name {names} occurs more than once.',
    why: 'Programs disagree on which of the values counts; RFC 7519 §4 lets receivers refuse the token.',
    find: ({ token: { headerIsFaithful, headerText, payload } }) => {
      const names = [
        ...(headerIsFaithful ? [] : repeatedNames(headerText)),
        ...(payload.kind !== 'claims' || payload.isFaithful ? [] : repeatedNames(payload.text)),
      ];
      return names.length === 0 ? undefined : { names: names.join(', ') };
    },
  },
  {
    id: 'inexactInteger',
    severity: 'warning',
    what: 'The number {numbers} is too large for most JSON parsers.',
    why: 'JavaScript and others round it. It is shown here exactly as written.',
    find: ({ token: { payload } }) => {
      const numbers = payload.kind !== 'claims' || payload.isFaithful ? [] : inexactIntegers(payload.text);
      return numbers.length === 0
        ? undefined
        : { numbers: numbers.map((number) => number.slice(0, 40)).join(', ') };
    },
  },
  {
    id: 'hiddenCharacter',
    severity: 'warning',
    what: 'The token holds characters that cannot be seen.',
    why: 'Control or bidirectional characters can make a value look like another. They are shown as \\u escapes.',
    find: ({ token }) =>
      when(
        hasHiddenCharacters(token.payload.kind === 'bytes' ? '' : token.payload.text) ||
          hasHiddenCharacters(token.headerText),
      ),
  },
];
