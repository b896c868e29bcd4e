import { scopeOf } from '../authorizationRequest.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import * as steps from './steps.ts';

/** Workload identity federation: a token of the platform instead of a secret. */
export const workloadIdentity: FlowDefinition = {
  id: 'workloadIdentity',
  title: 'Workload Identity',
  kind: 'flow',
  references: [
    {
      title: 'Microsoft Entra: workload identity federation',
      url: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
    },
    { title: 'RFC 7523 §2.2', url: 'https://www.rfc-editor.org/rfc/rfc7523#section-2.2' },
  ],
  summary:
    'A token the platform projects (Kubernetes, GitHub, another provider) stands in for the client secret.',
  audience: 'Pods in AKS, pipelines, workloads in other clouds.',
  status: { level: 'recommended', why: 'There is no secret to store, leak or rotate.' },
  parameters: [
    scope,
    {
      name: 'federated_token_file',
      reference: 'Microsoft Entra workload ID',
      explanation: 'File with the projected token; AZURE_FEDERATED_TOKEN_FILE names it when this is empty.',
    },
  ],
  clientAuthentication: ['federated'],
  needs: [],
  steps: [
    {
      id: 'assertion',
      from: 'identityProvider',
      to: 'client',
      label: 'Projected token of the workload',
      channel: 'back',
    },
    steps.tokenRequest('client_assertion, scope'),
    steps.tokenResponse('access_token'),
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'A federated credential of the application must name issuer, subject and audience of the token, letter by letter (AADSTS70021, 7002138).',
  },
  warnings: [],
  requires: ['token_endpoint'],
  offeredBy: ['entra', 'sandbox'],
  grantType: 'client_credentials',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  return { tokens: await context.grant('client_credentials', scopeOf(request)) };
}
