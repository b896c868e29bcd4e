/** From one offset up to, not including, another, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A rule about text. Texts are templates with `{placeholders}`, which double as l10n keys. */
export interface TextRule {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly what: string;
  readonly why: string;
  /** Address of the page that says so. */
  readonly source: string;
}

/** Where a rule is broken: what fills its text, and what takes it away. */
export interface TextBreach {
  readonly range: TextRange;
  /** From outside: show it as plain text. */
  readonly data?: Readonly<Record<string, string>>;
  readonly fix?: {
    /** A template, filled from the data. */
    readonly title: string;
    readonly edits: readonly { readonly range: TextRange; readonly text: string }[];
  };
}

/** A rule that is broken somewhere. */
export interface TextFinding extends TextBreach {
  readonly rule: TextRule;
}

/** The breach further into a text. */
export function shifted<Breach extends TextBreach>(breach: Breach, by: number): Breach {
  const move = ({ start, end }: TextRange) => ({ start: start + by, end: end + by });
  return {
    ...breach,
    range: move(breach.range),
    ...(breach.fix === undefined
      ? {}
      : {
          fix: {
            ...breach.fix,
            edits: breach.fix.edits.map(({ range, text }) => ({ range: move(range), text })),
          },
        }),
  };
}
