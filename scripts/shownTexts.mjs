/**
 * The texts the product shows, as its source has them: what is given to `translate(…)` and `l10n.t(…)` word by word, and
 * where that is a field of an entry (`translate(flow.title)`) or of a table (`translate(NAMES[kind])`), what stands in the
 * entries and tables. Lists that are exported are read as they are, so that helpers which make entries do not matter. It
 * may gather a text too many, which nobody has to translate.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** Calls that leave the elements of a list as they are. */
const PASSING = new Set(['map', 'flatMap', 'filter', 'find', 'forEach', 'toSorted', 'entries', 'values']);

/**
 * @param {string} root of the repository
 * @returns {Promise<readonly string[]>} sorted, each once
 */
export async function shownTexts(root) {
  const files = globSync('src/**/*.ts', { cwd: root })
    .filter((name) => !name.startsWith(path.join('src', 'sandbox')))
    .map((name) =>
      ts.createSourceFile(name, readFileSync(path.join(root, name), 'utf8'), ts.ScriptTarget.Latest, true),
    );
  /** @type {Set<string>} */
  const texts = new Set();
  const sought = { fields: new Set(['what', 'why', 'next']), tables: new Set() };
  for (const file of files) eachNode(file, (node) => gatherCall(node, texts, sought));
  for (const file of files) eachNode(file, (node) => gatherEntry(node, texts, sought));
  for (const name of globSync('src/core/**/*.ts', { cwd: root })) {
    /** @type {Record<string, unknown>} */
    const module = await import(pathToFileURL(path.join(root, name)).href);
    for (const value of Object.values(module)) walk(value, false, texts, sought.fields, new Set());
  }
  return [...texts].sort();
}

/**
 * @typedef {{ readonly fields: Set<string>, readonly tables: Set<string> }} Sought names of members and constants
 */

/**
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit
 */
function eachNode(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}

/**
 * What a call hands to the translator.
 * @param {ts.Node} node
 * @param {Set<string>} texts
 * @param {Sought} sought
 */
function gatherCall(node, texts, sought) {
  if (!ts.isCallExpression(node)) return;
  if (!/(?:^|\.)(?:translate|#translate|told|l10n\.t)$/.test(node.expression.getText())) return;
  const [given] = node.arguments;
  if (given !== undefined) gatherExpression(given, texts, sought);
}

/**
 * @param {ts.Node} node
 * @param {Set<string>} texts
 * @param {Sought} sought
 */
function gatherExpression(node, texts, sought) {
  if (ts.isStringLiteralLike(node)) {
    if (node.text !== '') texts.add(node.text);
  } else if (ts.isConditionalExpression(node)) {
    gatherExpression(node.whenTrue, texts, sought);
    gatherExpression(node.whenFalse, texts, sought);
  } else if (ts.isBinaryExpression(node)) {
    gatherExpression(node.left, texts, sought);
    gatherExpression(node.right, texts, sought);
  } else if (ts.isPropertyAccessExpression(node)) sought.fields.add(node.name.text);
  else if (ts.isElementAccessExpression(node)) gatherExpression(node.expression, texts, sought);
  else if (ts.isIdentifier(node)) gatherName(node, sought);
}

/**
 * A name stands for a constant, a member that was taken out of an entry, or an element of a list.
 * @param {ts.Identifier} name
 * @param {Sought} sought
 */
function gatherName(name, sought) {
  sought.tables.add(name.text);
  sought.fields.add(name.text);
  for (let scope = name.parent; scope !== undefined; scope = scope.parent) {
    const declared = declarationIn(scope, name.text);
    if (declared === undefined) continue;
    for (let node = declared; node !== undefined && node !== scope.parent; node = node.parent) {
      if (ts.isBindingElement(node) && node.propertyName !== undefined && ts.isIdentifier(node.propertyName))
        sought.fields.add(node.propertyName.text);
      if (ts.isVariableDeclaration(node) && node.initializer !== undefined)
        gatherList(node.initializer, sought);
      if (ts.isForOfStatement(node)) gatherList(node.expression, sought);
      if (ts.isParameter(node) && ts.isCallExpression(node.parent.parent))
        gatherList(node.parent.parent.expression, sought);
    }
    return;
  }
}

/**
 * Where a name is declared directly in a node: a parameter of a function, a variable of a block or a loop.
 * @param {ts.Node} scope
 * @param {string} name
 * @returns {ts.Node | undefined}
 */
function declarationIn(scope, name) {
  /** @type {ts.Node | undefined} */
  let found;
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name) &&
      node.name.text === name
    )
      found ??= node;
    if (node === scope || !(ts.isBlock(node) || ts.isFunctionLike(node))) ts.forEachChild(node, visit);
  };
  visit(scope);
  return found;
}

/**
 * The list or table that elements come from.
 * @param {ts.Node} node
 * @param {Sought} sought
 */
function gatherList(node, sought) {
  if (ts.isIdentifier(node)) sought.tables.add(node.text);
  else if (ts.isPropertyAccessExpression(node)) {
    if (PASSING.has(node.name.text)) gatherList(node.expression, sought);
    else sought.fields.add(node.name.text);
  } else if (ts.isCallExpression(node)) {
    gatherList(node.expression, sought);
    node.arguments.forEach((each) => gatherList(each, sought));
  } else if (ts.isElementAccessExpression(node)) gatherList(node.expression, sought);
}

/**
 * The texts of an entry's member, or of a table, that is sought.
 * @param {ts.Node} node
 * @param {Set<string>} texts
 * @param {Sought} sought
 */
function gatherEntry(node, texts, { fields, tables }) {
  const isField = ts.isPropertyAssignment(node) && fields.has(node.name.getText());
  const isTable =
    ts.isVariableDeclaration(node) &&
    ts.isSourceFile(node.parent.parent.parent) &&
    tables.has(node.name.getText());
  if ((!isField && !isTable) || node.initializer === undefined) return;
  eachNode(node.initializer, (each) => {
    if (ts.isStringLiteralLike(each) && isText(each.text)) texts.add(each.text);
  });
}

/**
 * @param {unknown} value
 * @param {boolean} isSought whether it is the value of a member that is sought
 * @param {Set<string>} texts
 * @param {ReadonlySet<string>} fields
 * @param {Set<object>} seen
 */
function walk(value, isSought, texts, fields, seen) {
  if (typeof value === 'string' && isSought && isText(value)) texts.add(value);
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) for (const each of value) walk(each, isSought, texts, fields, seen);
  else for (const [name, each] of Object.entries(value)) walk(each, fields.has(name), texts, fields, seen);
}

/**
 * Words, and no address, code or identifier.
 * @param {string} value
 */
function isText(value) {
  return (
    /\p{L}{2}/u.test(value) &&
    (/\s/.test(value) ? !value.includes('\n') : /^(?:\p{Lu}[\p{L}-]*\.?|\p{Ll}+)$/u.test(value))
  );
}
