import type { ClaimMeaning } from './claim.ts';

const GITHUB = 'GitHub Actions OIDC';
const KEYCLOAK = 'Keycloak';
const COGNITO = 'Amazon Cognito';
const GOOGLE = 'Google OpenID Connect';
const OKTA = 'Okta';

/** Claims of other issuers that developers meet next to Entra ID. */
export const providerClaims: readonly ClaimMeaning[] = [
  {
    name: 'kubernetes.io',
    meaning: 'Namespace, pod and service account of a Kubernetes workload.',
    type: 'object',
    source: 'Kubernetes service accounts',
  },
  { name: 'repository', meaning: 'Repository of the workflow.', type: 'string', source: GITHUB },
  {
    name: 'repository_id',
    meaning: 'Repository of the workflow, by number; stays when it is renamed.',
    type: 'string',
    source: GITHUB,
  },
  { name: 'repository_owner', meaning: 'Owner of the repository.', type: 'string', source: GITHUB },
  { name: 'ref', meaning: 'Branch or tag the workflow runs on.', type: 'string', source: GITHUB },
  { name: 'environment', meaning: 'Deployment environment of the job.', type: 'string', source: GITHUB },
  {
    name: 'job_workflow_ref',
    meaning: 'Reusable workflow the job comes from.',
    type: 'string',
    source: GITHUB,
  },
  { name: 'workflow', meaning: 'Name of the workflow.', type: 'string', source: GITHUB },
  { name: 'actor', meaning: 'Who started the workflow.', type: 'string', source: GITHUB },
  { name: 'run_id', meaning: 'The workflow run.', type: 'string', source: GITHUB },
  { name: 'event_name', meaning: 'What started the workflow.', type: 'string', source: GITHUB },
  { name: 'typ', meaning: 'Use of the token: Bearer, ID or Refresh.', type: 'string', source: KEYCLOAK },
  { name: 'realm_access', meaning: 'Roles in the realm.', type: 'object', source: KEYCLOAK },
  { name: 'resource_access', meaning: 'Roles per client.', type: 'object', source: KEYCLOAK },
  { name: 'session_state', meaning: 'Session at the issuer.', type: 'string', source: KEYCLOAK },
  {
    name: 'allowed-origins',
    meaning: 'Web origins the client may call from.',
    type: 'array',
    source: KEYCLOAK,
  },
  { name: 'token_use', meaning: 'Use of the token: access or id.', type: 'string', source: COGNITO },
  { name: 'cognito:groups', meaning: 'Groups of the user.', type: 'array', source: COGNITO },
  {
    name: 'cognito:username',
    meaning: 'User name in the pool.',
    type: 'string',
    source: COGNITO,
    caution: 'mutable',
  },
  { name: 'hd', meaning: 'Workspace domain of the account.', type: 'string', source: GOOGLE },
  { name: 'cid', meaning: 'The client the token was issued to.', type: 'string', source: OKTA },
  { name: 'uid', meaning: 'User id.', type: 'string', source: OKTA },
  { name: 'permissions', meaning: 'Permissions of the subject at the API.', type: 'array', source: 'Auth0' },
  { name: 'gty', meaning: 'Grant the token was obtained with.', type: 'string', source: 'Auth0' },
];
