import { decodeToken } from './decode.ts';
import { parseJson } from '../json.ts';
import { indentJson, holdsTooMany } from './jsonText.ts';
import { redactToken } from './redactToken.ts';

/** What of a token goes to the clipboard: all of it, without what makes it usable, its claims, or its header. */
export function copyText(compact: string, part: 'token' | 'redacted' | 'claims' | 'header'): string {
  if (part === 'token') return compact;
  const token = decodeToken(compact);
  if (part === 'redacted') return redactToken(token);
  const text = part === 'claims' ? token.payload.text : token.headerText;
  return holdsTooMany(text) || parseJson(text) === undefined ? text : indentJson(text);
}
