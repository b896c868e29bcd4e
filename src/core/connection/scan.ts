import type { TextRange } from '../textRule.ts';
import { formatOf } from './connection.ts';

/** Lines are looked at up to here, in characters; a connection string is shorter. */
const LONGEST_LINE = 4_000;
/** Where a connection string can begin that has no quotes around it. */
const START =
  /(?:jdbc:(?:sqlserver|postgresql|databricks|spark):|(?:postgres(?:ql)?(?:\+\w+)?|sqlserver|azuresql):\/\/|\b(?:Driver|DSN|Server|Data Source|Host|host|Address)\s*=)/g;
const QUOTES = ['"', "'", '`'] as const;
/** A cheap test that leaves out nearly every line. */
const HINT =
  /(?:jdbc:|postgres(?:ql)?(?:\+\w+)?:\/\/|sqlserver:\/\/|azuresql:\/\/|(?:server|source|host|driver|dsn|address)\s*=)/i;

/** The connection strings of a line, in order; linear in its length. */
export function findConnections(line: string): readonly TextRange[] {
  if (line.length > LONGEST_LINE || !HINT.test(line)) return [];
  const found: TextRange[] = [];
  for (const { index } of line.matchAll(START)) {
    if (found.some(({ end }) => index < end)) continue;
    const range = quotedAround(line, index) ?? bare(line, index);
    if (formatOf(line.slice(range.start, range.end)) !== undefined) found.push(range);
    if (found.length >= 10) break;
  }
  return found;
}

/** The content of the string literal a place stands in: the last quote before it that closes after it. */
function quotedAround(line: string, at: number): TextRange | undefined {
  for (const quote of QUOTES) {
    const before = line.slice(0, at);
    // An odd number of quotes before: the place is inside.
    if (before.split(quote).length % 2 === 1) continue;
    const start = before.lastIndexOf(quote) + 1;
    const end = line.indexOf(quote, at);
    if (end !== -1) return { start, end };
  }
  return undefined;
}

/** Without quotes: a URL ends at white space; keys and values go on to the end of the line or an XML tag. */
function bare(line: string, at: number): TextRange {
  const rest = line.slice(at);
  const isUrl = /^[\w+]+:\/\//.test(rest);
  const length = isUrl ? rest.search(/[\s"'`<>|)\]]|$/) : rest.search(/\s*(?:["'`<>]|\s#|\s\/\/|$)/);
  return { start: at, end: at + length };
}
