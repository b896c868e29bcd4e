import { IdentityError } from '../../core/errors.ts';
import { decodeUtf8 } from '../../core/jwt/base64url.ts';
import { ldifLineAt, outlineLdif } from '../../core/ldap/ldif/outline.ts';
import { firstNote, valueNotes } from '../../core/ldap/editableEntry.ts';
import { writeValue } from '../../core/ldap/ldif/write.ts';
import { readableAttribute } from '../../core/ldap/values/readable.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Edits a value of an LDIF document in words: flags by name, times as dates, identifiers as text. */
export function ldifEditValue({
  workbench,
  prompt,
  translate,
}: Pick<Services, 'workbench' | 'prompt' | 'translate'>): Commands['identity.ldif.editValue'] {
  return async (target) => {
    const active = workbench.activeDocument();
    const uri = target?.uri ?? active?.uri;
    if (uri === undefined) throw new IdentityError('ldif.noValue', {});
    const text = await workbench.readText(uri);
    const lines = text.split('\n');
    const at = target?.line ?? text.slice(0, active?.offset ?? 0).split('\n').length - 1;
    const found = ldifLineAt(outlineLdif(text), at)?.line;
    const readable = found && readableAttribute(found.name, target?.syntax);
    const { read, write } = readable?.format ?? {};
    if (found === undefined || write === undefined || read === undefined)
      throw new IdentityError('ldif.noValue', {});
    const { name, value = new Uint8Array(), line, endLine } = found;
    const words = await prompt.input({
      title: translate('Edit {name} in Words', { name }),
      prompt: readable === undefined ? name : translate(readable.about),
      value: read(value) ?? decodeUtf8(value) ?? '',
      placeholder: readable?.format.example ?? '',
      check: (typed) =>
        write(typed, value) === undefined
          ? translate('This is not of its kind. An example: {example}', {
              example: readable?.format.example ?? '',
            })
          : undefined,
    });
    const wanted = words === undefined ? undefined : write(words, value);
    if (wanted === undefined) return;
    const offsetOf = (upTo: number) => lines.slice(0, upTo).reduce((sum, each) => sum + each.length + 1, 0);
    // The comments that told the old value in words stand right above it.
    const from = firstNote(lines, line, name);
    const notes = from < line ? valueNotes(name, wanted, target?.syntax) : '';
    await workbench.edit(uri, [
      {
        start: offsetOf(from),
        end: Math.min(text.length, offsetOf(endLine + 1)),
        text: `${notes}${writeValue(name, wanted, 'readable')}`,
      },
    ]);
  };
}
