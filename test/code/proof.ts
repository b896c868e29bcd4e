import type { Entry } from '../../src/core/code/entry.ts';
import type { sampleValues } from './values.ts';

/** How far an entry was proved, from weakest to strongest. */
export const levels = ['not proved', 'parsed', 'compiled', 'ran'] as const;
export type Level = (typeof levels)[number];

/** What one prover found out about one entry. */
export interface Proof {
  readonly entry: string;
  readonly level: Level;
  /** What went wrong; the entry is no better than wrong then. */
  readonly failure?: string;
}

/** Why a prover could prove nothing. */
export interface Absence {
  readonly what: string;
  readonly why: string;
}

/** What a prover says of the entries it is given. */
export interface Verdict {
  readonly proofs: readonly Proof[];
  readonly absent?: Absence;
}

/** What a user would fill into an entry, besides the usual sample values. */
export type ValuesOf = (entry: Entry) => Partial<typeof sampleValues>;

/** A compiler or a parser. */
export type Prover = (entries: readonly Entry[], values: ValuesOf) => Promise<Verdict>;

/** All entries at that level, but for those with a complaint. */
export function verdict(
  entries: readonly Entry[],
  level: Level,
  complaints: ReadonlyMap<string, string>,
): readonly Proof[] {
  return entries.map(({ id }) => {
    const failure = complaints.get(id);
    return failure === undefined ? { entry: id, level } : { entry: id, level: 'not proved', failure };
  });
}
