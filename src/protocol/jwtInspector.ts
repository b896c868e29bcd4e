/** Messages between the token inspector's page and its host, both ways. Each side parses what the other sends. */

import { readProfiles, type ExpectationProfile } from '../core/jwt/expect/expectationProfiles.ts';
import { readExpectations, type Expectations } from '../core/jwt/expect/expectations.ts';
import { forgeAlgorithms, type ForgeAlgorithm } from '../core/jwt/forge.ts';
import { isObject } from '../core/json.ts';
import { stringOf, wordOf } from './handshake.ts';
import type { VerifyGiven } from './tokenTools.ts';

/** Nothing longer is taken from a page: a whole token with text around it stays below. */
const LONGEST_TEXT = 2 ** 23;

/** What the page can ask to have on the clipboard. */
export const copyableParts = ['token', 'redacted', 'claims', 'header'] as const;
export type CopyablePart = (typeof copyableParts)[number];

/** Whether the signature holds, as far as known; texts are translated. */
export interface VerificationView {
  readonly state: 'unknown' | 'running' | 'valid' | 'invalid' | 'undecided';
  readonly title: string;
  readonly detail: string;
}

/** From the host: the token to show (absent: none yet), with the language to show it in. */
export interface ShowToken {
  readonly type: 'show';
  readonly token?: string;
  /** Why the text given holds no token, translated. */
  readonly refusal?: string;
  /** Another token to compare it with. */
  readonly compareWith?: string;
  /** BCP 47 tag. */
  readonly locale: string;
  /** Translations by English template; empty for English. */
  readonly messages: Readonly<Record<string, string>>;
}

/** From the host: news about the signature of the token shown. */
export interface ShowVerification {
  readonly type: 'verification';
  readonly verification: VerificationView;
}

/** From the host: something to say to the person, also to a screen reader. */
export interface Announce {
  readonly type: 'announce';
  readonly text: string;
}

/** From the host: what came of decrypting or making a token. `key` is what a test token is verified with. */
export interface Outcome {
  readonly type: 'outcome';
  readonly about: Task;
  readonly failed: boolean;
  /** The content, the token made, or why it failed, translated. */
  readonly text: string;
  readonly key?: string;
}

const TASKS = ['decrypt', 'forge'] as const;
export type Task = (typeof TASKS)[number];

/** From the host: the saved expectations, and the one just saved. */
export interface ShowProfiles {
  readonly type: 'profiles';
  readonly profiles: readonly ExpectationProfile[];
  readonly chosen?: string;
}

export type ToInspector = ShowToken | ShowProfiles | ShowVerification | Announce | Outcome;

/** From the page. `inspect` brings text that was pasted or dropped; `verify` what to verify with. */
export type FromInspector =
  | { readonly type: 'copy'; readonly part: CopyablePart }
  | { readonly type: 'copyText'; readonly text: string }
  | { readonly type: 'inspect'; readonly text: string }
  /** A file dragged here from the workbench, by its address. */
  | { readonly type: 'inspectFile'; readonly uri: string }
  | ({ readonly type: 'verify' } & VerifyGiven)
  | { readonly type: 'saveExpectations'; readonly expectations: Expectations }
  | { readonly type: 'decrypt'; readonly material: string }
  | {
      readonly type: 'forge';
      readonly claims: string;
      readonly alg: ForgeAlgorithm;
      readonly variant: string;
    };

