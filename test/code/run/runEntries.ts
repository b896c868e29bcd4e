import type { Entry } from '../../../src/core/code/entry.ts';
import type { Proof } from '../proof.ts';
import { runProgram, starters, type Start } from './programs.ts';
import { scenarioOf } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** Runs every entry that has a scenario, one after the other, and holds what reached the servers to it. */
export async function runEntries(entries: readonly Entry[], stage: Stage): Promise<readonly Proof[]> {
  const start = await starters(stage);
  const proofs: Proof[] = [];
  for (const entry of entries) {
    const scenario = scenarioOf(entry);
    const starter = start[entry.language];
    if (scenario === undefined || starter === undefined) continue;
    try {
      const program: Start = await starter(entry);
      if (entry.credential.id === 'workloadIdentity') await stage.refresh();
      stage.take();
      const { code, output } = await runProgram(program, stage.environment(entry));
      const reached = { ...stage.take(), output };
      if (code !== 0) throw new Error(`ended with ${code}: ${output.slice(-1500)}`);
      await scenario.expect(reached, stage, entry);
      proofs.push({ entry: entry.id, level: 'ran' });
    } catch (error) {
      proofs.push({
        entry: entry.id,
        level: 'not proved',
        failure: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return proofs;
}
