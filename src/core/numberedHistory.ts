import { IdentityError } from './errors.ts';

/** Things made in this window that documents show, by number. */
export interface NumberedHistory<Value> {
  add(value: Value): string;
  /** Throws `report.gone`. */
  find(id: string): Value;
}

/** How many are kept: more than a person has open. */
const KEPT = 50;

export function numberedHistory<Value>(): NumberedHistory<Value> {
  const kept = new Map<string, Value>();
  let last = 0;
  return {
    add(value) {
      const id = String(++last);
      kept.set(id, value);
      kept.delete(String(last - KEPT));
      return id;
    },
    find(id) {
      const found = kept.get(id);
      if (found === undefined) throw new IdentityError('report.gone', {});
      return found;
    },
  };
}
