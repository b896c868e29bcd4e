import { median } from './median.ts';

/** Microseconds of processor time of one call, over `times` calls: what others do on the machine meanwhile does not count. */
export function processorTime(run: () => unknown, times: number): number {
  const start = process.cpuUsage();
  for (let round = 0; round < times; round++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / times;
}

/** Something to measure, and how often in one round. */
export interface Candidate {
  readonly run: () => unknown;
  readonly times: number;
}

/** Median processor times in microseconds, all candidates measured in turn in each round; the first round only warms up. */
export function medianCosts<Name extends string>(
  candidates: Readonly<Record<Name, Candidate>>,
  rounds: number,
): (name: Name) => number {
  const measured = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round++)
    for (const [name, { run, times }] of Object.entries<Candidate>(candidates)) {
      const taken = processorTime(run, times);
      if (round > 0) measured.set(name, [...(measured.get(name) ?? []), taken]);
    }
  return (name) => median(measured.get(name) ?? []);
}
