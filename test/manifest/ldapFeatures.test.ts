import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The rows of the table below "What is proved" in docs/LDAP.md: a feature, and the titles of its tests. */
async function rows(): Promise<
  readonly (readonly [feature: string, titles: readonly string[], text: string])[]
> {
  const text = await readFile(path.join(root, 'docs/LDAP.md'), 'utf8');
  const table = text.slice(text.indexOf('## What is proved'));
  return [...table.matchAll(/^\| ([^|]+?) +\| (.+?) +\|$/gm)]
    .map(([, feature = '', cell = '']) => {
      const titles = [...cell.matchAll(/`([^`]+)`/g)].map(([, title = '']) => title);
      return [feature, titles, cell] as const;
    })
    .filter(([feature]) => feature !== 'Feature' && !/^-+$/.test(feature));
}

/** Every title of a test, as it stands in its source. */
async function titles(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const file of glob('test/{unit,directories,integration,e2e}/**/*.ts', { cwd: root })) {
    const source = await readFile(path.join(root, file), 'utf8');
    for (const [, single, double, template] of source.matchAll(
      /\bit\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g,
    ))
      found.add(single ?? double ?? template ?? '');
  }
  return found;
}

describe('the features of directories in docs/LDAP.md', () => {
  it('are each proved by tests that exist, or said to be missing', async () => {
    const [all, known] = await Promise.all([rows(), titles()]);
    assert.ok(all.length >= 40, `${all.length} rows`);
    for (const [feature, named, cell] of all) {
      assert.ok(named.length > 0 || cell.startsWith('not yet'), `${feature} names no test`);
      for (const title of named) assert.ok(known.has(title), `${feature}: no test "${title}"`);
    }
  });
});
