/**
 * Writes l10n/bundle.l10n.json, the list of every text the product shows, for translators: the literals given to
 * `translate(…)` and `l10n.t(…)`, and the error texts. It is made from the source and not kept.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { errorTexts } from '../src/core/errorTexts.ts';

const root = path.dirname(import.meta.dirname);
const file = path.join(root, 'l10n/bundle.l10n.json');

/**
 * The texts a source file hands to the translator.
 * @param {string} source
 * @returns {string[]}
 */
function translated(source) {
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (
      ts.isCallExpression(node) &&
      /(?:^|\.)(?:translate|#translate|l10n\.t)$/.test(node.expression.getText())
    ) {
      const [text] = node.arguments;
      if (text !== undefined && ts.isStringLiteralLike(text)) found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

const sources = globSync('src/**/*.ts', { cwd: root }).map((name) =>
  readFileSync(path.join(root, name), 'utf8'),
);
const errors = Object.values(errorTexts).flatMap((text) => Object.values(text));
const texts = [...new Set([...sources.flatMap(translated), ...errors])].sort();
writeFileSync(file, `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`);
console.log(`${texts.length} texts in l10n/bundle.l10n.json`);
