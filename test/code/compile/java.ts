import path from 'node:path';
import type { Entry } from '../../../src/core/code/entry.ts';
import { verdict, type Prover } from '../proof.ts';
import { emptied, folderOf, programOf, run, writeEntries } from '../workspace.ts';

const packageOf = ({ purpose, credential }: Entry) =>
  `samples.${purpose.id.toLowerCase()}.with${credential.id.toLowerCase()}`;

/** Java: compiled by Maven against the artifacts. */
export const compileJava: Prover = async (entries, values) => {
  if ((await run('mvn', ['--version'])).code !== 0)
    return { proofs: [], absent: { what: 'Java', why: 'no Maven here' } };
  const folder = await folderOf('java', 'pom.xml');
  const source = await emptied(path.join(folder, 'src', 'main', 'java'));
  const files = await writeEntries(
    entries,
    (entry) => path.join(source, ...packageOf(entry).split('.'), 'Connect.java'),
    (entry) => `package ${packageOf(entry)};\n\n${programOf(entry, values(entry))}`,
  );
  const { code, output } = await run('mvn', ['-q', '-B', 'compile'], { cwd: folder });
  const complaints = new Map<string, string>();
  for (const [line, file = ''] of output.matchAll(/^\[ERROR\] (\/\S+\.java):.*$/gm)) {
    const entry = files.get(file);
    if (entry !== undefined) complaints.set(entry.id, complaints.get(entry.id) ?? line.replace(file, ''));
  }
  if (code !== 0 && complaints.size === 0) throw new Error(output);
  return { proofs: verdict(entries, 'compiled', complaints) };
};
