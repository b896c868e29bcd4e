import { IdentityError } from '../../errors.ts';
import type { ChainDiagnosis } from './diagnose.ts';

/** The diagnoses of this window, by number. */
export interface DiagnosisHistory {
  add(diagnosis: ChainDiagnosis): string;
  /** Throws `credentialChain.noReport`. */
  find(id: string): ChainDiagnosis;
}

export function diagnosisHistory(): DiagnosisHistory {
  const kept: ChainDiagnosis[] = [];
  return {
    add: (diagnosis) => String(kept.push(diagnosis)),
    find(id) {
      const found = kept[Number(id) - 1];
      if (found === undefined) throw new IdentityError('credentialChain.noReport', {});
      return found;
    },
  };
}
