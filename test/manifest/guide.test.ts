import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isObject, parseJson } from '../../src/core/json.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('docs/GUIDE.md', () => {
  it('names commands by the titles they have in the palette', async () => {
    const texts = parseJson(await readFile(path.join(root, 'package.nls.json'), 'utf8'));
    assert.ok(isObject(texts));
    const titles = new Set(
      Object.entries(texts)
        .filter(([key]) => key.startsWith('command.'))
        .map(([, title]) => String(title).replace(/…$/, '')),
    );
    const guide = await readFile(path.join(root, 'docs/GUIDE.md'), 'utf8');
    const named = [...guide.matchAll(/(?<=[\s|])_([A-Z][^_]+)_/g)].map(([, name]) => name ?? '');
    assert.ok(named.length > 40);
    assert.deepEqual(
      named.filter((name) => name !== 'Identity' && !titles.has(name)),
      [],
    );
  });
});
