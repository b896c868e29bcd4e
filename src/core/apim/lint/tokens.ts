import { isExpression, namedValuesIn } from '../expression.ts';
import { attribute, childrenNamed, type Element } from '../markup.ts';
import { POLICY_DOCS } from '../templates/template.ts';
import { addFirstChild, ofElements, setAttribute, type Breach, type PolicyRule } from './rule.ts';

const JWT = `${POLICY_DOCS}validate-jwt-policy`;
const AAD = `${POLICY_DOCS}validate-azure-ad-token-policy`;
const CLAIMS = 'https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference';
const BCP = 'https://www.rfc-editor.org/rfc/rfc9700';

/** Longer than clocks differ; the default of Microsoft's own libraries. */
const MOST_SKEW = 300;
const EVERY_TENANT = /^https:\/\/login\.microsoftonline\.(?:com|us)\/(?:common|organizations|consumers)\//i;
const GRAPH = /^(?:https:\/\/graph\.microsoft\.com\/?|00000003-0000-0000-c000-000000000000)$/i;

/** Texts of the elements two levels below: `items(jwt, 'audiences', 'audience')`. */
function items(policy: Element, list: string, item: string): readonly Element[] {
  return childrenNamed(policy, list).flatMap((each) => childrenNamed(each, item));
}

/** A rule over both policies that validate tokens. */
function ofValidators(look: (element: Element) => Iterable<Breach>): PolicyRule['find'] {
  return function* ({ elements }) {
    for (const element of elements)
      if (element.name === 'validate-jwt' || element.name === 'validate-azure-ad-token') yield* look(element);
  };
}

/** An attribute that has to be another value to be safe. */
function notFalse(name: string): PolicyRule['find'] {
  return ofElements('validate-jwt', (element) => {
    const given = attribute(element, name);
    if (given?.value.toLowerCase() !== 'false') return undefined;
    return {
      range: given.valueRange,
      fix: { title: 'Change to true', edits: [setAttribute(element, name, 'true')] },
    };
  });
}

