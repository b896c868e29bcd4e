import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { isObject, list, parseJson, text } from '../../../src/core/json.ts';
import { verdict, type Prover } from '../proof.ts';
import { emptied, npmPackages, programOf, pythonEnvironment, run, writeEntries } from '../workspace.ts';

/** Packages that only their platform has. */
const ELSEWHERE = ['notebookutils'];

/** Python: byte-compiled, and every name and attribute resolved against the installed packages by pyright. */
export const compilePython: Prover = async (entries, values) => {
  const python = await pythonEnvironment();
  if (python === undefined)
    return { proofs: [], absent: { what: 'Python', why: 'no python3 with venv here' } };
  const folder = path.join(path.dirname(path.dirname(path.dirname(python))));
  const source = await emptied(path.join(folder, 'src'));
  const files = await writeEntries(
    entries,
    ({ purpose, credential }) => path.join(source, `${purpose.id}_${credential.id}.py`),
    (entry) => programOf(entry, values(entry)),
  );
  const compiled = await run(python, ['-m', 'compileall', '-q', source]);
  if (compiled.code !== 0) throw new Error(compiled.output);
  const project = path.join(folder, 'pyrightconfig.json');
  await writeFile(
    project,
    JSON.stringify({
      include: ['src'],
      pythonVersion: '3.11',
      typeCheckingMode: 'basic',
      useLibraryCodeForTypes: true,
    }),
  );
  const npm = await npmPackages();
  const { output } = await run(
    process.execPath,
    [
      path.join(npm, 'node_modules', 'pyright', 'index.js'),
      '--project',
      project,
      '--pythonpath',
      python,
      '--outputjson',
    ],
    { cwd: folder },
  );
  const report = parseJson(output);
  if (!isObject(report)) throw new Error(output);
  const complaints = new Map<string, string>();
  for (const each of list(report, 'generalDiagnostics')) {
    if (!isObject(each) || text(each, 'severity') !== 'error') continue;
    const entry = files.get(text(each, 'file') ?? '');
    const message = text(each, 'message') ?? '';
    if (entry === undefined) throw new Error(JSON.stringify(each));
    if (!ELSEWHERE.some((name) => message.includes(`"${name}"`))) complaints.set(entry.id, message);
  }
  const proofs = verdict(entries, 'compiled', complaints).map((proof) =>
    proof.entry.startsWith('synapseNotebook/') ? { ...proof, level: 'parsed' as const } : proof,
  );
  return { proofs };
};
