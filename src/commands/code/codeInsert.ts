import type { LanguageId } from '../../core/code/catalogue.ts';
import { entriesOf, findEntry, findPurpose, type Entry, type EntryName } from '../../core/code/entry.ts';
import { snippetCode } from '../../core/code/fill.ts';
import { findLanguage, languageOfEditor, languages } from '../../core/code/languages.ts';
import { installCommand, javaDependencies } from '../../core/code/packages.ts';
import type { Values } from '../../core/code/placeholders.ts';
import { purposes } from '../../core/code/purposes.ts';
import { encodeSetup } from '../../core/code/setupDocument.ts';
import { documentAddress } from '../../core/documentAddress.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { CodeTarget } from '../../manifest/code.ts';
import type { Services } from '../services.ts';
import { askValues } from './askValues.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'workbench' | 'tenants' | 'graph' | 'memory' | 'directories' | 'connections'
>;

/**
 * Inserts connection code at the cursor, or opens it in a new file: asks for purpose, credential and what the tenant
 * knows, leaves a tab stop for the rest, then offers the packages and the setup. No secret is ever inserted. Throws the
 * `code.*` errors.
 */
export function codeInsert(deps: Deps): Commands['identity.code.insert'] {
  return async (target) => {
    const name = await askEntry(deps, target);
    if (name === undefined) return undefined;
    const entry = findEntry(name);
    const values = await askValues(deps, entry, target);
    if (values === undefined) return undefined;
    const { imports, body, program } = snippetCode(entry, values);
    const { editors, isImport, isPreamble } = findLanguage(entry.language);
    await deps.workbench.insertCode({ editors, imports, body, program, isImport, isPreamble });
    void offerNext(deps, entry, name, values);
    return name;
  };
}

/** Purpose, credential and language, asked as far as they are not given; undefined when dismissed. */
async function askEntry(deps: Deps, target: CodeTarget | undefined): Promise<EntryName | undefined> {
  const { workbench } = deps;
  const editor = workbench.activeDocument()?.language;
  const language =
    target?.language ??
    (editor === undefined ? undefined : languageOfEditor(editor)?.id) ??
    (await askLanguage(deps, target?.purpose));
  if (language === undefined) return undefined;
  const purpose = target?.purpose ?? (await askPurpose(deps, language));
  if (purpose === undefined) return undefined;
  const credential = target?.credential ?? (await askCredential(deps, purpose, language));
  return credential === undefined ? undefined : { purpose, credential, language };
}

function askLanguage(
  { prompt, translate }: Deps,
  purpose: string | undefined,
): Promise<LanguageId | undefined> {
  const offered =
    purpose === undefined
      ? languages
      : languages.filter(({ id }) => entriesOf(findPurpose(purpose)).some(({ language }) => language === id));
  const choices = offered.map(({ id, title }): Choice<LanguageId> => ({
    label: title,
    icon: 'code',
    value: id,
  }));
  return prompt.pick(choices, translate('Insert Connection Code'), translate('In which language?'));
}

function askPurpose({ prompt, translate }: Deps, language: LanguageId): Promise<string | undefined> {
  const choices = purposes
    .filter((purpose) => entriesOf(purpose).some((entry) => entry.language === language))
    .map(({ id, title, group, detail }): Choice<string> => ({
      label: title,
      description: translate(group),
      detail: translate(detail),
      value: id,
    }));
  return prompt.pick(
    choices,
    translate('Insert Connection Code'),
    translate('What does the program connect to?'),
  );
}

/** The credentials of a purpose in this language; the only one is not asked for. */
async function askCredential(
  { prompt, translate }: Deps,
  purpose: string,
  language: LanguageId,
): Promise<string | undefined> {
  const entries = entriesOf(findPurpose(purpose));
  const spoken = entries.filter((entry) => entry.language === language);
  const [only] = spoken;
  // Nothing in this language: naming any credential makes the error say which languages there are.
  if (spoken.length < 2) return (only ?? entries[0])?.credential.id;
  const choices = spoken.map(({ credential }): Choice<string> => ({
    label: translate(credential.title),
    description: translate(ACTORS[credential.actor]),
    detail: translate(credential.detail),
    icon: credential.actor === 'user' ? 'person' : 'key',
    value: credential.id,
  }));
  return prompt.pick(choices, translate('Insert Connection Code'), translate('How does it prove who it is?'));
}

const ACTORS = { app: 'program', user: 'person', caller: 'API for its caller' } as const;

/** The packages in a terminal, not yet run, and what has to be set up. */
async function offerNext(
  { prompt, translate, workbench }: Deps,
  entry: Entry,
  name: EntryName,
  values: Values,
): Promise<void> {
  const install = translate('Install Packages');
  const copy = translate('Copy Dependencies');
  const setup = translate('Show Setup');
  const command = installCommand(entry.language, entry.packages);
  const first =
    command !== undefined ? [install] : entry.language === 'java' && entry.packages.length > 0 ? [copy] : [];
  const message = translate('{purpose}: code inserted. Secrets come from the environment.', {
    purpose: translate(entry.purpose.title),
  });
  const chosen = await prompt.tell(message, ...first, setup);
  if (chosen === install && command !== undefined) await workbench.typeInTerminal(command);
  if (chosen === copy) await workbench.clipboard.write(javaDependencies(entry.packages));
  if (chosen === setup)
    await workbench.openPreview(
      documentAddress('setup', [`${entry.purpose.title}.md`], encodeSetup(name, values)),
    );
}
