import { attributeKey, attributeType, textsOf, type Entry } from './entry.ts';
import { readDefinition, type Definition } from './schemaText.ts';
import { findSyntax } from './syntaxes.ts';

interface Named {
  readonly oid: string;
  /** The names, the customary one first; none when it has only its OID. */
  readonly names: readonly string[];
  readonly description?: string;
  readonly isObsolete: boolean;
}

/** An attribute type (RFC 4512 §4.1.2). */
export interface AttributeDefinition extends Named {
  readonly superior?: string;
  readonly equality?: string;
  readonly ordering?: string;
  readonly substring?: string;
  /** The OID of its syntax; by `Schema.syntax` also the inherited one. */
  readonly syntax?: string;
  readonly isSingleValued: boolean;
  /** The server keeps it: no client may write it. */
  readonly isReadOnly: boolean;
  readonly usage: 'userApplications' | 'directoryOperation' | 'distributedOperation' | 'dSAOperation';
}

/** An object class (RFC 4512 §4.1.1). */
export interface ClassDefinition extends Named {
  readonly superiors: readonly string[];
  readonly kind: 'abstract' | 'structural' | 'auxiliary';
  readonly must: readonly string[];
  readonly may: readonly string[];
}

/** A matching rule (RFC 4512 §4.1.3). */
export interface RuleDefinition extends Named {
  readonly syntax?: string;
}

/** A syntax that the server describes itself (RFC 4512 §4.1.5). */
export interface SyntaxDefinition {
  readonly oid: string;
  readonly description?: string;
}

/** What entries may look like in a directory. Names and OIDs are looked up in any case, options aside. */
export class Schema {
  readonly attributes: readonly AttributeDefinition[];
  readonly classes: readonly ClassDefinition[];
  readonly rules: readonly RuleDefinition[];
  readonly syntaxes: readonly SyntaxDefinition[];
  /** Definitions that could not be read, as the server wrote them. */
  readonly unreadable: readonly string[];
  readonly #attributes: ReadonlyMap<string, AttributeDefinition>;
  readonly #classes: ReadonlyMap<string, ClassDefinition>;
  readonly #rules: ReadonlyMap<string, RuleDefinition>;

  constructor(parts: Pick<Schema, 'attributes' | 'classes' | 'rules' | 'syntaxes' | 'unreadable'>) {
    this.attributes = parts.attributes;
    this.classes = parts.classes;
    this.rules = parts.rules;
    this.syntaxes = parts.syntaxes;
    this.unreadable = parts.unreadable;
    this.#attributes = indexOf(this.attributes);
    this.#classes = indexOf(this.classes);
    this.#rules = indexOf(this.rules);
  }

  attribute(name: string): AttributeDefinition | undefined {
    return this.#attributes.get(attributeKey(attributeType(name)));
  }

  objectClass(name: string): ClassDefinition | undefined {
    return this.#classes.get(attributeKey(name));
  }

  rule(name: string): RuleDefinition | undefined {
    return this.#rules.get(attributeKey(name));
  }

  /** The OID of an attribute's syntax, its own or that of the nearest superior that has one. */
  syntax(name: string): string | undefined {
    return this.#inherited(name, ({ syntax }) => syntax);
  }

  /** The equality rule of an attribute, its own or inherited. */
  equality(name: string): string | undefined {
    return this.#inherited(name, ({ equality }) => equality);
  }

  /** The name of a syntax for people. */
  syntaxName(oid: string): string {
    const own = this.syntaxes.find((each) => each.oid === oid)?.description;
    return findSyntax(oid)?.name ?? own ?? oid;
  }

  /** Whether values of an attribute are octets rather than text. */
  isBinary(name: string): boolean {
    const oid = this.syntax(name);
    return /;binary\b/i.test(name) || (oid !== undefined && findSyntax(oid)?.isBinary === true);
  }

  /** The classes with all their superiors, each once; unknown names are left out. */
  classesOf(names: readonly string[]): readonly ClassDefinition[] {
    const found = new Set<ClassDefinition>();
    const take = (name: string) => {
      const definition = this.objectClass(name);
      if (definition === undefined || found.has(definition)) return;
      found.add(definition);
      definition.superiors.forEach(take);
    };
    names.forEach(take);
    return [...found];
  }

