import type { Block, Credential, LanguageId, Purpose, Script, Way } from './catalogue.ts';
import { credentials, findCredential } from './credentials.ts';
import { IdentityError } from '../errors.ts';
import { findLanguage, languages } from './languages.ts';
import { placeholdersIn, replacePlaceholders, type PlaceholderName } from './placeholders.ts';
import { purposes } from './purposes.ts';

/** One cell of the catalogue: purpose × credential × language, composed. */
export interface Entry {
  /** `purpose/credential/language`. */
  readonly id: string;
  readonly purpose: Purpose;
  readonly credential: Credential;
  readonly language: LanguageId;
  readonly packages: readonly string[];
  readonly imports: readonly string[];
  /** The statements, with placeholders. */
  readonly body: string;
  readonly setup: readonly Script[];
  readonly pitfalls: readonly string[];
  /** In the order they stand in the body. */
  readonly placeholders: readonly PlaceholderName[];
}

/** Whoever names an entry. */
export interface EntryName {
  readonly purpose: string;
  readonly credential: string;
  readonly language: LanguageId;
}

const NOTHING: Block = { code: '' };

/** What the purpose asks a token for, without placeholder where it is known. */
function withScope(purpose: Purpose, code: string): string {
  const scope = purpose.scope ?? '«scope»';
  return code.replaceAll('«resource»', scope.replace(/\/\.default$/, '')).replaceAll('«scope»', scope);
}

/** The credential's block, NOTHING where the way needs none, undefined where the language has none. */
function credentialBlock({ whole }: Way, credential: Credential, language: LanguageId): Block | undefined {
  if (whole === true || Object.keys(credential.blocks).length === 0) return NOTHING;
  return credential.blocks[language];
}

function compose(
  purpose: Purpose,
  way: Way,
  credential: Credential,
  language: LanguageId,
): Entry | undefined {
  const own = way.blocks[language];
  const first = credentialBlock(way, credential, language);
  if (own === undefined || first === undefined) return undefined;
  const separator = first.code === '' ? '' : language === 'http' ? '\n###\n\n' : '\n';
  const body = withScope(purpose, `${first.code}${separator}${own.code}`);
  return {
    id: `${purpose.id}/${credential.id}/${language}`,
    purpose,
    credential,
    language,
    packages: [...new Set([...(first.packages ?? []), ...(own.packages ?? [])])],
    imports: [...new Set([...(first.imports ?? []), ...(own.imports ?? [])])],
    body,
    setup: [...(credential.setup ?? []), ...(purpose.setup ?? [])].map((script) => ({
      ...script,
      code: withScope(purpose, script.code),
    })),
    pitfalls: [...(purpose.pitfalls ?? []), ...(credential.pitfalls ?? [])],
    placeholders: placeholdersIn(body),
  };
}

/** The entries of a purpose, the first way that serves a credential in a language winning. */
export function entriesOf(purpose: Purpose): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const credential of credentials)
    for (const { id: language } of languages)
      for (const way of purpose.ways) {
        const entry = way.credentials.includes(credential.id)
          ? compose(purpose, way, credential, language)
          : undefined;
        if (entry !== undefined && !found.has(entry.id)) found.set(entry.id, entry);
      }
  return [...found.values()];
}

/** Every entry of the catalogue. */
export function allEntries(): readonly Entry[] {
  return purposes.flatMap(entriesOf);
}

/** The purpose of that id. Throws `code.unknownPurpose`. */
export function findPurpose(id: string): Purpose {
  const found = purposes.find((each) => each.id === id);
  if (found === undefined) throw new IdentityError('code.unknownPurpose', { purpose: id });
  return found;
}

/** The entry of that name. Throws `code.unknownPurpose`, `code.noCredential`, `code.noLanguage` (which says what there is). */
export function findEntry({ purpose: id, credential, language }: EntryName): Entry {
  const purpose = findPurpose(id);
  const known = credentials.find((each) => each.id === credential);
  const ways = purpose.ways.filter((each) => each.credentials.includes(credential));
  for (const each of ways) {
    const entry = known && compose(purpose, each, known, language);
    if (entry !== undefined) return entry;
  }
  const entries = entriesOf(purpose);
  const ofCredential = entries.filter((each) => each.credential.id === credential);
  if (ofCredential.length === 0)
    throw new IdentityError('code.noCredential', {
      purpose: purpose.title,
      credential,
      offered: [...new Set(entries.map((each) => each.credential.id))].join(', '),
    });
  throw new IdentityError('code.noLanguage', {
    purpose: purpose.title,
    credential: findCredential(credential).title,
    language: findLanguage(language).title,
    offered: ofCredential.map((each) => findLanguage(each.language).title).join(', '),
  });
}

/** The body with each placeholder filled by `value`. */
export function filled(entry: Entry, value: (name: PlaceholderName) => string): string {
  return replacePlaceholders(entry.body, value);
}
