import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const COMMANDS = 58;

/** The rows of the tables of a document: the cells of each, without heads and lines. */
function rowsOf(document: string): readonly (readonly string[])[] {
  return readFileSync(path.join(ROOT, document), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| -/.test(line) && !/\| Test +\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

describe('the feature table of app registrations', () => {
  const rows = rowsOf('docs/APPLICATIONS.md');
  const tests = globSync('test/{unit,manifest,integration,e2e,clients}/**/*.ts', { cwd: ROOT }).map((file) =>
    readFileSync(path.join(ROOT, file), 'utf8'),
  );

  it('names every command of the peer once', () => {
    const commands = rows.flatMap(([first]) => quoted(first));
    assert.equal(new Set(commands).size, commands.length);
    assert.equal(commands.length, COMMANDS);
  });

  it('names a test that exists in every row', () => {
    assert.ok(rows.length > 50);
    for (const row of rows) {
      const [title] = quoted(row.at(-1));
      assert.ok(title, `no test: ${row.join(' | ')}`);
      assert.ok(
        tests.some((source) => source.includes(`it('${title}'`)),
        `no test is called: ${title}`,
      );
    }
  });
});
