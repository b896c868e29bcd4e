import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { snippetLanguages, snippetsOf } from '../../../../src/core/code/snippets.ts';
import { child, isObject, list, text } from '../../../../src/core/json.ts';

const root = path.join(import.meta.dirname, '../../../..');

describe('contributed snippets', () => {
  for (const language of snippetLanguages)
    it(`${language}: the file is what the catalogue makes (npm run snippets)`, () => {
      const file = readFileSync(path.join(root, `snippets/${language}.code-snippets`), 'utf8');
      assert.equal(file, `${JSON.stringify(snippetsOf(language), undefined, 2)}\n`);
    });

  it('have prefixes that begin with id- and are unique in a language', () => {
    for (const language of snippetLanguages) {
      const prefixes = Object.values(snippetsOf(language)).map(({ prefix }) => prefix);
      assert.ok(prefixes.length > 0 && prefixes.every((each) => /^id-[a-z0-9-]+$/.test(each)));
      assert.deepEqual([...new Set(prefixes)], prefixes);
    }
  });

  it('are contributed, each file for a language of VS Code', () => {
    const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.ok(isObject(manifest));
    const contributed = list(child(manifest, 'contributes'), 'snippets').filter(isObject);
    const files = new Set(contributed.map((each) => path.basename(text(each, 'path') ?? '')));
    assert.deepEqual([...files].toSorted(), readdirSync(path.join(root, 'snippets')).toSorted());
  });
});