/** A message of the page, or undefined when it is none: the page is outside the host's trust. */
export function parseFromInspector(message: unknown): FromInspector | undefined {
  if (!isObject(message)) return undefined;
  const text = stringOf(message, 'text', LONGEST_TEXT);
  const part = wordOf(message, 'part', copyableParts);
  switch (message['type']) {
    case 'copy':
      return part === undefined ? undefined : { type: 'copy', part };
    case 'copyText':
      return text === undefined ? undefined : { type: 'copyText', text };
    case 'inspect':
      return text === undefined ? undefined : { type: 'inspect', text };
    case 'inspectFile': {
      const uri = stringOf(message, 'uri', 10_000);
      return uri === undefined ? undefined : { type: 'inspectFile', uri };
    }
    case 'verify': {
      const material = stringOf(message, 'material', LONGEST_TEXT);
      const payload = stringOf(message, 'payload', LONGEST_TEXT);
      return {
        type: 'verify',
        ...(material === undefined ? {} : { material }),
        ...(payload === undefined ? {} : { payload }),
      };
    }
    case 'saveExpectations': {
      const expectations = readExpectations(message['expectations']);
      return expectations === undefined ? undefined : { type: 'saveExpectations', expectations };
    }
    case 'decrypt': {
      const material = stringOf(message, 'material', LONGEST_TEXT);
      return material === undefined ? undefined : { type: 'decrypt', material };
    }
    case 'forge': {
      const claims = stringOf(message, 'claims', LONGEST_TEXT);
      const alg = wordOf(message, 'alg', forgeAlgorithms);
      const variant = stringOf(message, 'variant', 100);
      if (claims === undefined || alg === undefined || variant === undefined) return undefined;
      return { type: 'forge', claims, alg, variant };
    }
    default:
      return undefined;
  }
}

const STATES = ['unknown', 'running', 'valid', 'invalid', 'undecided'] as const;

/** A message of the host, or undefined when it is none. */
export function parseToInspector(message: unknown): ToInspector | undefined {
  if (!isObject(message)) return undefined;
  switch (message['type']) {
    case 'show':
      return parseShow(message);
    case 'verification':
      return parseVerification(message['verification']);
    case 'profiles':
      return parseProfiles(message);
    case 'announce': {
      const text = stringOf(message, 'text', LONGEST_TEXT);
      return text === undefined ? undefined : { type: 'announce', text };
    }
    case 'outcome':
      return parseOutcome(message);
    default:
      return undefined;
  }
}

function parseProfiles(message: Readonly<Record<string, unknown>>): ShowProfiles {
  const chosen = stringOf(message, 'chosen', 1000);
  const entries: readonly unknown[] = Array.isArray(message['profiles']) ? message['profiles'] : [];
  const profiles = readProfiles(
    entries.filter(isObject).map(({ name, expectations }) => ({ ...members(expectations), name })),
  );
  return { type: 'profiles', profiles, ...(chosen === undefined ? {} : { chosen }) };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function parseOutcome(message: Readonly<Record<string, unknown>>): Outcome | undefined {
  const about = wordOf(message, 'about', TASKS);
  const text = stringOf(message, 'text', LONGEST_TEXT);
  const key = stringOf(message, 'key', LONGEST_TEXT);
  if (about === undefined || text === undefined) return undefined;
  return {
    type: 'outcome',
    about,
    failed: message['failed'] === true,
    text,
    ...(key === undefined ? {} : { key }),
  };
}

function parseShow(message: Readonly<Record<string, unknown>>): ShowToken | undefined {
  const locale = stringOf(message, 'locale', 100);
  const token = stringOf(message, 'token', LONGEST_TEXT);
  const refusal = stringOf(message, 'refusal', LONGEST_TEXT);
  const compareWith = stringOf(message, 'compareWith', LONGEST_TEXT);
  const messages = isObject(message['messages']) ? Object.entries(message['messages']) : [];
  if (locale === undefined) return undefined;
  return {
    type: 'show',
    locale,
    messages: Object.fromEntries(
      messages.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    ...(token === undefined ? {} : { token }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(compareWith === undefined ? {} : { compareWith }),
  };
}

function parseVerification(value: unknown): ShowVerification | undefined {
  if (!isObject(value)) return undefined;
  const state = wordOf(value, 'state', STATES);
  const title = stringOf(value, 'title', LONGEST_TEXT);
  const detail = stringOf(value, 'detail', LONGEST_TEXT);
  if (state === undefined || title === undefined || detail === undefined) return undefined;
  return { type: 'verification', verification: { state, title, detail } };
}
