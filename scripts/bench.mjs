/** `npm run bench [name …]`: runs bench/*.bench.ts one after the other, so that none disturbs another. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { installPackages, installSystemPackages, installVsCode } from './install.mjs';
import { root, run } from './processes.mjs';

const wanted = process.argv.slice(2);

await installPackages();
await installSystemPackages(['chromium', 'ripgrep']);
await installVsCode();
process.exitCode = await run('node', ['esbuild.mjs']);
const files = (await readdir(path.join(root, 'bench'))).filter((file) => file.endsWith('.bench.ts'));
for (const file of files.sort())
  if (wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
    process.exitCode = Number(process.exitCode) + (await run('node', [path.join('bench', file)]));
