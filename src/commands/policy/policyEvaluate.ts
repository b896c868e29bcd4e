import { evaluablePolicies, evaluatePolicy } from '../../core/apim/evaluate/evaluate.ts';
import { issuerDocuments } from '../../core/apim/evaluate/issuerDocuments.ts';
import type { GatewayKeys, PolicyEvaluation } from '../../core/apim/evaluate/model.ts';
import { outcomeOf, type PolicyReport } from '../../core/apim/evaluate/report.ts';
import { openValues } from '../../core/apim/evaluate/values.ts';
import type { Element } from '../../core/apim/markup.ts';
import { documentAddress } from '../../core/documentAddress.ts';
import { IdentityError } from '../../core/errors.ts';
import { isObject, parseJson } from '../../core/json.ts';
import { decodeToken, listClaim, stringClaim } from '../../core/jwt/decode.ts';
import { kindOf } from '../../core/jwt/tokenKinds.ts';
import type { Commands } from '../../manifest.ts';
import type { PolicyEvaluationRequest } from '../../manifest/policy.ts';
import type { Services } from '../services.ts';
import { askToken, type AskTokenDeps } from '../token/askToken.ts';
import { contactConsent } from '../token/contactConsent.ts';
import { tokenTarget } from '../token/tokenTarget.ts';
import { policyDocument, type OpenPolicy } from './policyDocument.ts';

type Deps = AskTokenDeps & Pick<Services, 'clock' | 'fetch' | 'memory' | 'tenants' | 'policyReports'>;

/** Named values of a service, as a JSON object of strings beside the policy. */
const VALUES_FILE = 'named-values.json';
const SECRET_NAME = /key|secret|password|token/i;

/**
 * Holds validate-jwt and validate-azure-ad-token of a document against a token and opens the report. Asks for the token
 * and for named values a person can fill in; issuers are asked for their keys only with consent. Resolves to the report;
 * undefined when dismissed. Throws `policy.noDocument`, `policy.none` and `policy.valuesUnreadable`.
 */
export function policyEvaluate(deps: Deps): Commands['identity.policy.evaluate'] {
  return async (request = {}) => {
    const document = await policyDocument(deps, request.uri);
    const all = evaluablePolicies(document.text);
    const elements =
      request.offset === undefined ? all : all.filter(({ range }) => range.start === request.offset);
    if (elements.length === 0) throw new IdentityError('policy.none', {});
    const token = await tokenOf(deps, request);
    if (token === undefined) return undefined;
    const isPerson = request.token === undefined;
    const values = await valuesOf(deps, document, elements, request, isPerson);
    const evaluations = await deps.prompt.progress(
      deps.translate('Evaluating {policy}', { policy: document.name }),
      (signal) => evaluateAll(deps, elements, token, values, isPerson, signal),
    );
    const report = reportOf(deps, document, token, evaluations);
    const id = deps.policyReports.add(report);
    if (isPerson)
      await deps.workbench.openPreview(documentAddress('policy-evaluation', [`${document.name}.md`], id));
    return report;
  };
}

/** The token that is meant, empty for a request without one; undefined when dismissed. */
async function tokenOf(deps: Deps, { token }: PolicyEvaluationRequest): Promise<string | undefined> {
  if (token === 'none') return '';
  if (token !== undefined) return tokenTarget(deps, token);
  const { translate } = deps;
  return askToken(deps, translate('Evaluate Policy'), translate('Against which token?'), {
    label: translate('No Token'),
    description: translate('what a caller without one is told'),
    icon: 'circle-slash',
    value: { token: '' },
  });
}

async function valuesOf(
  deps: Deps,
  { uri }: OpenPolicy,
  elements: readonly Element[],
  { values = {} }: PolicyEvaluationRequest,
  isPerson: boolean,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map([...(await namedValues(deps, uri)), ...Object.entries(values)]);
  if (!isPerson) return found;
  const open = new Set(elements.flatMap((element) => openValues(element, found)));
  const { prompt, translate } = deps;
  for (const name of open) {
    const value = await prompt.input({
      title: translate('Named Value'),
      prompt: translate(
        'The value of {name}. Leave it empty, and what depends on it stays open. It is not kept.',
        { name },
      ),
      secret: SECRET_NAME.test(name),
    });
    if (value === undefined) break;
    if (value !== '') found.set(name, value);
  }
  return found;
}

