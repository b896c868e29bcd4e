import type { FormatId, Property } from '../model.ts';

/** What a key stands for, and how each format spells it; the first name is the one that is written. */
export interface KeyDefinition {
  readonly property: Property;
  readonly summary: string;
  readonly isSecret?: boolean;
  /** Formats that have no key for it place it themselves (`host` of a URL), or cannot say it. */
  readonly names: Partial<Readonly<Record<FormatId, readonly string[]>>>;
  /** Values in canonical form, and how formats spell them; a format without an entry spells it canonically. */
  readonly values?: Readonly<Record<string, Partial<Readonly<Record<FormatId, readonly string[]>>>>>;
}

/** Keys by the format that knows them. */
export type OtherKeys = Partial<Readonly<Record<FormatId, readonly string[]>>>;
