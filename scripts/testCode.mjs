/** `npm run test:code [-- --write] [-- --grep REGEXP]`: proves the catalogue of connection code. Starts on Node 20. */
import path from 'node:path';
import { installPackages, installSystemPackages, MissingError } from './install.mjs';
import { root, run } from './processes.mjs';

try {
  await installPackages();
  await installSystemPackages(['postgresql', 'slapd', 'openssl', 'jq', 'python3-venv', 'unixodbc']);
} catch (error) {
  if (!(error instanceof MissingError)) throw error;
  console.error(error.message);
  process.exit(1);
}
process.exitCode = await run('node', [path.join(root, 'test/code/main.ts'), ...process.argv.slice(2)]);
