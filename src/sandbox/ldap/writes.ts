import { IdentityError } from '../../core/errors.ts';
import { utf8 } from '../../core/ldap/bytes.ts';
import { childDn, parentDn, parseDn, parseRdn, rdnOf } from '../../core/ldap/dn.ts';
import { attributeKey, textsOf, type Attribute, type Modification } from '../../core/ldap/entry.ts';
import type { Schema } from '../../core/ldap/schema.ts';
import type { DirectoryTree, KeptEntry } from './directoryTree.ts';
import type { Matching } from './matching.ts';
import { Refused } from './refused.ts';

export interface WriteDeps {
  readonly tree: DirectoryTree;
  readonly schema: Schema;
  readonly matching: Matching;
  readonly now: () => number;
  readonly newUuid: () => string;
}

/** Adds an entry. `who` is the DN that does it. Throws `Refused`. */
export function addEntry(
  deps: WriteDeps,
  who: string,
  dn: string,
  attributes: readonly Attribute[],
): KeptEntry {
  const { tree, now, newUuid } = deps;
  const parent = checkedParent(deps, dn);
  if (tree.get(dn) !== undefined) throw new Refused('entryAlreadyExists', `${dn} is there already`);
  if (tree.get(parent) === undefined)
    throw new Refused('noSuchObject', `There is no ${parent}`, nearest(tree, parent));
  for (const { name } of attributes) checkWritable(deps, name);
  const entry: KeptEntry = {
    dn,
    uuid: newUuid(),
    attributes: withRdnValues(deps, dn, attributes),
    created: now(),
    modified: now(),
    creator: who,
    modifier: who,
  };
  checkClasses(deps, entry);
  tree.set(entry);
  return entry;
}

/** Applies changes one after another; all or none. Throws `Refused`. */
export function modifyEntry(
  deps: WriteDeps,
  who: string,
  entry: KeptEntry,
  changes: readonly Modification[],
): KeptEntry {
  let { attributes } = entry;
  for (const change of changes) {
    checkWritable(deps, change.name);
    attributes = changed(deps, attributes, change);
  }
  const modified: KeptEntry = { ...entry, attributes, modified: deps.now(), modifier: who };
  checkRdn(deps, modified);
  checkClasses(deps, modified);
  deps.tree.set(modified);
  return modified;
}

/** Gives an entry another RDN or parent. Throws `Refused`. */
export function renameEntry(
  deps: WriteDeps,
  who: string,
  entry: KeptEntry,
  to: { readonly newRdn: string; readonly deleteOldRdn: boolean; readonly newSuperior?: string },
): KeptEntry {
  const { tree } = deps;
  const parent = to.newSuperior ?? parentDn(entry.dn) ?? '';
  const dn = childDn(to.newRdn, parent);
  checkedParent(deps, dn);
  const above = tree.get(parent);
  if (above === undefined) throw new Refused('noSuchObject', `There is no ${parent}`, nearest(tree, parent));
  if ([...tree.below(entry.dn)].some((each) => each.uuid === above.uuid))
    throw new Refused('unwillingToPerform', 'An entry cannot move below itself');
  const taken = tree.get(dn);
  if (taken !== undefined && taken.uuid !== entry.uuid)
    throw new Refused('entryAlreadyExists', `${dn} is there already`);
  const kept = to.deleteOldRdn ? withoutRdnValues(deps, entry) : entry.attributes;
  const moved: KeptEntry = {
    ...entry,
    dn,
    attributes: withRdnValues(deps, dn, kept),
    modified: deps.now(),
    modifier: who,
  };
  checkClasses(deps, moved);
  tree.move(entry, moved);
  return moved;
}

/** Throws `Refused` where there is none. */
export function foundEntry(tree: DirectoryTree, dn: string): KeptEntry {
  const entry = tree.get(readable(dn));
  if (entry === undefined) throw new Refused('noSuchObject', `There is no ${dn}`, nearest(tree, dn));
  return entry;
}

/** The DN, when it is one. Throws `Refused`. */
export function readable(dn: string): string {
  try {
    parseDn(dn);
    return dn;
  } catch (error) {
    if (IdentityError.is(error, 'ldap.invalidDn'))
      throw new Refused('invalidDnSyntax', String(error.data.reason));
    throw error;
  }
}

/** How far the names of a DN exist. */
export function nearest(tree: DirectoryTree, dn: string): string {
  for (let above = parentDn(dn); above !== undefined; above = parentDn(above))
    if (tree.get(above) !== undefined) return above;
  return '';
}

function checkedParent({ schema }: WriteDeps, dn: string): string {
  readable(dn);
  const parent = parentDn(dn);
  if (parent === undefined) throw new Refused('namingViolation', 'An entry needs a name');
  for (const { type } of parseRdn(rdnOf(dn)))
    if (schema.attribute(type) === undefined)
      throw new Refused('undefinedAttributeType', `There is no attribute ${type}`);
  return parent;
}

