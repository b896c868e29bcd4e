import { sectionOf } from '../elements.ts';
import { isExpression, namedValuesIn } from '../expression.ts';
import { attribute, childrenNamed, type Element, type Range } from '../markup.ts';
import { POLICY_DOCS } from '../templates/template.ts';
import { ofElements, type Breach, type PolicyRule, type PolicyText } from './rule.ts';

const NAMED_VALUES = `${POLICY_DOCS}api-management-howto-properties`;
const VALIDATORS = ['validate-jwt', 'validate-azure-ad-token', 'validate-client-certificate', 'check-header'];
/** Headers whose value is a secret. */
const SECRET_HEADER = /^(?:authorization|proxy-authorization|.*(?:api-?key|subscription-key|secret|token))$/i;

/** Rules about secrets, the order of work, and what reaches the backend. */
export const trafficRules: readonly PolicyRule[] = [
  {
    id: 'secret-inline',
    severity: 'error',
    what: 'A secret stands in the policy.',
    why: 'Policies are exported, compared and committed. Keep it in a secret named value, best one from Key Vault, and refer to it.',
    source: NAMED_VALUES,
    *find({ elements }) {
      for (const element of elements) {
        const secret = secretOf(element);
        if (secret === undefined) continue;
        const fix = {
          title: 'Refer to the named value {name}',
          edits: [{ range: secret.range, text: `{{${secret.name}}}` }],
        };
        yield { range: secret.range, data: { name: secret.name }, fix };
      }
    },
  },
  {
    id: 'validated-late',
    severity: 'warning',
    what: '{validator} comes after {earlier}.',
    why: 'What stands before it runs for callers that are refused: validate first.',
    source: `${POLICY_DOCS}api-management-howto-policies`,
    find: validatedLate,
  },
  {
    id: 'cors-late',
    severity: 'warning',
    what: 'cors comes after {earlier}.',
    why: 'A preflight request has no token: it is refused before cors can answer it, and browsers report a CORS error.',
    source: `${POLICY_DOCS}cors-policy`,
    find: ofElements('cors', (element) => {
      const earlier = before(element).find(({ name }) => VALIDATORS.includes(name));
      return earlier && { range: element.nameRange, data: { earlier: earlier.name } };
    }),
  },
  {
    id: 'cors-any-with-credentials',
    severity: 'error',
    what: 'Any origin may call with credentials.',
    why: 'Every web page could call the API as the person who has it open; browsers refuse * with credentials.',
    source: `${POLICY_DOCS}cors-policy`,
    find: ofElements('cors', (element) => {
      const withCredentials = attribute(element, 'allow-credentials');
      const origins = childrenNamed(element, 'allowed-origins').flatMap((each) =>
        childrenNamed(each, 'origin'),
      );
      if (withCredentials?.value !== 'true' || !origins.some(({ text }) => text.trim() === '*'))
        return undefined;
      const fix = { title: 'Change to false', edits: [{ range: withCredentials.valueRange, text: 'false' }] };
      return { range: withCredentials.valueRange, fix };
    }),
  },
  {
    id: 'default-scope-resource',
    severity: 'error',
    what: 'resource is a scope, not a resource.',
    why: 'Managed identities ask for a resource: the same without /.default.',
    source: `${POLICY_DOCS}authentication-managed-identity-policy`,
    find: ofElements('authentication-managed-identity', (element) => {
      const resource = attribute(element, 'resource');
      if (resource === undefined || !resource.value.endsWith('/.default')) return undefined;
      const text = resource.value.slice(0, -'/.default'.length);
      return {
        range: resource.valueRange,
        fix: { title: 'Take /.default away', edits: [{ range: resource.valueRange, text }] },
      };
    }),
  },
  {
    id: 'token-deleted',
    severity: 'warning',
    what: 'This deletes the token of the managed identity.',
    why: 'authentication-managed-identity before it has put its own token into Authorization.',
    source: `${POLICY_DOCS}authentication-managed-identity-policy`,
    find: ofElements('set-header', (element) => {
      const earlier = before(element).some(
        (each) =>
          each.name === 'authentication-managed-identity' && !attribute(each, 'output-token-variable-name'),
      );
      return earlier && deletesAuthorization(element) ? { range: element.range } : undefined;
    }),
  },
  {
    id: 'token-to-other-backend',
    severity: 'info',
    what: "The caller's token travels to {host}.",
    why: 'The gateway forwards Authorization unchanged. A backend that is not yours could use it: delete the header, or authenticate the gateway.',
    source: `${POLICY_DOCS}set-header-policy`,
    find: tokenToOtherBackend,
  },
  {
    id: 'plain-backend',
    severity: 'warning',
    what: 'The backend is called without TLS.',
    why: 'Tokens and data travel in the clear.',
    source: `${POLICY_DOCS}set-backend-service-policy`,
    find: ofElements('set-backend-service', (element) => {
      const url = attribute(element, 'base-url');
      if (url === undefined || !/^http:\/\/(?!localhost\b)/i.test(url.value)) return undefined;
      const text = url.value.replace(/^http:/i, 'https:');
      return { range: url.valueRange, fix: { title: 'Use https', edits: [{ range: url.valueRange, text }] } };
    }),
  },
];

