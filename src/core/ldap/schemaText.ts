/** A definition of a subschema as its keywords with their values, such as `NAME` → `['cn', 'commonName']`. */
export interface Definition {
  readonly oid: string;
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

/** Keywords that stand alone (RFC 4512 §4.1). */
const FLAGS: ReadonlySet<string> = new Set([
  'OBSOLETE',
  'SINGLE-VALUE',
  'COLLECTIVE',
  'NO-USER-MODIFICATION',
  'ABSTRACT',
  'STRUCTURAL',
  'AUXILIARY',
]);

const TOKEN = /[()$]|'([^']*)'|[^\s()$']+/g;

/**
 * Reads a definition of RFC 4512 §4.1, also as Active Directory writes it (OIDs in quotation marks). Undefined when it
 * is none.
 */
export function readDefinition(text: string): Definition | undefined {
  const tokens = [...text.matchAll(TOKEN)].map(([token, quoted]) => ({
    text: quoted === undefined ? token : unescape(quoted),
    isMark: quoted === undefined && '()$'.includes(token),
  }));
  const [open, oid] = tokens;
  if (open?.text !== '(' || oid === undefined || oid.isMark) return undefined;
  const parts = new Map<string, readonly string[]>();
  let at = 2;
  for (; at < tokens.length;) {
    const keyword = tokens[at++];
    if (keyword === undefined) break;
    if (keyword.isMark)
      return keyword.text === ')' && at === tokens.length ? { oid: oid.text, parts } : undefined;
    const values: string[] = [];
    if (!FLAGS.has(keyword.text.toUpperCase())) {
      const isList = tokens[at]?.isMark === true && tokens[at]?.text === '(';
      if (isList) {
        for (at++; tokens[at] !== undefined && tokens[at]?.text !== ')'; at++)
          if (tokens[at]?.isMark === false) values.push(tokens[at]?.text ?? '');
        at++;
      } else if (tokens[at]?.isMark === false) values.push(tokens[at++]?.text ?? '');
    }
    parts.set(keyword.text.toUpperCase(), values);
  }
  return undefined;
}

/** `\27` and `\5c` are the only escapes (RFC 4512 §4.1, qdstring). */
function unescape(quoted: string): string {
  return quoted.replaceAll(/\\(27|5c)/gi, (_, code: string) => (code === '27' ? "'" : '\\'));
}
