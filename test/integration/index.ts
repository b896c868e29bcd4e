import { glob, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import StageReporter from '../support/stageReporter.mjs';

/**
 * What VS Code calls inside the extension host: runs every `*.test.ts` beside this file. The report goes to the file
 * named by TEST_REPORT, for this process has no terminal.
 */
export async function run(): Promise<void> {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => lines.push(format(...parts));
  const grep = process.env['TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    forbidPending: true,
    reporter: StageReporter,
    ...(grep === undefined ? {} : { grep }),
  });
  for await (const file of glob('**/*.test.ts', { cwd: import.meta.dirname }))
    mocha.addFile(path.join(import.meta.dirname, file));
  try {
    await mocha.loadFilesAsync();
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    if (failures > 0) throw new Error(`${failures} integration tests failed`);
  } catch (error) {
    lines.push(format(error));
    throw error;
  } finally {
    const report = process.env['TEST_REPORT'];
    if (report !== undefined) await writeFile(report, lines.join('\n'));
  }
}
