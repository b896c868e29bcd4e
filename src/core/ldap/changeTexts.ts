import type { LoggedChange } from './changeLog.ts';
import type { Attribute, Modification } from './entry.ts';
import { isSecret } from './inverse.ts';
import type { LdifChange } from './ldif/record.ts';
import { ldifVersion, writeChange, writeComment } from './ldif/write.ts';

/** Every change as LDIF, in the order they were made. Values that are secrets are left out. */
export function changesText(changes: readonly LoggedChange[]): string {
  if (changes.length === 0) return writeComment('Nothing has been changed in a directory yet.');
  return ldifVersion + changes.map((each) => `${headOf(each)}${changeText(each.change)}`).join('\n');
}

/** What takes the changes back, the last first; where nothing does, a comment says so. */
export function inverseText(changes: readonly LoggedChange[]): string {
  if (changes.length === 0) return writeComment('There is nothing to take back.');
  return (
    ldifVersion +
    [...changes]
      .reverse()
      .map((each) =>
        each.inverse === undefined
          ? `${headOf(each)}${writeComment(`Cannot be taken back: ${each.change.kind} of ${each.change.dn}`)}`
          : `${headOf(each)}${changeText(each.inverse)}`,
      )
      .join('\n')
  );
}

function headOf({ at, directory }: LoggedChange): string {
  return writeComment(`${new Date(at).toISOString()} ${directory}`);
}

/** A change as an LDIF record. Values that are secrets are left out, with a comment that says so. */
export function changeText(change: LdifChange): string {
  const masked = withoutSecrets(change);
  const text = writeChange(masked.change, [], 'readable').trimEnd();
  return `${masked.left.map((name) => writeComment(`${name}: its values are secret and not kept`)).join('')}${text}\n`;
}

function withoutSecrets(change: LdifChange): {
  readonly change: LdifChange;
  readonly left: readonly string[];
} {
  const open = <Each extends Attribute | Modification>(all: readonly Each[]) =>
    all.filter(({ name }) => !isSecret(name));
  const secret = (all: readonly { readonly name: string }[]) =>
    all.filter(({ name }) => isSecret(name)).map(({ name }) => name);
  switch (change.kind) {
    case 'entry':
    case 'add':
      return { change: { ...change, attributes: open(change.attributes) }, left: secret(change.attributes) };
    case 'modify':
      return {
        change: { ...change, modifications: open(change.modifications) },
        left: secret(change.modifications),
      };
    default:
      return { change, left: [] };
  }
}
