import { IdentityError } from '../../errors.ts';
import { utf8 } from '../bytes.ts';
import { malformed } from './line.ts';
import { LogicalLines, type LogicalLine } from './lines.ts';
import { isDnLine, readDn, readRecord } from './readRecord.ts';
import type { LdifItem, LdifProblem } from './record.ts';

/**
 * Reads LDIF (RFC 2849: content and changes) as it comes in: `push` chunks of any size, then `end`; `take` hears of
 * each record, and of each that cannot be read, in order. Comments and the version line are passed over. Values are
 * views of the chunks. Throws only for what makes the rest unreadable: another version or one by URL
 * (`ldif.malformed`), a line that never ends.
 */
export class LdifReader {
  readonly #take: (item: LdifItem) => void;
  readonly #lines = new LogicalLines((line) => this.#line(line));
  #record: LogicalLine[] = [];
  #isFirst = true;

  constructor(take: (item: LdifItem) => void) {
    this.#take = take;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
    this.#finish();
  }

  #line(line: LogicalLine): void {
    const first = line.bytes[0];
    if (first === undefined) this.#finish();
    else if (first !== 0x23) {
      if (this.#isFirst) {
        this.#isFirst = false;
        if (isVersion(line)) return;
      }
      if (this.#record.length > 0 && isDnLine(line)) this.#unparted(line);
      this.#record.push(line);
    }
  }

  #finish(): void {
    if (this.#record.length === 0) return;
    const lines = this.#record;
    this.#record = [];
    this.#take(readItem(lines));
  }

  /** A DN in the middle of a record: the record before it may lack its end, so it is not used. */
  #unparted(line: LogicalLine): void {
    const reason = 'an empty line must part this record from the one before it';
    this.#take(problemOf(this.#record, malformed(line.line, reason)));
    this.#record = [];
  }
}

/** Every record of a text. */
export function readLdif(text: string): readonly LdifItem[] {
  const items: LdifItem[] = [];
  const reader = new LdifReader((item) => items.push(item));
  reader.push(utf8(text));
  reader.end();
  return items;
}

/** The records of chunks as they arrive, such as a file's; see `LdifReader` for what it throws. */
export async function* streamLdif(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<LdifItem, void, undefined> {
  let items: LdifItem[] = [];
  const reader = new LdifReader((item) => items.push(item));
  for await (const chunk of chunks) {
    reader.push(chunk);
    yield* items;
    items = [];
  }
  reader.end();
  yield* items;
}

/** The version line, which only a file's first line can be (RFC 2849). Throws for any version but 1. */
function isVersion(line: LogicalLine): boolean {
  if (!/^version:/i.test(new TextDecoder().decode(line.bytes.subarray(0, 8)))) return false;
  const version = new TextDecoder().decode(line.bytes.subarray('version:'.length)).trim();
  if (version !== '1') throw malformed(line.line, `version ${version} of LDIF is not known; 1 is`);
  return true;
}

function readItem(lines: readonly LogicalLine[]): LdifItem {
  try {
    return readRecord(lines);
  } catch (error) {
    if (IdentityError.is(error, 'ldif.malformed') || IdentityError.is(error, 'ldif.urlRefused'))
      return problemOf(lines, error);
    throw error;
  }
}

function problemOf(lines: readonly LogicalLine[], error: LdifProblem['error']): LdifProblem {
  const dn = dnOf(lines[0]);
  const line = Number(error.data.line);
  const endLine = Math.max(line, lines.at(-1)?.end ?? 0);
  return {
    kind: 'problem',
    line,
    endLine,
    error,
    ...(dn === undefined ? {} : { dn }),
  };
}

function dnOf(line: LogicalLine | undefined): string | undefined {
  try {
    return line && readDn(line);
  } catch (error) {
    if (IdentityError.is(error)) return undefined;
    throw error;
  }
}