/** Rules about validate-jwt and validate-azure-ad-token. */
export const tokenRules: readonly PolicyRule[] = [
  {
    id: 'no-token-place',
    severity: 'error',
    what: 'validate-jwt does not say where the token is, or says it twice.',
    why: 'Give exactly one of header-name, query-parameter-name and token-value.',
    source: JWT,
    find: ofElements('validate-jwt', (element) => {
      const places = ['header-name', 'query-parameter-name', 'token-value'].filter((name) =>
        attribute(element, name),
      );
      if (places.length === 1) return undefined;
      const fix = {
        title: 'Read the Authorization header',
        edits: [setAttribute(element, 'header-name', 'Authorization')],
      };
      return { range: element.nameRange, ...(places.length === 0 ? { fix } : {}) };
    }),
  },
  {
    id: 'token-in-query',
    severity: 'warning',
    what: 'The token is read from the query.',
    why: 'Addresses end up in logs, histories and Referer headers: RFC 9700 §4.3.2 forbids access tokens in them.',
    source: BCP,
    find: ofValidators(function* (element) {
      const given = attribute(element, 'query-parameter-name');
      if (given !== undefined) yield { range: given.nameRange };
    }),
  },
  {
    id: 'no-keys',
    severity: 'error',
    what: 'validate-jwt has no keys to verify with.',
    why: 'Without openid-config or issuer-signing-keys no signed token can be accepted.',
    source: JWT,
    find: ofElements('validate-jwt', (element, { text }) => {
      const has = (name: string) => childrenNamed(element, name).length > 0;
      if (has('openid-config') || has('issuer-signing-keys')) return undefined;
      const config =
        '<openid-config url="https://login.microsoftonline.com/{{tenant-id}}/v2.0/.well-known/openid-configuration" />';
      return {
        range: element.nameRange,
        fix: { title: 'Add openid-config', edits: [addFirstChild(text, element, config)] },
      };
    }),
  },
  {
    id: 'no-audience',
    severity: 'warning',
    what: '{policy} accepts tokens for any API.',
    why: 'Without an audience every token of the issuer is let in, also one that was made for another API of the same tenant.',
    source: CLAIMS,
    find: ofValidators(function* (element) {
      const audiences = [
        ...items(element, 'audiences', 'audience'),
        ...items(element, 'backend-application-ids', 'application-id'),
      ];
      if (audiences.length > 0) return;
      yield { range: element.nameRange, data: { policy: element.name }, ...audienceFix(element) };
    }),
  },
  {
    id: 'graph-audience',
    severity: 'error',
    what: 'The audience is Microsoft Graph.',
    why: "Tokens for Graph are for Graph alone: no one else can verify them. Ask for a token with your API's own scope.",
    source: 'https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens',
    find: ofValidators(function* (element) {
      for (const { text, content } of items(element, 'audiences', 'audience'))
        if (GRAPH.test(text.trim())) yield { range: content };
    }),
  },
  {
    id: 'other-version-audience',
    severity: 'warning',
    what: '{audience} is not in v2.0 tokens.',
    why: 'Only v2.0 tokens are accepted here, and their aud is the client ID of the API. A URI stands in v1.0 tokens, whose issuer is https://sts.windows.net/<tenant>/.',
    source: CLAIMS,
    find: ofElements('validate-jwt', otherVersionAudience),
  },
  {
    id: 'issuer-slash',
    severity: 'error',
    what: 'No token has the issuer {issuer}.',
    why: 'Issuers are compared character by character: v1.0 ends with a slash, v2.0 does not.',
    source: CLAIMS,
    find: ofElements('validate-jwt', function* (element) {
      for (const { text, content } of items(element, 'issuers', 'issuer')) {
        const right = rightIssuer(text.trim());
        if (right === undefined) continue;
        const fix = { title: 'Change to {right}', edits: [{ range: content, text: right }] };
        yield { range: content, data: { issuer: text.trim(), right }, fix };
      }
    }),
  },
  {
    id: 'any-tenant',
    severity: 'warning',
    what: 'Tokens of every Entra tenant are accepted.',
    why: 'The document of common and organizations vouches for all of them. List the issuers, or require the claim tid.',
    source: 'https://learn.microsoft.com/entra/identity-platform/claims-validation',
    find: ofElements('validate-jwt', function* (element) {
      const open = childrenNamed(element, 'openid-config').find((config) =>
        EVERY_TENANT.test(attribute(config, 'url')?.value ?? ''),
      );
      const requiresTenant = items(element, 'required-claims', 'claim').some(
        (claim) => attribute(claim, 'name')?.value === 'tid',
      );
      if (open === undefined || requiresTenant || items(element, 'issuers', 'issuer').length > 0) return;
      yield { range: open.nameRange };
    }),
  },
  {
    id: 'one-tenant-of-many',
    severity: 'info',
    what: 'Sign-in is open to every tenant, but only one issuer is accepted.',
    why: 'With common or organizations the issuer names the tenant of the caller. A hard-coded issuer lets in that tenant only; read the discovery document of that tenant instead, or list all that may call.',
    source: 'https://learn.microsoft.com/entra/identity-platform/howto-convert-app-to-be-multi-tenant',
    find: ofElements('validate-jwt', function* (element) {
      const open = childrenNamed(element, 'openid-config').some((config) =>
        EVERY_TENANT.test(attribute(config, 'url')?.value ?? ''),
      );
      const [issuer, ...others] = items(element, 'issuers', 'issuer');
      if (open && issuer !== undefined && others.length === 0 && isLiteral(issuer.text))
        yield { range: issuer.content };
    }),
  },
  {
    id: 'scope-separator',
    severity: 'warning',
    what: 'The claim {claim} is compared as a whole.',
    why: 'Scopes stand in one string with spaces between them: without separator=" " a token with two scopes has neither.',
    source: JWT,
    find: ofValidators(function* (element) {
      for (const claim of items(element, 'required-claims', 'claim')) {
        const name = attribute(claim, 'name')?.value ?? '';
        if (!['scp', 'scope'].includes(name) || attribute(claim, 'separator')?.value === ' ') continue;
        const fix = { title: 'Add separator=" "', edits: [setAttribute(claim, 'separator', ' ')] };
        yield { range: claim.nameRange, data: { claim: name }, fix };
      }
    }),
  },
  {
    id: 'unsigned-accepted',
    severity: 'error',
    what: 'Tokens without a signature are accepted.',
    why: 'Anyone can write one.',
    source: JWT,
    find: notFalse('require-signed-tokens'),
  },
  {
    id: 'endless-accepted',
    severity: 'warning',
    what: 'Tokens that never expire are accepted.',
    why: 'A token that leaks is then good for ever.',
    source: JWT,
    find: notFalse('require-expiration-time'),
  },
  {
    id: 'scheme-ignored',
    severity: 'warning',
    what: 'require-scheme has no effect here.',
    why: 'It counts only when the token is read from the Authorization header.',
    source: JWT,
    find: ofElements('validate-jwt', (element) => {
      const scheme = attribute(element, 'require-scheme');
      const header = attribute(element, 'header-name')?.value.toLowerCase();
      return scheme === undefined || header === 'authorization' ? undefined : { range: scheme.nameRange };
    }),
  },
  {
    id: 'large-skew',
    severity: 'warning',
    what: 'Expired tokens are accepted for {seconds} seconds more.',
    why: 'Clocks differ by seconds; five minutes are the most that libraries allow by default.',
    source: JWT,
    find: ofElements('validate-jwt', (element) => {
      const skew = attribute(element, 'clock-skew');
      if (skew === undefined || !(Number(skew.value) > MOST_SKEW)) return undefined;
      const fix = { title: 'Change to 300', edits: [{ range: skew.valueRange, text: String(MOST_SKEW) }] };
      return { range: skew.valueRange, data: { seconds: skew.value }, fix };
    }),
  },
  {
    id: 'any-client',
    severity: 'info',
    what: 'Every application of the tenant may call.',
    why: 'Without client-application-ids any client that obtains a token for this audience is let in.',
    source: AAD,
    find: ofElements('validate-azure-ad-token', (element) =>
      childrenNamed(element, 'client-application-ids').length > 0 ? undefined : { range: element.nameRange },
    ),
  },
  {
    id: 'plain-discovery',
    severity: 'error',
    what: 'The discovery document is read without TLS.',
    why: 'Whoever sits in between can put own keys into it, and sign.',
    source: JWT,
    find: ofElements('openid-config', (element) => {
      const url = attribute(element, 'url');
      if (url === undefined || !/^http:/i.test(url.value)) return undefined;
      const fix = {
        title: 'Use https',
        edits: [{ range: url.valueRange, text: url.value.replace(/^http:/i, 'https:') }],
      };
      return { range: url.valueRange, fix };
    }),
  },
];

