import path from 'node:path';
import { verdict, type Prover } from '../proof.ts';
import { emptied, npmPackages, programOf, run, writeEntries } from '../workspace.ts';
import { writeFile } from 'node:fs/promises';

/** TypeScript, strict, against the packages themselves. */
export const compileTypeScript: Prover = async (entries, values) => {
  const folder = await npmPackages();
  const source = await emptied(path.join(folder, 'src'));
  const files = await writeEntries(
    entries,
    ({ purpose, credential }) => path.join(source, purpose.id, `${credential.id}.ts`),
    (entry) => programOf(entry, values(entry)),
  );
  const options = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    target: 'ES2023',
    lib: ['ES2024', 'DOM', 'DOM.Iterable'],
    module: 'NodeNext',
    moduleDetection: 'force',
    types: ['node'],
  };
  const project = path.join(folder, 'tsconfig.json');
  await writeFile(project, JSON.stringify({ compilerOptions: options, include: ['src'] }));
  const { output } = await run(
    process.execPath,
    [
      path.join(folder, 'node_modules', 'typescript', 'bin', 'tsc'),
      '--project',
      project,
      '--pretty',
      'false',
    ],
    { cwd: folder },
  );
  const complaints = new Map<string, string>();
  for (const [line, file = ''] of output.matchAll(/^(\S+?)\(\d+,\d+\): error .*$/gm)) {
    const entry = files.get(path.join(folder, file));
    if (entry === undefined) throw new Error(output);
    if (!complaints.has(entry.id)) complaints.set(entry.id, line);
  }
  if (complaints.size === 0 && output.includes('error')) throw new Error(output);
  return { proofs: verdict(entries, 'compiled', complaints) };
};
