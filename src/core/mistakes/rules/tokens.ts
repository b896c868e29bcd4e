import { platformOfHost, platformOfScope, platforms } from '../../platforms.ts';
import { CODE, eachMatch, PYTHON, type MistakeRule } from '../mistake.ts';

const IDENTITY = 'https://learn.microsoft.com/python/api/azure-core/azure.core.credentials.tokencredential';
const SCOPES = 'https://learn.microsoft.com/entra/identity-platform/scopes-oidc';
const BCP = 'https://www.rfc-editor.org/rfc/rfc9700';

/** A string literal that is a scope or resource of a platform, with its quotes. */
const LITERAL = /(["'`])((?:https:\/\/|[0-9a-f]{8}-)[\w./-]+)\1/g;

/** Mistakes in asking for tokens. */
export const tokenMistakes: readonly MistakeRule[] = [
  {
    id: 'get-token-list',
    severity: 'error',
    languages: PYTHON,
    hint: /get_token\(/,
    what: 'get_token takes scopes one by one, not a list.',
    why: "A list raises TypeError: unhashable type: 'list'.",
    source: IDENTITY,
    *find(line, file) {
      yield* eachMatch(/(?<=\bget_token\(\s*)\[/g, 'Unpack the list', () => '*[')(line, file);
      for (const { 1: name = '', index, 0: whole } of line.matchAll(
        /(?<=\bget_token\(\s*)([A-Za-z_]\w*)(?=\s*[,)])/g,
      )) {
        if (!file.has(new RegExp(`^\\s*${name}\\s*(?::[^=]+)?=\\s*\\[`, 'm'))) continue;
        const range = { start: index, end: index + whole.length };
        yield { range, fix: { title: 'Unpack the list', edits: [{ range, text: `*${name}` }] } };
      }
    },
  },
  {
    id: 'scopes-in-one-string',
    severity: 'error',
    languages: PYTHON,
    hint: /get_token\(/,
    what: 'Two scopes stand in one string.',
    why: 'get_token takes each scope as an argument of its own, with its whole URI.',
    source: IDENTITY,
    find: eachMatch(
      /(?<=\bget_token\(\s*)(["'])([\w.:/-]+(?: [\w.:/-]+)+)\1/g,
      'Write them apart',
      ([, quote = '"', text = '']) =>
        text
          .split(' ')
          .map((scope) => `${quote}${scope}${quote}`)
          .join(', '),
    ),
  },
  {
    id: 'resource-as-scope',
    severity: 'error',
    languages: CODE,
    hint: /get_?token|scopes?\b/i,
    what: '{resource} is a resource, not a scope.',
    why: 'v2.0 scopes for a whole resource end in /.default; without it the request fails with AADSTS70011 or AADSTS650053.',
    source: SCOPES,
    *find(line) {
      if (!/(?:get_?token(?:request(?:options|context)?)?|scopes?)\W/i.test(line)) return;
      for (const { 0: whole, 1: quote = '"', 2: text = '', index } of line.matchAll(LITERAL)) {
        const scope = `${text.replace(/\/$/, '')}/.default`;
        if (text.endsWith('/.default') || platformOfScope(scope) === undefined) continue;
        const range = { start: index, end: index + whole.length };
        yield {
          range,
          data: { resource: text, scope },
          fix: { title: 'Change to {scope}', edits: [{ range, text: `${quote}${scope}${quote}` }] },
        };
      }
    },
  },
  {
    id: 'scope-of-other-host',
    severity: 'error',
    languages: CODE,
    hint: /\/\.default/,
    what: 'This scope is for {platform}, but the file talks to {host}.',
    why: '{wanted} accepts tokens for {scope} only; with any other audience the login fails.',
    source:
      'https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-configure-sign-in-azure-ad-authentication',
    *find(line, { hosts, scopes }) {
      // With several hosts or scopes it cannot be said which belongs to which.
      const wanted = [...new Set(hosts.map(platformOfHost))];
      const [right] = wanted;
      const [host = ''] = hosts;
      if (right === undefined || wanted.length !== 1 || new Set(scopes).size !== 1) return;
      for (const { 0: whole, 1: quote = '"', 2: text = '', index } of line.matchAll(LITERAL)) {
        const given = platformOfScope(text);
        if (given === undefined || given === right) continue;
        const range = { start: index, end: index + whole.length };
        yield {
          range,
          data: { platform: given.title, host, wanted: right.title, scope: right.scope },
          fix: { title: 'Change to {scope}', edits: [{ range, text: `${quote}${right.scope}${quote}` }] },
        };
      }
    },
  },
  {
    id: 'password-grant',
    severity: 'warning',
    languages: CODE,
    hint: /UsernamePassword|username_password|AcquireTokenByUsernamePassword/i,
    what: 'User name and password are sent to the token endpoint.',
    why: 'RFC 9700 §2.4 forbids this grant: no MFA, no federation, and Conditional Access refuses it. Use the browser, or a device code.',
    source: `${BCP}#section-2.4`,
    find: eachMatch(
      /\b(?:UsernamePasswordCredential|acquire_token_by_username_password|acquireTokenByUsernamePassword|AcquireTokenByUsernamePassword|UsernamePasswordCredentialBuilder)\b/g,
    ),
  },
  {
    id: 'implicit-grant',
    severity: 'warning',
    languages: [...CODE, 'html', 'json', 'http'],
    hint: /response_type/,
    what: 'The implicit grant returns a token in the address.',
    why: 'RFC 9700 §2.1.2: use the authorization code with PKCE instead.',
    source: `${BCP}#section-2.1.2`,
    find: eachMatch(/\bresponse_type(?:=|["']?\s*[:=]\s*["'])token\b/g, 'Ask for a code', ([text]) =>
      text.replace(/token$/, 'code'),
    ),
  },
  {
    id: 'signature-not-verified',
    severity: 'error',
    languages: CODE,
    hint: /verify_signature|ValidateIssuerSigningKey|ValidateIssuer\b|ValidateAudience|ParseUnverified|SignatureValidator/,
    what: 'The token is taken as it comes.',
    why: 'Without this check anyone can write a token, or use one that was made for another API.',
    source: 'https://learn.microsoft.com/entra/identity-platform/claims-validation',
    find: eachMatch(
      /(["']verify_signature["']\s*:\s*)False|(\bValidate(?:Issuer|Audience|IssuerSigningKey|Lifetime)\s*=\s*)false/g,
      'Check it',
      ([, python, csharp = '']) => (python === undefined ? `${csharp}true` : `${python}True`),
    ),
  },
];

/** Hosts of platforms in a text, at most 50. */
export function platformHosts(text: string): readonly string[] {
  const hosts = new Set<string>();
  for (const [host] of text.matchAll(/\b[\w-]+(?:\.[\w-]+){1,5}\b/g)) {
    // The names of resources look like hosts, and are none.
    const isResource = platforms.some(({ scope }) => scope.startsWith(`https://${host}/`));
    if (!isResource && platformOfHost(host) !== undefined) hosts.add(host);
    if (hosts.size >= 50) break;
  }
  return [...hosts];
}

/** Scopes of platforms in a text. */
export function platformScopes(text: string): readonly string[] {
  return [...text.matchAll(LITERAL)]
    .map(({ 2: scope = '' }) => scope)
    .filter((scope) => platformOfScope(scope) !== undefined);
}
