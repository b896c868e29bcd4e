import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { commands, extensions } from 'vscode';

const SUBJECTS = ['identity-workbench.identity-workbench', 'bench.control'];
/** VS Code's own extensions are still starting when tests begin. */
const SETTLE_MS = 2500;

/**
 * Runs in an extension host that has activated neither: times the activation of each, in turns first, after one more
 * empty extension has paid for what only the first pays for. Appends a line of JSON to BENCH_RESULTS. `ready` is when this
 * extension has answered its first command.
 */
export async function run(): Promise<void> {
  const file = process.env['BENCH_RESULTS'] ?? '';
  const runs = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  await extensions.getExtension('bench.warmup')?.activate();
  await setTimeout(SETTLE_MS);
  const times: Record<string, number> = {};
  for (const id of runs % 2 === 0 ? SUBJECTS : SUBJECTS.toReversed()) {
    const extension = extensions.getExtension(id);
    if (extension === undefined || extension.isActive) throw new Error(`${id} is missing or active already`);
    const started = performance.now();
    await extension.activate();
    times[id] = performance.now() - started;
    if (id !== SUBJECTS[0]) continue;
    await commands.executeCommand('identity.applications.refresh');
    times['ready'] = performance.now() - started;
  }
  appendFileSync(file, `${JSON.stringify(times)}\n`);
}
