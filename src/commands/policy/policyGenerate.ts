import { insertPolicy } from '../../core/apim/insert.ts';
import { policyDocument as writeDocument, policyTemplates } from '../../core/apim/policies.ts';
import type { PolicyTemplate, PolicyValues } from '../../core/apim/templates/template.ts';
import { templateFor, valuesFromApplication, valuesFromToken } from '../../core/apim/valuesFrom.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { PolicyGenerationRequest } from '../../manifest/policy.ts';
import { pickApplication } from '../application/pickApplication.ts';
import type { Services } from '../services.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { askToken, type AskTokenDeps } from '../token/askToken.ts';
import { tokenTarget } from '../token/tokenTarget.ts';

type Deps = AskTokenDeps & Pick<Services, 'tenants' | 'graph' | 'memory'>;
type Source = 'token' | 'application' | 'later';

interface Filled {
  readonly values: PolicyValues;
  /** The template that fits best. */
  readonly suggested?: string;
}

/**
 * Makes a policy: a new document, or what goes into the section of the document given. Asks for template and values
 * that are not given. Resolves to the text; undefined when dismissed. Throws `policy.unknownTemplate`.
 */
export function policyGenerate(deps: Deps): Commands['identity.policy.generate'] {
  return async (request = {}) => {
    const filled = await valuesOf(deps, request);
    if (filled === undefined) return undefined;
    const templates = request.templates?.map(findTemplate) ?? (await askTemplate(deps, filled.suggested));
    if (templates === undefined) return undefined;
    return write(deps, request.uri, templates, filled.values);
  };
}

function findTemplate(id: string): PolicyTemplate {
  const found = policyTemplates.find((template) => template.id === id);
  if (found === undefined)
    throw new IdentityError('policy.unknownTemplate', {
      template: id,
      known: policyTemplates.map((template) => template.id).join(', '),
    });
  return found;
}

async function valuesOf(deps: Deps, request: PolicyGenerationRequest): Promise<Filled | undefined> {
  const { templates, values, tokenId, clientId } = request;
  if (values !== undefined || templates !== undefined) return { values: values ?? {} };
  if (tokenId !== undefined) return fromToken(await tokenTarget(deps, { tokenId }));
  if (clientId !== undefined) return fromApplication(deps, request);
  const { prompt, translate } = deps;
  const title = translate('Generate Policy');
  const source = await prompt.pick(sources(translate), title, translate('Whom should it let in?'));
  if (source === 'token') return fromToken(await askToken(deps, title, translate('Which token?')));
  if (source === 'application') return fromApplication(deps, {});
  return source === undefined ? undefined : { values: {} };
}

function sources(translate: Services['translate']): readonly Choice<Source>[] {
  return [
    {
      label: translate('From a Token'),
      detail: translate('Lets in tokens like one you have.'),
      icon: 'key',
      value: 'token',
    },
    {
      label: translate('From an App Registration'),
      detail: translate('Lets in tokens for an API of a tenant.'),
      icon: 'symbol-method',
      value: 'application',
    },
    {
      label: translate('Fill In Later'),
      detail: translate('With named values.'),
      icon: 'edit',
      value: 'later',
    },
  ];
}

function fromToken(token: string | undefined): Filled | undefined {
  return token === undefined ? undefined : { values: valuesFromToken(token), suggested: templateFor(token) };
}

async function fromApplication(
  deps: Deps,
  given: Pick<PolicyGenerationRequest, 'tenant' | 'clientId'>,
): Promise<Filled | undefined> {
  const tenant = await pickTenant(deps, given.tenant);
  const application = tenant && (await pickApplication(deps, tenant, given.clientId));
  if (tenant === undefined || application === undefined) return undefined;
  const { registration, clientId } = application;
  const isEntra = tenant.kind === 'entra' || tenant.kind === 'sandbox';
  return {
    values:
      registration === undefined
        ? { tenantId: tenant.id, audiences: [clientId] }
        : valuesFromApplication(tenant, registration),
    suggested: isEntra ? 'validateAzureAdToken' : 'validateJwtGeneric',
  };
}

async function askTemplate(
  { prompt, translate }: Deps,
  suggested: string | undefined,
): Promise<readonly PolicyTemplate[] | undefined> {
  const ordered = policyTemplates.toSorted((a, b) => Number(b.id === suggested) - Number(a.id === suggested));
  const choices = ordered.map((template): Choice<PolicyTemplate> => ({
    label: translate(template.title),
    description: template.id === suggested ? translate('fits best') : template.section,
    detail: translate(template.summary),
    icon: 'shield',
    value: template,
  }));
  const picked = await prompt.pick(choices, translate('Generate Policy'), translate('What should it do?'));
  return picked && [picked];
}

async function write(
  { workbench }: Deps,
  uri: string | undefined,
  templates: readonly PolicyTemplate[],
  values: PolicyValues,
): Promise<string> {
  const [template] = templates;
  const edit =
    uri === undefined || template === undefined
      ? undefined
      : insertPolicy(await workbench.readText(uri), template, values);
  if (uri !== undefined && edit !== undefined) {
    await workbench.edit(uri, [{ ...edit.range, text: edit.text }]);
    return edit.text;
  }
  const text = writeDocument(templates, values);
  await workbench.openText(text, 'xml');
  return text;
}
