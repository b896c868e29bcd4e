import { decodeToken, stringClaim, type DecodedToken } from './decode.ts';
import { validityOf } from './describe.ts';
import type { Lines, Span } from './lines.ts';
import { tokenSteps } from './scan.ts';
import type { Breathe } from './slices.ts';
import { kindOf } from './tokenKinds.ts';

/** A credential in text that looks as if it worked. Data is from outside: show it as plain text. */
export interface Leak {
  readonly kind: 'token' | 'clientSecret' | 'refreshToken';
  readonly span: Span;
  readonly text: string;
  /** What it is; a template that doubles as l10n key. */
  readonly what: string;
  readonly data: Readonly<Record<string, string>>;
  /** When it stops working, in milliseconds since the epoch; absent when that is not known. */
  readonly until?: number;
}

/** Hosts of documentation (RFC 2606, RFC 6761) and of this machine: nothing is lost with their tokens. */
const EXAMPLE_HOST =
  /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|local|localhost|contoso\.com|fabrikam\.com|adatum\.com|jwt\.io)$/i;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|\[::1\])$/;
const MOST_LEAKS = 200;

/** Secrets by the shape their issuer gives them. A new one is one entry. */
const SECRET_SHAPES: readonly {
  readonly kind: Leak['kind'];
  readonly what: string;
  readonly pattern: RegExp;
}[] = [
  {
    kind: 'clientSecret',
    what: 'This looks like a client secret of an Entra application.',
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g,
  },
  {
    kind: 'refreshToken',
    what: 'This looks like a refresh token of Entra ID. It gives new tokens until it is revoked.',
    pattern: /(?<![\w.-])[01]\.A[\w-]{20,100}\.Ag[\w-]{200,4000}(?![\w-])/g,
  },
];

/**
 * Credentials in a text that would work now, in order of lines; expired tokens and examples are none. `now` in
 * milliseconds. Ends early, with what it found, when cancelled.
 */
export async function findLeaks(
  lines: Lines,
  now: number,
  breathe: Breathe = () => undefined,
  isCancelled: () => boolean = () => false,
): Promise<readonly Leak[]> {
  const leaks: Leak[] = [];
  for (const leak of leakSteps(lines, now)) {
    if (leak !== undefined) leaks.push(leak);
    if (leaks.length >= MOST_LEAKS) break;
    const pause = breathe();
    if (pause === undefined) continue;
    await pause;
    if (isCancelled()) break;
  }
  return leaks.toSorted(
    (a, b) => a.span.start.line - b.span.start.line || a.span.start.character - b.span.start.character,
  );
}

/** Leaks one by one, with many small steps between them that find nothing. */
function* leakSteps(lines: Lines, now: number): Generator<Leak | undefined> {
  for (const found of tokenSteps(lines)) {
    const leak = found === undefined ? undefined : leakedToken(decodeToken(found.text), now);
    yield found === undefined || leak === undefined ? undefined : { ...leak, kind: 'token', ...found };
  }
  for (let line = 0; line < lines.count; line++) {
    yield* leakedSecrets(lines.at(line), line);
    yield undefined;
  }
}

/** Whether a token would be taken by someone: signed by an issuer that exists, and in time. */
function leakedToken(token: DecodedToken, now: number): Pick<Leak, 'what' | 'data' | 'until'> | undefined {
  const { claims } = token.payload;
  const issuer = stringClaim(claims, 'iss') ?? '';
  const isSigned =
    (token.segments[2]?.text ?? '').length >= 40 && stringClaim(token.header, 'alg') !== 'none';
  const isTest = (stringClaim(token.header, 'kid') ?? '').startsWith('forged-');
  if (token.payload.kind !== 'claims' || !isSigned || isTest || !isRealIssuer(issuer)) return undefined;
  const validity = validityOf(claims, now);
  const data = { kind: kindOf(token).name, issuer };
  if (validity.state === 'unlimited') return { what: '{kind} of {issuer}, which never expires.', data };
  if (validity.state !== 'valid') return undefined;
  return { what: '{kind} of {issuer}, which still works.', data, until: validity.until };
}

function isRealIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' && !EXAMPLE_HOST.test(hostname) && !LOOPBACK.test(hostname);
}

function leakedSecrets(line: string, index: number): readonly Leak[] {
  return SECRET_SHAPES.flatMap(({ kind, what, pattern }) =>
    [...line.matchAll(pattern)]
      .filter(([text]) => isRandom(text))
      .map(({ 0: text, index: character }): Leak => {
        const span = {
          start: { line: index, character },
          end: { line: index, character: character + text.length },
        };
        return { kind, what, data: {}, text, span };
      }),
  );
}

/** Placeholders repeat themselves; secrets do not. */
function isRandom(text: string): boolean {
  return new Set(text).size >= 16;
}