/** The elements before one, in the same parent. */
function before(element: Element): readonly Element[] {
  const siblings = element.parent?.children ?? [];
  return siblings.slice(0, siblings.indexOf(element));
}

function* validatedLate({ elements }: PolicyText): Generator<Breach> {
  const acting = [
    'set-backend-service',
    'send-request',
    'send-one-way-request',
    'authentication-managed-identity',
  ];
  for (const element of elements) {
    if (!VALIDATORS.slice(0, 3).includes(element.name)) continue;
    const earlier = before(element).find(({ name }) => acting.includes(name));
    if (earlier !== undefined)
      yield { range: element.nameRange, data: { validator: element.name, earlier: earlier.name } };
  }
}

function deletesAuthorization(element: Element): boolean {
  return (
    element.name === 'set-header' &&
    attribute(element, 'name')?.value.toLowerCase() === 'authorization' &&
    attribute(element, 'exists-action')?.value === 'delete'
  );
}

function* tokenToOtherBackend({ elements }: PolicyText): Generator<Breach> {
  for (const element of elements) {
    const url = element.name === 'set-backend-service' ? attribute(element, 'base-url') : undefined;
    if (url === undefined || sectionOf(element) !== 'inbound' || !URL.canParse(url.value)) continue;
    const { hostname, host } = new URL(url.value);
    const isOurs =
      /(?:^|\.)(?:azure\.com|azurewebsites\.net|azure-api\.net|azurecontainerapps\.io|cloudapp\.net|windows\.net|internal|local|localhost)$/;
    const siblings = element.parent?.children ?? [];
    const handles = siblings.some(
      (each) =>
        each.name.startsWith('authentication-') ||
        (each.name === 'set-header' && attribute(each, 'name')?.value.toLowerCase() === 'authorization'),
    );
    const validates = siblings.some(({ name }) => VALIDATORS.slice(0, 2).includes(name));
    if (validates && !handles && !isOurs.test(hostname)) yield { range: url.valueRange, data: { host } };
  }
}

/** The secret an element holds as it is, and a name for it. */
function secretOf(element: Element): { readonly range: Range; readonly name: string } | undefined {
  if (element.name === 'key' && element.parent?.name === 'issuer-signing-keys')
    return inline(element.text, trimmed(element), 'jwt-signing-key');
  if (element.name === 'key' && element.parent?.name === 'decryption-keys')
    return inline(element.text, trimmed(element), 'jwt-decryption-key');
  if (element.name === 'authentication-basic' || element.name === 'authentication-certificate') {
    const password = attribute(element, 'password');
    return password && inline(password.value, password.valueRange, 'backend-password');
  }
  const header =
    element.name === 'value' && element.parent?.name === 'set-header' ? element.parent : undefined;
  const name = header && attribute(header, 'name')?.value;
  return name !== undefined && SECRET_HEADER.test(name)
    ? inline(element.text, trimmed(element), `${name.toLowerCase()}-value`)
    : undefined;
}

function inline(value: string, range: Range, name: string) {
  const isSecret = value.trim() !== '' && !isExpression(value) && namedValuesIn(value).length === 0;
  return isSecret ? { range, name } : undefined;
}

/** The range of an element's text without the white space around it. */
function trimmed({ text, content }: Element): Range {
  const start = content.start + (text.length - text.trimStart().length);
  return { start, end: Math.max(start, content.end - (text.length - text.trimEnd().length)) };
}
