import type { FlowRecord } from './flowRecord.ts';
import { traceExports } from './traceExports.ts';

/** A run, or one entry of it, in one of the forms of `traceExports`; empty for another form. */
export function exportTrace({ subject, trace }: FlowRecord, format: string, entry?: number): Promise<string> {
  const entries = trace.entries.filter(({ number }) => entry === undefined || number === entry);
  const title = `${subject.flow.title} · ${subject.tenant.name}`;
  const form = traceExports.find(({ id }) => id === format);
  return Promise.resolve(form?.render(title, entries) ?? '');
}
