/**
 * Proves the catalogue of connection code: compiles or parses every entry, runs what can run against real servers, prints
 * what was proved how, and holds docs/CODE.md to it. `--write` writes that page. Ends with `N passed, N failed`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { LanguageId } from '../../src/core/code/catalogue.ts';
import { allEntries } from '../../src/core/code/entry.ts';
import { compileGo } from './compile/go.ts';
import { compileJava } from './compile/java.ts';
import { parseWith } from './compile/parse.ts';
import { compilePython } from './compile/python.ts';
import { parseDocuments } from './compile/documents.ts';
import { compileTypeScript } from './compile/typescript.ts';
import { codeDocument } from './document.ts';
import type { Absence, Proof, Prover } from './proof.ts';
import { runEntries } from './run/runEntries.ts';
import { openStage } from './run/stage.ts';
import { proveValidation } from './validation/prove.ts';

const provers: { readonly [Id in LanguageId]?: Prover } = {
  python: compilePython,
  typescript: compileTypeScript,
  csharp: parseWith('csharp'),
  java: compileJava,
  go: compileGo,
  shell: parseWith('shell'),
  powershell: parseWith('powershell'),
  http: parseDocuments,
  yaml: parseDocuments,
};

const { values: options } = parseArgs({
  options: { write: { type: 'boolean' }, grep: { type: 'string' }, 'no-run': { type: 'boolean' } },
});
const grep = new RegExp(options.grep ?? '');
const entries = allEntries().filter(({ id }) => grep.test(id));
const proofs = new Map<string, Proof>();
const absences: Absence[] = [];
const stage = await openStage();
try {
  for (const [language, prove] of Object.entries(provers)) {
    const own = entries.filter((entry) => entry.language === language);
    if (own.length === 0) continue;
    const started = Date.now();
    const { proofs: found, absent } = await prove(own, stage.values);
    for (const proof of found) proofs.set(proof.entry, proof);
    if (absent !== undefined) absences.push(absent);
    tell(language, `${found.length} of ${own.length}`, found, started);
  }
  if (options['no-run'] !== true) {
    for (const language of new Set(entries.map((entry) => entry.language))) {
      const started = Date.now();
      const compiled = entries.filter(
        ({ id, language: own }) =>
          own === language && proofs.get(id)?.failure === undefined && proofs.has(id),
      );
      const ran = await runEntries(compiled, stage);
      for (const proof of ran) proofs.set(proof.entry, proof);
      if (ran.length > 0) tell(language, `ran ${ran.length}`, ran, started);
    }
  }
} finally {
  await stage.stop();
}

const failures = [...proofs.values()].filter(({ failure }) => failure !== undefined);
for (const { entry, failure } of failures) console.log(`\n✗ ${entry}\n${failure ?? ''}`);
for (const entry of entries)
  console.log(`${(proofs.get(entry.id)?.level ?? 'not proved').padEnd(10)} ${entry.id}`);
for (const { what, why } of absences) console.log(`not here: ${what}: ${why}`);

let failed = failures.length;
let passed = proofs.size - failures.length;
if (options.grep === undefined && options['no-run'] !== true) {
  const file = path.join(import.meta.dirname, '..', '..', 'docs', 'CODE.md');
  const document = codeDocument(entries, proofs, absences);
  if (options.write === true) await writeFile(file, document);
  const isTrue = (await readFile(file, 'utf8').catch(() => '')) === document;
  if (!isTrue) console.log('docs/CODE.md does not say what was proved: npm run test:code -- --write');
  if (isTrue) passed += 1;
  else failed += 1;
}
if (grep.test('validation') && options['no-run'] !== true) {
  const validation = await proveValidation(console.log);
  for (const failure of validation.failures) console.log(`\n✗ validation code: ${failure}`);
  passed += validation.passed;
  failed += validation.failures.length;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function tell(language: string, what: string, found: readonly Proof[], started: number): void {
  const wrong = found.filter(({ failure }) => failure !== undefined).length;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${language.padEnd(12)} ${what}, ${wrong} failed (${seconds} s)`);
}
