/** One thing known of an entry, in words. Value and meaning may hold text from outside. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** What follows from it. */
  readonly meaning?: string;
  /** Something to look at. */
  readonly isWarning?: boolean;
}
