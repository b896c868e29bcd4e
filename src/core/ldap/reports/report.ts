import type { Fact } from '../fact.ts';

/** What was found out about a directory or an entry, to be read as a document. */
export interface DirectoryReport {
  readonly title: string;
  /** Whom or what it is about, from outside. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sections: readonly ReportSection[];
}

export interface ReportSection {
  readonly title: string;
  /** What the section shows, or why it shows nothing. */
  readonly note?: string;
  readonly facts: readonly Fact[];
  /** Its warnings stand in a section before as well. */
  readonly repeatsWarnings?: boolean;
}
