import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

/** Microsoft's published types of Graph v1.0, read with the TypeScript compiler: what a property of a resource may hold. */
export interface GraphTypes {
  /** What is wrong with a value as an instance of a type, each line with the path of the property; empty when nothing. */
  problems(type: string, value: unknown, path?: string): readonly string[];
}

/** Reads the declarations of `@microsoft/microsoft-graph-types`. */
export function readGraphTypes(): GraphTypes {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/microsoft-graph-types/microsoft-graph.d.ts',
  );
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const aliases = new Map<string, ts.TypeAliasDeclaration>();
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement);
    if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement);
  }

  /** The type of a property, looked for in the interface and what it extends. */
  function propertyOf(name: string, property: string): ts.TypeNode | undefined {
    const declaration = interfaces.get(name);
    const own = declaration?.members.find(
      (member): member is ts.PropertySignature =>
        ts.isPropertySignature(member) && member.name.getText() === property,
    );
    if (own?.type !== undefined) return own.type;
    const bases = declaration?.heritageClauses?.flatMap(({ types }) => types) ?? [];
    return bases.map((base) => propertyOf(base.expression.getText(), property)).find(Boolean);
  }

  function instance(name: string, value: unknown, path: string): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`${path}: is no ${name}`];
    // An instance may say that it is of a derived type.
    const said = /^#microsoft\.graph\.(\w)(\w*)$/.exec(String(Reflect.get(value, '@odata.type')));
    const derived = said === null ? name : `${said[1]!.toUpperCase()}${said[2]!}`;
    if (derived !== name && interfaces.has(derived)) return members(derived, value, path);
    return members(name, value, path);
  }

  function members(name: string, value: object, path: string): string[] {
    return Object.entries(value).flatMap(([property, each]) => {
      if (property.startsWith('@') || property.includes('@odata')) return [];
      const type = propertyOf(name, property);
      const at = `${path}.${property}`;
      return type === undefined ? [`${at}: ${name} has no such property`] : check(type, each, at);
    });
  }

  function check(type: ts.TypeNode, value: unknown, path: string): string[] {
    if (ts.isArrayTypeNode(type)) {
      if (!Array.isArray(value)) return [`${path}: is no list`];
      return value.flatMap((each: unknown, index) => check(type.elementType, each, `${path}[${index}]`));
    }
    if (ts.isUnionTypeNode(type)) {
      const all = type.types.map((each) => check(each, value, path));
      return all.some((each) => each.length === 0) ? [] : (all[0] ?? []);
    }
    if (ts.isParenthesizedTypeNode(type)) return check(type.type, value, path);
    if (ts.isLiteralTypeNode(type)) {
      const expected = type.literal.kind === ts.SyntaxKind.NullKeyword ? null : literal(type.literal);
      return value === expected ? [] : [`${path}: ${JSON.stringify(value)} is not ${String(expected)}`];
    }
    if (ts.isTypeReferenceNode(type)) return reference(type, value, path);
    const primitive = primitives.get(type.kind);
    if (primitive === undefined) return [];
    return typeof value === primitive ? [] : [`${path}: ${JSON.stringify(value)} is no ${primitive}`];
  }

  function reference(type: ts.TypeReferenceNode, value: unknown, path: string): string[] {
    const name = type.typeName.getText();
    const [argument] = type.typeArguments ?? [];
    // `NullableOption<X>`: X or null.
    if (name === 'NullableOption' && argument !== undefined)
      return value === null ? [] : check(argument, value, path);
    if (interfaces.has(name)) return instance(name, value, path);
    const alias = aliases.get(name);
    return alias === undefined ? [`${path}: unknown type ${name}`] : check(alias.type, value, path);
  }

  return {
    problems: (type, value, path = type) =>
      interfaces.has(type) ? instance(type, value, path) : [`${path}: Graph has no type ${type}`],
  };
}

const primitives = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

function literal(node: ts.LiteralTypeNode['literal']): unknown {
  return ts.isStringLiteral(node) ? node.text : node.getText();
}
