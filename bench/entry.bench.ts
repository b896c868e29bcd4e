import { readdirSync, statSync } from 'node:fs';

/** The size of what VS Code reads at activation, against what an extension of this kind should stay below. */
const LIMIT_BYTES = 12 * 1024;
const entry = statSync('dist/extension.cjs').size;
const all = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.c?js$/.test(file))
  .reduce((sum, file) => sum + statSync(`dist/${file}`).size, 0);
console.log(`entry ratio=${(entry / LIMIT_BYTES).toFixed(2)} bytes=${entry} limit=${LIMIT_BYTES} all=${all}`);
