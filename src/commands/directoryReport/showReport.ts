import { documentAddress } from '../../core/documentAddress.ts';
import type { DirectoryReport, ReportSection } from '../../core/ldap/reports/report.ts';
import type { Services } from '../services.ts';

/** What a command that shows a report needs. */
export type ReportDeps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'workbench' | 'clock' | 'directoryReports'
>;

/** Finds out with progress and a Cancel button, and shows what was found as a person reads it. */
export async function showReport(
  { prompt, clock, directoryReports, workbench }: ReportDeps,
  title: string,
  subject: string,
  find: (signal: AbortSignal, report: (step: string) => void) => Promise<readonly ReportSection[]>,
): Promise<void> {
  const sections = await prompt.progress(title, find);
  const report: DirectoryReport = { title, subject, at: clock.now(), sections };
  const id = directoryReports.add(report);
  await workbench.openPreview(documentAddress('directory-report', [`${title}.md`], id));
}
