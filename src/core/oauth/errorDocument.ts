import { IdentityError } from '../errors.ts';
import { explainPasted, numbersIn, type OAuthErrorExplained } from './explainOAuthError.ts';

/** What names an error without the text around it, which may hold what people would not keep: `AADSTS50011 …`. */
export function errorName(pasted: string): string | undefined {
  const numbers = numbersIn(pasted);
  if (numbers.length > 0) return numbers.map((number) => `AADSTS${number}`).join(' ');
  return explainPasted(pasted)?.error;
}

/** An error explained as Markdown, by its name. Throws `server.unknownError`. */
export function errorDocument(name: string): string {
  const explained = explainPasted(name);
  if (explained === undefined) throw new IdentityError('server.unknownError', { name: name.slice(0, 100) });
  return errorMarkdown(explained);
}

/** Title, cause and fix as Markdown; all of it our own words. */
export function errorMarkdown({ title, cause, fix, link, source }: OAuthErrorExplained): string {
  const links = [
    link === undefined ? undefined : `[Microsoft's page](${link})`,
    source === undefined ? undefined : `[Source](${source})`,
  ];
  return (
    [`## ${title}`, `**Why:** ${cause}`, `**What to do:** ${fix}`, links.filter(Boolean).join(' · ')]
      .filter(Boolean)
      .join('\n\n') + '\n'
  );
}
