import { explainInline, isCancellation } from '../../core/explain.ts';
import type { ReadableFile } from '../../core/fileStreams.ts';
import { applyChange } from '../../core/ldap/applyChange.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import { streamLdif } from '../../core/ldap/ldif/read.ts';
import type { LdifItem, LdifRecord } from '../../core/ldap/ldif/record.ts';
import { writeChange, writeComment } from '../../core/ldap/ldif/write.ts';
import { isSecret } from '../../core/ldap/inverse.ts';
import type { LdapSession } from '../../core/ldap/session.ts';
import type { Commands } from '../../manifest.ts';
import type { ImportResult } from '../../manifest/ldif.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'directories' | 'connections' | 'prompt' | 'translate' | 'workbench' | 'files' | 'refreshView'
>;

/** Makes the changes of an LDIF file in a directory: what it would do first, then progress, then what was refused. */
export function ldifImport(deps: Deps): Commands['identity.ldif.import'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const active = deps.workbench.activeDocument();
    const uri = target?.uri ?? (active?.language === 'ldif' ? active.uri : undefined);
    const file = await deps.files.open(translate('Import LDIF'), uri);
    if (file === undefined) return undefined;
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return undefined;
    const preview = await prompt.progress(translate('Reading {file}', { file: file.name }), (signal) =>
      readPreview(file, signal),
    );
    const mode = await askMode(deps, file, directory, preview);
    if (mode === undefined) return undefined;
    const session = await deps.connections.session(directory);
    const { result, rejected } = await prompt.progress(
      translate('Importing {file} into {name}', { file: file.name, name: directory.name }),
      (signal, report) =>
        importFile(deps, file, session, { signal, report, stops: mode === 'stop', preview }),
    );
    deps.refreshView('identity.directories');
    if (rejected !== '') {
      const head = translate('What {name} refused of {file}', { name: directory.name, file: file.name });
      await deps.workbench.openText(`${writeComment(head)}\n${rejected}`, 'ldif');
    }
    void tellResult(deps, result);
    return result;
  };
}

/** How many records of each kind a file has, and what the first of them are. */
interface Preview {
  readonly first: readonly LdifRecord[];
  readonly counts: ReadonlyMap<LdifItem['kind'], number>;
  readonly total: number;
  readonly problems: readonly string[];
}

const MOST_PROBLEMS = 5;
/** Records a question names. */
const MOST_NAMES = 8;

async function readPreview(file: ReadableFile, signal: AbortSignal): Promise<Preview> {
  const counts = new Map<LdifItem['kind'], number>();
  const problems: string[] = [];
  const first: LdifRecord[] = [];
  let total = 0;
  for await (const item of streamLdif(file.chunks())) {
    signal.throwIfAborted();
    total++;
    counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
    if (item.kind !== 'problem') {
      if (first.length < MOST_NAMES) first.push(item);
    } else if (problems.length < MOST_PROBLEMS) problems.push(explainInline(item.error));
  }
  return { first, counts, total, problems };
}

async function askMode(
  { prompt, translate }: Deps,
  file: ReadableFile,
  directory: Directory,
  { first, counts, total, problems }: Preview,
): Promise<'stop' | 'continue' | undefined> {
  const words: Readonly<Record<LdifItem['kind'], string>> = {
    entry: translate('Entries to add'),
    add: translate('Entries to add'),
    delete: translate('Entries to delete'),
    modify: translate('Entries to change'),
    rename: translate('Entries to rename or move'),
    problem: translate('Records that cannot be read'),
  };
  const lines = [...counts].map(([kind, count]) => `${words[kind]}: ${count}`);
  const names = first.map(({ kind, dn }) => `${SIGNS[kind]} ${dn}`);
  const more = total - first.length - (counts.get('problem') ?? 0);
  const rest = more > 0 ? [translate('… and {count} more', { count: more })] : [];
  const detail = [lines, [...names, ...rest], problems]
    .filter(({ length }) => length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
  const question = translate('Import {file} into {name}?', { file: file.name, name: directory.name });
  if (total === 0 || !(await prompt.confirm(question, detail, translate('Import')))) return undefined;
  return prompt.pick(
    [
      { label: translate('Stop at the first error'), icon: 'debug-stop', value: 'stop' as const },
      {
        label: translate('Continue after errors'),
        description: translate('what was refused opens as LDIF at the end'),
        icon: 'debug-continue',
        value: 'continue' as const,
      },
    ],
    translate('If the Server Refuses a Change'),
  );
}

/** What becomes of an entry, before its name. */
const SIGNS: Readonly<Record<LdifRecord['kind'], string>> = {
  ...{ entry: '+', add: '+', delete: '−', modify: '~', rename: '→' },
};

interface Importing {
  readonly signal: AbortSignal;
  readonly report: (step: string) => void;
  readonly stops: boolean;
  readonly preview: Preview;
}

async function importFile(
  { translate }: Deps,
  file: ReadableFile,
  session: LdapSession,
  { signal, report, stops, preview }: Importing,
): Promise<{ readonly result: ImportResult; readonly rejected: string }> {
  let [made, failed, unreadable, stopped] = [0, 0, 0, false];
  const rejected: string[] = [];
  for await (const item of streamLdif(file.chunks())) {
    stopped = signal.aborted || (stops && failed + unreadable > 0);
    if (stopped) break;
    if (item.kind === 'problem') {
      unreadable++;
      rejected.push(writeComment(explainInline(item.error, translate)), '\n');
      continue;
    }
    try {
      await applyChange(session, item, item.controls, signal);
      made++;
    } catch (error) {
      if (isCancellation(error)) continue;
      failed++;
      rejected.push(writeComment(explainInline(error, translate)), rejectedText(item));
      // Every further change would fail alike.
      if (session.closed !== undefined) throw error;
    }
    if ((made + failed) % 20 === 0)
      report(translate('{done} of {total}', { done: made + failed + unreadable, total: preview.total }));
  }
  return { result: { made, failed, unreadable, stopped }, rejected: rejected.join('') };
}

/** The record again, to be corrected and imported; a password in it is not written into an editor. */
function rejectedText(item: Exclude<LdifItem, { readonly kind: 'problem' }>): string {
  if (item.kind === 'modify') {
    const modifications = item.modifications.filter(({ name }) => !isSecret(name));
    return writeChange({ ...item, modifications }, item.controls, 'readable');
  }
  if (item.kind !== 'entry' && item.kind !== 'add') return writeChange(item, item.controls, 'readable');
  const attributes = item.attributes.filter(({ name }) => !isSecret(name));
  return writeChange({ ...item, attributes }, item.controls, 'readable');
}

async function tellResult({ prompt, translate, workbench }: Deps, result: ImportResult): Promise<void> {
  const { made, failed, unreadable, stopped } = result;
  const show = translate('Show Changes');
  const told = [
    translate('Changes made: {count}', { count: made }),
    ...(failed > 0 ? [translate('refused: {count}', { count: failed })] : []),
    ...(unreadable > 0 ? [translate('not readable: {count}', { count: unreadable })] : []),
  ].join(', ');
  const message = stopped
    ? `${told}. ${translate('The import stopped before the end of the file.')}`
    : `${told}.`;
  const buttons = made > 0 ? [show] : [];
  const chosen = await (failed + unreadable > 0
    ? prompt.warn(message, ...buttons)
    : prompt.tell(message, ...buttons));
  if (chosen === show) await workbench.run('identity.directory.showChanges');
}
