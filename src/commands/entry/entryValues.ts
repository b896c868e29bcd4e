import { encodeBase64 } from '../../core/ldap/base64.ts';
import { IdentityError } from '../../core/errors.ts';
import { decodeUtf8 } from '../../core/jwt/base64url.ts';
import { utf8 } from '../../core/ldap/bytes.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import { findAttribute, type Attribute, type Entry } from '../../core/ldap/entry.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickEntry, type PickedEntry } from './pickEntry.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench'>;

/** Copies the DN of an entry. */
export function entryCopyDn(deps: Deps): Commands['identity.entry.copyDn'] {
  return async (target) => {
    const dn = target?.dn ?? (await pickEntry(deps, target, deps.translate('Copy the DN of')))?.dn;
    if (dn !== undefined) await deps.workbench.clipboard.write(dn);
  };
}

/** Copies a value of an entry: as text, or in base64 when it is none. */
export function entryCopyValue(deps: Deps): Commands['identity.entry.copyValue'] {
  const { prompt, translate, workbench } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Copy a value of'));
    if (picked === undefined) return;
    const attribute = await pickAttribute(deps, await read(picked), target?.attribute);
    if (attribute === undefined) return;
    const [only] = attribute.values;
    const value =
      attribute.values.length === 1
        ? only
        : await prompt.pick(
            attribute.values.map((each) => ({ label: shown(each).slice(0, 200), value: each })),
            attribute.name,
          );
    if (value !== undefined) await workbench.clipboard.write(shown(value));
  };
}

/** Asks the server whether an entry has a value, with its own matching rule: the Compare operation. */
export function entryCompareValue(deps: Deps): Commands['identity.entry.compareValue'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const picked = await pickEntry(deps, target, translate('Compare a value of'));
    if (picked === undefined) return;
    const { session, dn } = picked;
    const attribute = target?.attribute ?? (await pickAttribute(deps, await read(picked), undefined))?.name;
    if (attribute === undefined) return;
    const value = await prompt.input({
      title: translate('Compare {attribute} of {name}', { attribute, name: rdnLabel(dn) }),
      prompt: translate('The value the entry may have'),
    });
    if (value === undefined) return;
    const isThere = await session.compare(dn, attribute, utf8(value));
    const told = isThere
      ? translate('compareTrue: {name} has this value of {attribute}.', { name: rdnLabel(dn), attribute })
      : translate('compareFalse: {name} does not have this value of {attribute}.', {
          name: rdnLabel(dn),
          attribute,
        });
    await prompt.tell(told);
  };
}

async function read({ session, dn }: PickedEntry): Promise<Entry> {
  const entry = await session.read(dn, ['*', '+']);
  if (entry === undefined) throw new IdentityError('ldap.noSuchEntry', { dn, matched: '–', diagnostic: '' });
  return entry;
}

async function pickAttribute(
  { prompt, translate }: Deps,
  entry: Entry,
  named: string | undefined,
): Promise<Attribute | undefined> {
  if (named !== undefined) return findAttribute(entry, named);
  return prompt.pick(
    entry.attributes.map((attribute) => ({
      label: attribute.name,
      description: attribute.values.map((value) => shown(value).slice(0, 80)).join(', '),
      value: attribute,
    })),
    translate('Attribute of {name}', { name: rdnLabel(entry.dn) }),
  );
}

function shown(value: Uint8Array): string {
  return decodeUtf8(value) ?? encodeBase64(value);
}
