import { IdentityError } from '../../errors.ts';
import { explainInline, untranslated, type Translate } from '../../explain.ts';
import { decodeUtf8 } from '../../jwt/base64url.ts';
import type { Breathe } from '../../jwt/slices.ts';
import { parseDn } from '../dn.ts';
import { attributeKey, attributeType } from '../entry.ts';
import { isServersOwn } from '../editableEntry.ts';
import type { Schema } from '../schema.ts';
import { outlineLdif, type LdifBlock, type LdifLine } from './outline.ts';
import { LdifReader } from './read.ts';
import { utf8 } from '../bytes.ts';

/** What is wrong, or may be, in an LDIF text: lines from 0, columns in UTF-16 units. */
export interface LdifFinding {
  readonly severity: 'error' | 'warning';
  /** Which check found it. */
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly endLine: number;
  readonly start: number;
  /** Undefined for the end of the line. */
  readonly end?: number;
}

/** A check of one record against the schema; a new one is an entry of `schemaChecks`. */
interface SchemaCheck {
  readonly code: string;
  find(block: LdifBlock, schema: Schema, translate: Translate): readonly LdifFinding[];
}

/**
 * Everything a person should know before the text is sent to a server: what is no LDIF, no DN, and, with a schema,
 * what the server would refuse. An empty schema checks nothing of the last. `breathe` is asked after each record.
 */
export async function ldifFindings(
  text: string,
  schema: Schema,
  translate: Translate = untranslated,
  breathe: Breathe = () => undefined,
): Promise<readonly LdifFinding[]> {
  const found = [...(await syntaxFindings(text, translate, breathe))];
  const checks = schema.attributes.length === 0 ? [] : schemaChecks;
  for (const block of outlineLdif(text)) {
    found.push(...dnFindings(block, translate));
    for (const check of checks) found.push(...check.find(block, schema, translate));
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return found.sort((a, b) => a.line - b.line);
}

/** Bytes that are read between two pauses. */
const SLICE_BYTES = 1 << 15;

async function syntaxFindings(
  text: string,
  translate: Translate,
  breathe: Breathe,
): Promise<readonly LdifFinding[]> {
  const found: LdifFinding[] = [];
  const add = (error: unknown, line: number) =>
    found.push({
      severity: 'error',
      code: IdentityError.is(error) ? error.code : 'ldif.malformed',
      message: explainInline(error, translate),
      line: line - 1,
      endLine: line - 1,
      start: 0,
    });
  const reader = new LdifReader((item) => {
    if (item.kind === 'problem') add(item.error, item.line);
  });
  const bytes = utf8(text);
  try {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      reader.push(bytes.subarray(at, at + SLICE_BYTES));
      const pause = breathe();
      if (pause !== undefined) await pause;
    }
    reader.end();
  } catch (error) {
    if (!IdentityError.is(error, 'ldif.malformed')) throw error;
    add(error, Number(error.data.line));
  }
  return found;
}

const DN_LINES: ReadonlySet<string> = new Set(['dn', 'newrdn', 'newsuperior']);

function dnFindings({ lines }: LdifBlock, translate: Translate): readonly LdifFinding[] {
  return lines.flatMap((line) => {
    const text = line.value && decodeUtf8(line.value);
    if (text === undefined || !DN_LINES.has(line.name.toLowerCase())) return [];
    try {
      parseDn(text);
      return [];
    } catch (error) {
      if (!IdentityError.is(error, 'ldap.invalidDn')) throw error;
      const place = line.isBase64 ? {} : { start: line.valueStart + Number(error.data.position) - 1 };
      return at(line, 'error', error.code, explainInline(error, translate), place);
    }
  });
}

function at(
  line: LdifLine,
  severity: LdifFinding['severity'],
  code: string,
  message: string,
  place: { readonly start?: number; readonly end?: number } = { start: 0, end: line.name.length },
): LdifFinding {
  return {
    severity,
    code,
    message,
    line: line.line,
    endLine: line.endLine,
    start: line.valueStart,
    ...place,
  };
}

/** Lines of a record that are no attributes. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...DN_LINES,
  'changetype',
  'control',
  'deleteoldrdn',
  'add',
  'replace',
  'delete',
  'increment',
  'version',
]);

/** The lines of a record that name attributes; of a modification, its values. */
export function attributeLines({ lines }: LdifBlock): readonly LdifLine[] {
  return lines.filter(({ name }) => !KEYWORDS.has(name.toLowerCase()));
}

