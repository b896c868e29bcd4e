import { decodeToken, type DecodedToken } from '../../jwt/decode.ts';
import { decryptToken } from '../../jwt/decrypt.ts';
import { attribute, childrenNamed, elementsOf, readMarkup, type Element } from '../markup.ts';
import { tokenChecks } from './checks.ts';
import type { Check, IssuerDocument, PolicyEvaluation, Presented, Reason } from './model.ts';
import { resolve, resolveAttribute } from './values.ts';

/** The policies that can be held against a token. */
const EVALUABLE: ReadonlySet<string> = new Set(['validate-jwt', 'validate-azure-ad-token']);
const PUBLIC_ENDPOINT = 'https://login.microsoftonline.com';

/** What the gateway answers where the policy and the check say nothing: its library's own words are not known here. */
const LIBRARY_MESSAGE = '<message of the JWT library>. Access denied.';

/** The policies of a document that validate a token, in order. */
export function evaluablePolicies(text: string): readonly Element[] {
  return [...elementsOf(readMarkup(text).roots)].filter(({ name }) => EVALUABLE.has(name));
}

/**
 * Holds a validate-jwt or validate-azure-ad-token against what reaches the gateway, check by check, as the documentation
 * of the policies says. Whatever only the gateway could know makes the check `unknown`, never a pass. Throws nothing.
 */
export async function evaluatePolicy(element: Element, presented: Presented): Promise<PolicyEvaluation> {
  const checks = await checksOf(element, presented);
  const refused = checks.find(({ state }) => state === 'fail');
  const isUndecided = checks.some(({ state }) => state === 'unknown');
  return {
    policy: element.name,
    range: element.range,
    checks,
    conditions: conditionsAround(element),
    outcome: refused ? 'refused' : isUndecided ? 'undecided' : 'accepted',
    ...(refused?.reason === undefined
      ? {}
      : { answer: answerOf(element, refused, refused.reason, presented) }),
  };
}

async function checksOf(element: Element, presented: Presented): Promise<readonly Check[]> {
  const extracted = extractToken(element, presented);
  if (!('token' in extracted)) return [extracted];
  const present: Check = { name: 'Token', state: 'pass', detail: 'It is there.' };
  const read = await readable(element, extracted.token, presented);
  if (!('token' in read)) return [present, read];
  const { issuer, isIssuerMissing } = await issuersOf(element, presented);
  const subject = { element, presented, token: read.token, issuer, isIssuerMissing };
  const checks: Check[] = [present];
  for (const check of tokenChecks) checks.push(...(await check(subject)));
  return checks;
}

/** The token in the header or parameter: without its scheme, which require-scheme may ask for. */
function extractToken(element: Element, presented: Presented): { readonly token: string } | Check {
  const name = 'Token';
  const credential = presented.credential?.trim() ?? '';
  const absent: Check = { name, state: 'fail', reason: 'TokenNotPresent', detail: 'There is no token.' };
  if (credential === '') return absent;
  const header = resolveAttribute(element, 'header-name', presented)?.text;
  const scheme = resolveAttribute(element, 'require-scheme', presented);
  const isAuthorization =
    header === undefined ? element.name !== 'validate-jwt' : header.toLowerCase() === 'authorization';
  const [, givenScheme, rest] = /^([A-Za-z][\w-]*)\s+(.+)$/s.exec(credential) ?? [];
  if (scheme !== undefined && isAuthorization) {
    if (scheme.text === undefined)
      return { name, state: 'unknown', detail: 'require-scheme is not known.', range: scheme.range };
    if (givenScheme?.toLowerCase() !== scheme.text.toLowerCase())
      return {
        ...absent,
        detail: 'The scheme is not {scheme}.',
        data: { scheme: scheme.text },
        range: scheme.range,
      };
    return { token: rest ?? '' };
  }
  return { token: givenScheme?.toLowerCase() === 'bearer' && rest !== undefined ? rest : credential };
}

/** The token, decrypted if it is encrypted. */
async function readable(
  element: Element,
  compact: string,
  presented: Presented,
): Promise<{ readonly token: DecodedToken } | Check> {
  const token = decodeToken(compact);
  if (token.serialization === 'jwe') return decrypted(element, compact, presented);
  if (token.payload.kind === 'claims' && token.header.size > 0) return { token };
  return {
    name: 'Form',
    state: 'fail',
    reason: 'JwtInvalid',
    detail: 'It is no JSON Web Token: three base64url parts, the first two JSON objects.',
  };
}

