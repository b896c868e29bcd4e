import { IdentityError } from '../../errors.ts';
import { authorize, makeAttempt, scopeOf } from '../authorizationRequest.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { redirectUri, scope } from '../parameters.ts';
import * as steps from './steps.ts';

/** Admin consent: an administrator grants an application its permissions for the whole tenant. */
export const adminConsent: FlowDefinition = {
  id: 'adminConsent',
  title: 'Admin Consent',
  kind: 'action',
  references: [
    {
      title: 'Microsoft identity platform: admin consent',
      url: 'https://learn.microsoft.com/entra/identity-platform/v2-admin-consent',
    },
  ],
  summary: 'An administrator consents for everybody in the tenant.',
  audience: 'Administrators; developers of daemons and multitenant applications.',
  status: { level: 'recommended', why: 'The only way to grant application permissions.' },
  parameters: [scope, redirectUri],
  clientAuthentication: ['none'],
  needs: ['browser', 'person', 'redirect'],
  steps: [
    steps.openBrowser,
    { ...steps.authorizationRequest, label: 'Admin consent request: client_id, scope' },
    { ...steps.authentication, label: 'Sign in as administrator and consent' },
    { ...steps.authorizationResponse, label: 'admin_consent, tenant, scope, state' },
  ],
  entra: {
    offered: true,
    note: 'Without scope, <resource>/.default of the registered permissions is granted.',
  },
  warnings: ['It grants for everybody in the tenant: read the list of permissions.'],
  requires: ['authorization_endpoint'],
  offeredBy: ['entra', 'externalId', 'sandbox'],
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const attempt = await makeAttempt(context.random);
  const build = (uri: string): string => {
    const url = consentEndpoint(context);
    const parameters = {
      client_id: context.client.clientId,
      redirect_uri: uri,
      state: attempt.state,
      ...scopeOf(request),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  };
  const { parameters } = await authorize(context, request, attempt, build, 'query');
  if (parameters.get('admin_consent')?.toLowerCase() !== 'true')
    throw new IdentityError('redirect.incomplete', { member: 'admin_consent' });
  const shown = [...parameters].filter(([name]) => ['admin_consent', 'tenant', 'scope'].includes(name));
  return { result: Object.fromEntries(shown) };
}

/** Not in the discovery document; it stands beside the authorization endpoint. */
function consentEndpoint({ metadata, tenant }: FlowContext): URL {
  const url = new URL(metadata.authorization_endpoint ?? tenant.authority);
  url.pathname = url.pathname.replace(/\/oauth2\/v2\.0\/authorize$/, '/v2.0/adminconsent');
  return url;
}