const classesOf = (block: LdifBlock) =>
  attributeLines(block).filter(({ name }) => attributeKey(name) === 'objectclass');

const isWhole = ({ kind }: LdifBlock) => kind === 'entry' || kind === 'add';

const schemaChecks: readonly SchemaCheck[] = [
  {
    code: 'ldap.unknownAttribute',
    find: (block, schema, translate) =>
      attributeLines(block)
        .filter(({ name }) => schema.attribute(name) === undefined)
        .map((line) =>
          at(
            line,
            'warning',
            'ldap.unknownAttribute',
            translate('The schema has no attribute {name}.', { name: line.name }),
          ),
        ),
  },
  {
    code: 'ldap.unknownClass',
    find: (block, schema, translate) =>
      classesOf(block).flatMap((line) => {
        const name = line.value && decodeUtf8(line.value);
        if (name === undefined || schema.objectClass(name) !== undefined) return [];
        const message = translate('The schema has no object class {name}.', { name });
        return at(line, 'warning', 'ldap.unknownClass', message, {});
      }),
  },
  {
    code: 'ldap.missingAttribute',
    find(block, schema, translate) {
      const names = classesOf(block).flatMap(({ value }) => (value && decodeUtf8(value)) ?? []);
      const [dn] = block.lines;
      if (!isWhole(block) || dn === undefined || names.length === 0) return [];
      const there = attributeLines(block);
      return schema
        .attributesOf(names)
        .must.filter((must) => !there.some(({ name }) => schema.isSameAttribute(attributeType(name), must)))
        .filter((must) => !isServersOwn(must, schema) && !SET_BY_SERVER.has(attributeKey(must)))
        .map((name) =>
          at(
            dn,
            'warning',
            'ldap.missingAttribute',
            translate('The object classes require {name}.', { name }),
            {},
          ),
        );
    },
  },
  {
    code: 'ldap.notAllowedAttribute',
    find(block, schema, translate) {
      const names = classesOf(block).flatMap(({ value }) => (value && decodeUtf8(value)) ?? []);
      const isOpen = names.some((name) =>
        ['extensibleobject', '1.3.6.1.4.1.1466.101.120.111'].includes(attributeKey(name)),
      );
      const isKnown = names.length > 0 && names.every((name) => schema.objectClass(name) !== undefined);
      if (!isWhole(block) || isOpen || !isKnown) return [];
      const { must, may } = schema.attributesOf(names);
      return attributeLines(block)
        .filter(({ name }) => {
          const definition = schema.attribute(name);
          if (definition?.usage !== 'userApplications' || isServersOwn(name, schema)) return false;
          return ![...must, ...may].some((each) => schema.attribute(each) === definition);
        })
        .map((line) =>
          at(
            line,
            'warning',
            'ldap.notAllowedAttribute',
            translate('None of the object classes allows {name}.', { name: line.name }),
          ),
        );
    },
  },
  {
    code: 'ldap.singleValued',
    find(block, schema, translate) {
      if (!isWhole(block)) return [];
      const seen = new Set<string>();
      return attributeLines(block).flatMap((line) => {
        const key = attributeKey(line.name);
        const isAgain = seen.has(key);
        seen.add(key);
        if (!isAgain || schema.attribute(line.name)?.isSingleValued !== true) return [];
        const message = translate('{name} can have only one value.', { name: line.name });
        return at(line, 'error', 'ldap.singleValued', message);
      });
    },
  },
  {
    code: 'ldap.readOnlyAttribute',
    find: (block, schema, translate) =>
      attributeLines(block)
        .filter(({ name }) => schema.attribute(name)?.isReadOnly === true)
        .map((line) =>
          at(
            line,
            'warning',
            'ldap.readOnlyAttribute',
            translate('{name} is kept by the server; writing it is refused.', { name: line.name }),
          ),
        ),
  },
];

/** Required by AD's classes, and filled in by the server. */
const SET_BY_SERVER: ReadonlySet<string> = new Set([
  'instancetype',
  'ntsecuritydescriptor',
  'objectcategory',
  'objectsid',
  'samaccountname',
]);