function isLiteral(value: string): boolean {
  return !isExpression(value) && namedValuesIn(value).length === 0;
}

function audienceFix(element: Element): Pick<Breach, 'fix'> {
  const anchor = element.children.findLast(({ name }) =>
    ['openid-config', 'issuer-signing-keys', 'decryption-keys', 'client-application-ids'].includes(name),
  );
  if (anchor === undefined) return {};
  const at = anchor.range.end;
  const text = '\n<audiences><audience>{{api-audience}}</audience></audiences>';
  return { fix: { title: 'Add <audiences>', edits: [{ range: { start: at, end: at }, text }] } };
}

function* otherVersionAudience(element: Element): Generator<Breach> {
  const configs = childrenNamed(element, 'openid-config').map(
    (config) => attribute(config, 'url')?.value ?? '',
  );
  const isV2 =
    configs.length > 0 && configs.every((url) => /login\.microsoftonline\.[^/]+\/[^/]+\/v2\.0\//.test(url));
  const issuers = items(element, 'issuers', 'issuer').map(({ text }) => text);
  const takesOthers = issuers.some((issuer) => !issuer.includes('/v2.0'));
  const audiences = items(element, 'audiences', 'audience');
  if (!isV2 || takesOthers || !audiences.every(({ text }) => /^(?:api|https?):\/\//.test(text.trim())))
    return;
  for (const { text, content } of audiences) yield { range: content, data: { audience: text.trim() } };
}

/** The issuer with its slash put right, undefined when it is right or not Entra's. */
function rightIssuer(issuer: string): string | undefined {
  if (/^https:\/\/sts\.windows\.net\/[^/]+$/.test(issuer)) return `${issuer}/`;
  const [, v2] = /^(https:\/\/login\.microsoftonline\.(?:com|us)\/[^/]+\/v2\.0)\/$/.exec(issuer) ?? [];
  return v2;
}