  /** What entries of these classes must and may have, superiors included, by customary name. */
  attributesOf(classes: readonly string[]): {
    readonly must: readonly string[];
    readonly may: readonly string[];
  } {
    const all = this.classesOf(classes);
    const collect = (lists: readonly (readonly string[])[]) => [
      ...new Map(
        lists.flat().map((name) => [this.attribute(name)?.oid ?? attributeKey(name), this.nameOf(name)]),
      ).values(),
    ];
    const must = collect(all.map((each) => each.must));
    return { must, may: collect(all.map((each) => each.may)).filter((name) => !must.includes(name)) };
  }

  /** Whether two descriptions are of the same attribute: by any of its names, or its OID. Options must be the same. */
  isSameAttribute(one: string, other: string): boolean {
    const [a, b] = [this.#canonical(one), this.#canonical(other)];
    return a === b;
  }

  /** The customary name of an attribute, the given one when the schema does not have it. */
  nameOf(name: string): string {
    return this.attribute(name)?.names[0] ?? name;
  }

  #canonical(name: string): string {
    const [, ...options] = attributeKey(name).split(';');
    return [this.attribute(name)?.oid ?? attributeKey(attributeType(name)), ...options.sort()].join(';');
  }

  #inherited(name: string, pick: (attribute: AttributeDefinition) => string | undefined): string | undefined {
    const seen = new Set<AttributeDefinition>();
    for (let each = this.attribute(name); each !== undefined && !seen.has(each);) {
      const found = pick(each);
      if (found !== undefined) return found;
      seen.add(each);
      each = each.superior === undefined ? undefined : this.attribute(each.superior);
    }
    return undefined;
  }
}

/** A schema that knows nothing, for documents of no connection. */
export const emptySchema = new Schema({
  attributes: [],
  classes: [],
  rules: [],
  syntaxes: [],
  unreadable: [],
});

/** Reads a subschema entry (RFC 4512 §4.2). A definition that cannot be read is kept in `unreadable`. */
export function readSchema(subschema: Entry): Schema {
  const unreadable: string[] = [];
  const read = <Each>(attribute: string, make: (definition: Definition) => Each): readonly Each[] =>
    textsOf(subschema, attribute).flatMap((text) => {
      const definition = readDefinition(text);
      if (definition !== undefined) return make(definition);
      unreadable.push(text);
      return [];
    });
  return new Schema({
    attributes: read('attributeTypes', readAttribute),
    classes: read('objectClasses', readClass),
    rules: read('matchingRules', readRule),
    syntaxes: read('ldapSyntaxes', ({ oid, parts }) => ({ oid, ...described(parts) })),
    unreadable,
  });
}

function readAttribute(definition: Definition): AttributeDefinition {
  const { parts } = definition;
  const one = (keyword: string) => parts.get(keyword)?.[0];
  const optional = (key: string, value: string | undefined) => (value === undefined ? {} : { [key]: value });
  return {
    ...named(definition),
    ...optional('superior', one('SUP')),
    ...optional('equality', one('EQUALITY')),
    ...optional('ordering', one('ORDERING')),
    ...optional('substring', one('SUBSTR')),
    ...optional('syntax', one('SYNTAX')?.replace(/\{\d+\}$/, '')),
    isSingleValued: parts.has('SINGLE-VALUE'),
    isReadOnly: parts.has('NO-USER-MODIFICATION'),
    usage: USAGES.find((each) => each === one('USAGE')) ?? 'userApplications',
  };
}

const USAGES = ['userApplications', 'directoryOperation', 'distributedOperation', 'dSAOperation'] as const;

function readClass(definition: Definition): ClassDefinition {
  const { parts } = definition;
  return {
    ...named(definition),
    superiors: parts.get('SUP') ?? [],
    kind: parts.has('ABSTRACT') ? 'abstract' : parts.has('AUXILIARY') ? 'auxiliary' : 'structural',
    must: parts.get('MUST') ?? [],
    may: parts.get('MAY') ?? [],
  };
}

function readRule(definition: Definition): RuleDefinition {
  const syntax = definition.parts.get('SYNTAX')?.[0];
  return { ...named(definition), ...(syntax === undefined ? {} : { syntax }) };
}

function named({ oid, parts }: Definition): Named {
  return { oid, names: parts.get('NAME') ?? [], ...described(parts), isObsolete: parts.has('OBSOLETE') };
}

function described(parts: Definition['parts']): { readonly description?: string } {
  const description = parts.get('DESC')?.[0];
  return description === undefined ? {} : { description };
}

function indexOf<Each extends Named>(definitions: readonly Each[]): ReadonlyMap<string, Each> {
  const index = new Map<string, Each>();
  for (const each of definitions)
    for (const name of [each.oid, ...each.names]) index.set(attributeKey(name), each);
  return index;
}