function checkWritable({ schema }: WriteDeps, name: string): void {
  const definition = schema.attribute(name);
  if (definition === undefined) throw new Refused('undefinedAttributeType', `There is no attribute ${name}`);
  if (definition.isReadOnly) throw new Refused('constraintViolation', `${name} is kept by the server`);
}

function changed(
  { schema, matching }: WriteDeps,
  attributes: readonly Attribute[],
  { operation, name, values }: Modification,
): readonly Attribute[] {
  const at = attributes.findIndex((each) => schema.isSameAttribute(each.name, name));
  const before = attributes[at]?.values ?? [];
  const has = (list: readonly Uint8Array[], value: Uint8Array) =>
    list.some((each) => matching.key(name, each) === matching.key(name, value));
  const put = (next: readonly Uint8Array[]): readonly Attribute[] => {
    const attribute = { name: attributes[at]?.name ?? name, values: next };
    if (next.length === 0) return attributes.filter((_, index) => index !== at);
    return at < 0 ? [...attributes, attribute] : attributes.with(at, attribute);
  };
  switch (operation) {
    case 'replace':
      return put(values);
    case 'add': {
      const twice = values.find((value) => has(before, value));
      if (twice !== undefined) throw new Refused('attributeOrValueExists', `${name} has the value already`);
      return put([...before, ...values]);
    }
    case 'delete':
      if (at < 0) throw new Refused('noSuchAttribute', `There is no ${name}`);
      if (values.some((value) => !has(before, value)))
        throw new Refused('noSuchAttribute', `${name} does not have the value`);
      return put(values.length === 0 ? [] : before.filter((value) => !has(values, value)));
    case 'increment':
      if (at < 0) throw new Refused('noSuchAttribute', `There is no ${name}`);
      return put(before.map((value) => utf8(String(wholeNumber(name, value) + amount(name, values)))));
  }
}

/** How much an increment adds (RFC 4525 §3): one whole number. */
function amount(name: string, values: readonly Uint8Array[]): bigint {
  const [value] = values;
  if (value === undefined || values.length > 1)
    throw new Refused('protocolError', `An increment of ${name} has one value`);
  return wholeNumber(name, value);
}

function wholeNumber(name: string, value: Uint8Array): bigint {
  const text = new TextDecoder().decode(value);
  if (!/^-?\d+$/.test(text)) throw new Refused('constraintViolation', `${name} is no whole number`);
  return BigInt(text);
}

function withRdnValues(deps: WriteDeps, dn: string, attributes: readonly Attribute[]): readonly Attribute[] {
  let all = attributes;
  for (const { type, value } of parseRdn(rdnOf(dn))) {
    const has = all.some(
      (each) =>
        deps.schema.isSameAttribute(each.name, type) &&
        each.values.some((one) => deps.matching.key(type, one) === deps.matching.key(type, value)),
    );
    if (!has) all = changed(deps, all, { operation: 'add', name: type, values: [value] });
  }
  return all;
}

function withoutRdnValues(deps: WriteDeps, entry: KeptEntry): readonly Attribute[] {
  return parseRdn(rdnOf(entry.dn)).reduce(
    (all, { type, value }) => changed(deps, all, { operation: 'delete', name: type, values: [value] }),
    entry.attributes,
  );
}

function checkRdn(deps: WriteDeps, entry: KeptEntry): void {
  if (withRdnValues(deps, entry.dn, entry.attributes) !== entry.attributes)
    throw new Refused('notAllowedOnRdn', 'A value of the name cannot be taken away; rename the entry');
}

/** The entry has a structural class, all it must have, and nothing it may not. */
function checkClasses({ schema }: WriteDeps, entry: KeptEntry): void {
  const names = textsOf(entry, 'objectClass');
  const unknown = names.find((name) => schema.objectClass(name) === undefined);
  if (unknown !== undefined) throw new Refused('objectClassViolation', `There is no object class ${unknown}`);
  const classes = schema.classesOf(names);
  if (!classes.some(({ kind }) => kind === 'structural'))
    throw new Refused('objectClassViolation', 'A structural object class is missing');
  const { must, may } = schema.attributesOf(names);
  const has = (name: string) => entry.attributes.some((each) => schema.isSameAttribute(each.name, name));
  const missing = must.find((name) => !has(name));
  if (missing !== undefined) throw new Refused('objectClassViolation', `${missing} is missing`);
  if (names.some((name) => attributeKey(name) === 'extensibleobject')) return;
  const extra = entry.attributes.find(
    ({ name }) => ![...must, ...may].some((each) => schema.isSameAttribute(each, name.split(';')[0] ?? name)),
  );
  if (extra !== undefined) throw new Refused('objectClassViolation', `${extra.name} is not allowed`);
  const double = entry.attributes.find(
    ({ name, values }) => values.length > 1 && schema.attribute(name)?.isSingleValued === true,
  );
  if (double !== undefined) throw new Refused('constraintViolation', `${double.name} has one value only`);
}

/** A text as the value of an attribute. */
export function attribute(name: string, ...values: readonly string[]): Attribute {
  return { name, values: values.map(utf8) };
}
