import path from 'node:path';
import type { Entry } from '../../../src/core/code/entry.ts';
import { provedVersion } from '../../../src/core/code/packages.ts';
import { verdict, type Prover } from '../proof.ts';
import { emptied, folderOf, programOf, run, writeEntries } from '../workspace.ts';
import { parseWith } from './parse.ts';

const placeOf =
  (source: string) =>
  ({ purpose, credential }: Entry) =>
    path.join(source, purpose.id.toLowerCase(), credential.id.toLowerCase(), 'main.go');

/** Go: compiled and vetted against its modules; what needs a module that cannot be had is parsed. */
export const compileGo: Prover = async (entries, values) => {
  const parsed = entries.filter(({ packages }) =>
    packages.some((name) => provedVersion('go', name) === undefined),
  );
  const whole = entries.filter((entry) => !parsed.includes(entry));
  const rest = await parseWith('go')(parsed, values);
  const version = await run('go', ['env', 'GOVERSION']);
  const [, minor = '0'] = /^go1\.(\d+)/.exec(version.output) ?? [];
  if (version.code !== 0 || Number(minor) < 26) {
    const all = await parseWith('go')(entries, values);
    return {
      ...all,
      absent: { what: 'Go', why: `its modules need Go 1.26, here is ${version.output.trim()}` },
    };
  }
  const folder = await folderOf('go', 'go.mod', 'go.sum');
  const source = await emptied(path.join(folder, 'samples'));
  const files = await writeEntries(whole, placeOf(source), (entry) => programOf(entry, values(entry)));
  const complaints = new Map<string, string>();
  const env = { GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
  // Export data of each: compiled, not linked.
  for (const args of [
    ['list', '-export', './samples/...'],
    ['vet', './samples/...'],
  ]) {
    const { code, output } = await run('go', args, { cwd: folder, env });
    if (code === 0) continue;
    let found = false;
    for (const [line, file = ''] of output.matchAll(/^(?:vet: )?(\S+\.go):\d+.*$/gm)) {
      const entry = files.get(path.resolve(folder, file));
      if (entry === undefined) continue;
      found = true;
      complaints.set(entry.id, complaints.get(entry.id) ?? line);
    }
    if (!found) throw new Error(output);
  }
  const unformatted = await run('gofmt', ['-l', source]);
  for (const file of unformatted.output.split('\n').filter(Boolean)) {
    const entry = files.get(file);
    if (entry !== undefined) complaints.set(entry.id, complaints.get(entry.id) ?? 'gofmt would change it');
  }
  return {
    proofs: [...verdict(whole, 'compiled', complaints), ...rest.proofs],
    absent: {
      what: 'Go module github.com/databricks/databricks-sql-go',
      why: 'the module proxy does not serve it; the entries that need it are parsed',
    },
  };
};