async function decrypted(
  element: Element,
  compact: string,
  presented: Presented,
): Promise<{ readonly token: DecodedToken } | Check> {
  const name = 'Encryption';
  const keys = childrenNamed(element, 'decryption-keys').flatMap((each) => childrenNamed(each, 'key'));
  if (keys.length === 0)
    return {
      name,
      state: 'fail',
      reason: 'JwtInvalid',
      detail: 'It is encrypted, and the policy has no decryption-keys.',
    };
  let isIncomplete = false;
  for (const key of keys) {
    const id = attribute(key, 'certificate-id') && resolveAttribute(key, 'certificate-id', presented)?.text;
    const secret = resolve(key.text, key.content, presented).text;
    const material = attribute(key, 'certificate-id')
      ? id === undefined
        ? undefined
        : await presented.keys.certificate(id)
      : secret;
    if (material === undefined) {
      isIncomplete = true;
      continue;
    }
    const inner = await decryptToken(compact, material).catch(() => undefined);
    if (inner !== undefined) return readable(element, inner, presented);
  }
  return isIncomplete
    ? { name, state: 'unknown', detail: 'It is encrypted, and not all decryption keys are at hand.' }
    : { name, state: 'fail', reason: 'JwtInvalid', detail: 'No decryption key fits.' };
}

interface Issuers {
  readonly issuer: IssuerDocument | undefined;
  readonly isIssuerMissing: boolean;
}

/** What the discovery documents of the policy say, together. */
async function issuersOf(element: Element, presented: Presented): Promise<Issuers> {
  const urls = discoveryUrls(element, presented);
  const read = await Promise.all(
    urls.map(async (url) => (url === undefined ? undefined : presented.keys.issuer(url))),
  );
  const known = read.filter((each) => each !== undefined);
  const issuer: IssuerDocument = {
    issuers: known.flatMap((each) => each.issuers),
    keys: known.flatMap((each) => each.keys),
  };
  return { issuer: known.length === 0 ? undefined : issuer, isIssuerMissing: known.length < read.length };
}

/** Those of validate-azure-ad-token follow from the tenant: tokens of v1.0 and v2.0 are accepted. */
function discoveryUrls(element: Element, presented: Presented): readonly (string | undefined)[] {
  if (element.name === 'validate-jwt')
    return childrenNamed(element, 'openid-config').map(
      (each) => resolveAttribute(each, 'url', presented)?.text,
    );
  const tenant = resolveAttribute(element, 'tenant-id', presented)?.text;
  const endpoint = resolveAttribute(element, 'authentication-endpoint', presented);
  const base = endpoint === undefined ? PUBLIC_ENDPOINT : endpoint.text;
  if (tenant === undefined || base === undefined) return [undefined];
  const origin = URL.canParse(tenant)
    ? tenant.replace(/\/(?:v2\.0\/?)?$/, '')
    : `${base.replace(/\/$/, '')}/${tenant}`;
  return [`${origin}/v2.0/.well-known/openid-configuration`, `${origin}/.well-known/openid-configuration`];
}

function answerOf(
  element: Element,
  refused: Check,
  reason: Reason,
  presented: Presented,
): NonNullable<PolicyEvaluation['answer']> {
  const status = resolveAttribute(element, 'failed-validation-httpcode', presented);
  const message = resolveAttribute(element, 'failed-validation-error-message', presented);
  return {
    status: status === undefined ? '401' : (status.text ?? status.written),
    reason,
    message:
      message === undefined
        ? (refused.message ?? (reason === 'TokenNotPresent' ? 'JWT not present.' : LIBRARY_MESSAGE))
        : (message.text ?? message.written),
  };
}

/** The conditions of `when` around the policy, outermost first. */
function conditionsAround(element: Element): readonly string[] {
  const conditions: string[] = [];
  for (let at = element.parent; at !== undefined; at = at.parent) {
    if (at.name === 'when') conditions.unshift(attribute(at, 'condition')?.value ?? '');
    if (at.name === 'otherwise') conditions.unshift('otherwise');
  }
  return conditions;
}
