import { deleteEntries, subtreeOf } from '../../core/ldap/deleteTree.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickEntry } from './pickEntry.ts';

/** Deletes an entry; with everything below it after its name was typed. */
export function entryDelete(
  deps: Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench' | 'refreshView'>,
): Commands['identity.entry.delete'] {
  const { prompt, translate, refreshView } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Delete which entry'));
    if (picked === undefined) return;
    const { session, dn } = picked;
    // What is typed to confirm must not be empty, as the value of an RDN may be.
    const name = rdnLabel(dn).trim() || dn || translate('everything');
    const names = await prompt.progress(
      translate('Counting what is below {name}', { name }),
      (signal, report) =>
        subtreeOf(session, dn, signal, (count) => report(translate('{count} entries', { count }))),
    );
    if (!(await isWanted(name, dn, names.length))) return;
    try {
      await prompt.progress(translate('Deleting {name}', { name }), (signal, report) =>
        deleteEntries(session, names, signal, (count) =>
          report(translate('{count} of {all}', { count, all: names.length })),
        ),
      );
    } finally {
      refreshView('identity.directories');
    }
  };

  async function isWanted(name: string, dn: string, count: number): Promise<boolean> {
    if (count <= 1)
      return prompt.confirm(
        translate('Delete {name}?', { name }),
        translate(
          '{dn}\n\nIt has no entries below. “Show LDIF that Takes Changes Back” has it as LDIF to add again, unless it holds a password.',
          { dn },
        ),
        translate('Delete'),
      );
    const typed = await prompt.input({
      title: translate('Delete {count} Entries', { count }),
      prompt: translate('{dn} has {count} entries with those below. Type {name} to delete all of them.', {
        dn,
        count,
        name,
      }),
      check: (text) => (text === name ? undefined : translate('Type {name}.', { name })),
    });
    return typed === name;
  }
}
