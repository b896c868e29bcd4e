/** `npm run snippets`: writes snippets/<language>.code-snippets from the catalogue. A test holds the files to it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { snippetLanguages, snippetsOf } from '../src/core/code/snippets.ts';
import { root } from './processes.mjs';

await mkdir(path.join(root, 'snippets'), { recursive: true });
for (const language of snippetLanguages)
  await writeFile(
    path.join(root, `snippets/${language}.code-snippets`),
    `${JSON.stringify(snippetsOf(language), undefined, 2)}\n`,
  );