/** The named values of the file beside the policy; none when there is no such file. Throws `policy.valuesUnreadable`. */
async function namedValues(
  { workbench }: Deps,
  uri: string,
): Promise<readonly (readonly [string, string])[]> {
  if (!URL.canParse(VALUES_FILE, uri)) return [];
  const unreadable = (reason: string) =>
    new IdentityError('policy.valuesUnreadable', { file: VALUES_FILE, reason });
  let source: string | undefined;
  try {
    source = await workbench.readTextIfThere(new URL(VALUES_FILE, uri).href);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  if (source === undefined) return [];
  const json = parseJson(source);
  if (!isObject(json)) throw unreadable('It is no JSON object.');
  return Object.entries(json).map(([name, value]) => {
    if (typeof value !== 'string') throw unreadable(`The value of ${name} is no text.`);
    return [name, value];
  });
}

async function evaluateAll(
  deps: Deps,
  elements: readonly Element[],
  token: string,
  values: ReadonlyMap<string, string>,
  isPerson: boolean,
  signal: AbortSignal,
): Promise<readonly PolicyEvaluation[]> {
  const presented = {
    credential: token === '' ? undefined : `Bearer ${token}`,
    now: deps.clock.now(),
    values,
    keys: await gatewayKeys(deps, isPerson, signal),
  };
  const evaluations: PolicyEvaluation[] = [];
  for (const element of elements) evaluations.push(await evaluatePolicy(element, presented));
  return evaluations;
}

/** Keys of issuers by discovery, those of known tenants where they really are; certificates from files. */
async function gatewayKeys(deps: Deps, isPerson: boolean, signal: AbortSignal): Promise<GatewayKeys> {
  const { prompt, memory, translate, workbench } = deps;
  const { tenants } = await deps.tenants.list();
  const read = issuerDocuments(deps, contactConsent({ prompt, memory, translate }));
  const given = new Map<string, Promise<string | undefined>>();
  return {
    issuer: (url) => read(addressOf(url, tenants), signal),
    certificate(id) {
      const asked =
        given.get(id) ??
        (isPerson
          ? workbench.readFile(translate('Certificate or Key "{id}" (Cancel Leaves It Open)', { id }), {
              [translate('Keys and Certificates')]: ['pem', 'crt', 'cer', 'key', 'json', 'jwk'],
            })
          : Promise.resolve(undefined));
      given.set(id, asked);
      return asked;
    },
  };
}

/** A tenant of `identity.tenants` answers at its own authority, as the sandbox's do. */
function addressOf(
  url: string,
  tenants: readonly { readonly id: string; readonly authority: string }[],
): string {
  const [, id = ''] = /^https:\/\/login\.microsoftonline\.com\/([^/]+)\//.exec(url) ?? [];
  const tenant = tenants.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (tenant === undefined) return url;
  const base = tenant.authority.replace(/\/v2\.0\/?$/, '');
  return `${base}${url.slice(url.indexOf(id) + id.length)}`;
}

function reportOf(
  { clock, translate }: Deps,
  { name }: OpenPolicy,
  token: string,
  evaluations: readonly PolicyEvaluation[],
): PolicyReport {
  const decoded = decodeToken(token);
  const { claims } = decoded.payload;
  return {
    name,
    at: clock.now(),
    evaluations,
    outcome: outcomeOf(evaluations),
    ...(token === ''
      ? {}
      : {
          token: {
            kind: translate(kindOf(decoded).name),
            audience: listClaim(claims, 'aud').join(', '),
            issuer: stringClaim(claims, 'iss') ?? '',
          },
        }),
  };
}
