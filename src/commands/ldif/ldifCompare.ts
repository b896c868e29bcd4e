import type { ReadableFile } from '../../core/fileStreams.ts';
import { changeText } from '../../core/ldap/changeTexts.ts';
import {
  compareSnapshot,
  entriesNow,
  entriesOf,
  readSnapshot,
  type Direction,
  type Snapshot,
} from '../../core/ldap/compareSnapshot.ts';
import { diffRules } from '../../core/ldap/diffEntry.ts';
import type { LdifChange } from '../../core/ldap/ldif/record.ts';
import { streamLdif } from '../../core/ldap/ldif/read.ts';
import { ldifVersion, writeComment } from '../../core/ldap/ldif/write.ts';
import { emptySchema } from '../../core/ldap/schema.ts';
import type { Commands } from '../../manifest.ts';
import type { SnapshotDifference } from '../../manifest/ldif.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'directories' | 'connections' | 'schemas' | 'prompt' | 'translate' | 'workbench' | 'files' | 'clock'
>;

/** What a snapshot is held against: a directory, or another file. */
interface Other {
  readonly name: string;
  compare(snapshot: Snapshot, direction: Direction, signal: AbortSignal): Promise<readonly LdifChange[]>;
}

/** Holds an LDIF file against a directory or another file, and opens what differs as LDIF that can be imported. */
export function ldifCompare(deps: Deps): Commands['identity.ldif.compare'] {
  const { prompt, translate, files, workbench, clock } = deps;
  return async (target) => {
    const active = workbench.activeDocument();
    const uri = target?.uri ?? (active?.language === 'ldif' ? active.uri : undefined);
    const file = await files.open(translate('Compare LDIF Snapshot'), uri);
    if (file === undefined) return undefined;
    const other = await pickOther(deps, target?.directory);
    if (other === undefined) return undefined;
    const direction = target?.direction ?? (await pickDirection(deps, other.name));
    if (direction === undefined) return undefined;
    const title = translate('Comparing {file} with {name}', { file: file.name, name: other.name });
    const changes = await prompt.progress(title, async (signal) =>
      other.compare(await readSnapshot(streamLdif(file.chunks()), signal), direction, signal),
    );
    if (changes.length === 0)
      void prompt.tell(translate('{file} and {name} hold the same.', { file: file.name, name: other.name }));
    else {
      const [from, to] = direction === 'since' ? [file.name, other.name] : [other.name, file.name];
      const head = translate('What leads from {from} to {to}, {at}', {
        ...{ from, to, at: new Date(clock.now()).toISOString() },
      });
      const text = changes.map((change) => changeText(change)).join('\n');
      const note = translate('Passwords are not compared; a renamed entry is a new one and a deleted one.');
      await workbench.openText(`${writeComment(head)}${writeComment(note)}${ldifVersion}\n${text}`, 'ldif');
    }
    return countOf(changes);
  };
}

async function pickOther(deps: Deps, directory: string | undefined): Promise<Other | undefined> {
  const { prompt, translate, files } = deps;
  const choices = [
    { label: translate('A directory as it is now'), icon: 'database', value: 'directory' as const },
    { label: translate('Another LDIF file…'), icon: 'file', value: 'file' as const },
  ];
  const kind =
    directory === undefined
      ? await prompt.pick(choices, translate('Compare LDIF Snapshot With'))
      : 'directory';
  if (kind === undefined) return undefined;
  if (kind === 'directory') return directoryNow(deps, directory);
  const file = await files.open(translate('Compare LDIF Snapshot With'));
  return file === undefined ? undefined : otherFile(file);
}

async function directoryNow(deps: Deps, named: string | undefined): Promise<Other | undefined> {
  const { connections, schemas } = deps;
  const directory = await pickDirectory(deps, named);
  if (directory === undefined) return undefined;
  return {
    name: directory.name,
    async compare(snapshot, direction, signal) {
      const session = await connections.session(directory, signal);
      const schema = await schemas.of(session);
      const rules = diffRules(schema, session.server.kind === 'activeDirectory');
      return compareSnapshot(snapshot, entriesNow(session, snapshot, signal), direction, { schema, rules });
    },
  };
}

/** Without a schema every changed attribute is replaced as a whole. */
function otherFile(file: ReadableFile): Other {
  const rules = diffRules(emptySchema, false);
  return {
    name: file.name,
    compare: (snapshot, direction, signal) =>
      compareSnapshot(snapshot, entriesOf(streamLdif(file.chunks()), signal), direction, {
        ...{ schema: emptySchema, rules },
      }),
  };
}

function pickDirection({ prompt, translate }: Deps, name: string): Promise<Direction | undefined> {
  return prompt.pick(
    [
      { label: translate('What has changed since the snapshot'), icon: 'arrow-right', value: 'since' },
      {
        label: translate('What takes it back to the snapshot'),
        description: translate('to be imported into {name}', { name }),
        icon: 'discard',
        value: 'back',
      },
    ],
    translate('Compare LDIF Snapshot'),
  );
}

function countOf(changes: readonly LdifChange[]): SnapshotDifference {
  const count = (kind: LdifChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return { added: count('add'), changed: count('modify'), deleted: count('delete') };
}
