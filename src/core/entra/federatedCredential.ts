/** Trust in the tokens of another issuer (https://learn.microsoft.com/graph/api/resources/federatedidentitycredential). */
export interface FederatedCredential {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** One question of a preset. */
export interface PresetField {
  readonly id: string;
  readonly title: string;
  readonly placeholder: string;
  readonly value?: string;
}

/** A well-known issuer: what to ask, and the issuer and subject that follow. */
export interface FederatedPreset {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly PresetField[];
  readonly make: (answer: (id: string) => string) => Pick<FederatedCredential, 'issuer' | 'subject'>;
}

const GITHUB = 'https://token.actions.githubusercontent.com';
const repository: PresetField = { id: 'repository', title: 'Repository', placeholder: 'owner/name' };

/** The presets, the commonest first. A new issuer is one entry. */
export const federatedPresets: readonly FederatedPreset[] = [
  {
    id: 'githubBranch',
    title: 'GitHub Actions: a branch',
    detail: 'repo:owner/name:ref:refs/heads/main',
    fields: [repository, { id: 'branch', title: 'Branch', placeholder: 'main', value: 'main' }],
    make: (answer) => ({
      issuer: GITHUB,
      subject: `repo:${answer('repository')}:ref:refs/heads/${answer('branch')}`,
    }),
  },
  {
    id: 'githubEnvironment',
    title: 'GitHub Actions: an environment',
    detail: 'repo:owner/name:environment:production',
    fields: [repository, { id: 'environment', title: 'Environment', placeholder: 'production' }],
    make: (answer) => ({
      issuer: GITHUB,
      subject: `repo:${answer('repository')}:environment:${answer('environment')}`,
    }),
  },
  {
    id: 'githubTag',
    title: 'GitHub Actions: a tag',
    detail: 'repo:owner/name:ref:refs/tags/v1',
    fields: [repository, { id: 'tag', title: 'Tag', placeholder: 'v1' }],
    make: (answer) => ({
      issuer: GITHUB,
      subject: `repo:${answer('repository')}:ref:refs/tags/${answer('tag')}`,
    }),
  },
  {
    id: 'githubPullRequest',
    title: 'GitHub Actions: pull requests',
    detail: 'repo:owner/name:pull_request',
    fields: [repository],
    make: (answer) => ({ issuer: GITHUB, subject: `repo:${answer('repository')}:pull_request` }),
  },
  {
    id: 'kubernetes',
    title: 'Kubernetes service account (AKS)',
    detail: 'system:serviceaccount:namespace:name',
    fields: [
      { id: 'issuer', title: 'Cluster OIDC issuer URL', placeholder: 'https://oidc.prod-aks.azure.com/…/' },
      { id: 'namespace', title: 'Namespace', placeholder: 'default', value: 'default' },
      { id: 'account', title: 'Service account', placeholder: 'workload' },
    ],
    make: (answer) => ({
      issuer: answer('issuer'),
      subject: `system:serviceaccount:${answer('namespace')}:${answer('account')}`,
    }),
  },
  {
    id: 'gitlab',
    title: 'GitLab CI/CD: a branch',
    detail: 'project_path:group/project:ref_type:branch:ref:main',
    fields: [
      {
        id: 'issuer',
        title: 'GitLab address',
        placeholder: 'https://gitlab.com',
        value: 'https://gitlab.com',
      },
      { id: 'project', title: 'Project', placeholder: 'group/project' },
      { id: 'branch', title: 'Branch', placeholder: 'main', value: 'main' },
    ],
    make: (answer) => ({
      issuer: answer('issuer'),
      subject: `project_path:${answer('project')}:ref_type:branch:ref:${answer('branch')}`,
    }),
  },
  {
    id: 'terraform',
    title: 'Terraform Cloud workspace',
    detail: 'organization:…:project:…:workspace:…:run_phase:apply',
    fields: [
      { id: 'organization', title: 'Organization', placeholder: 'contoso' },
      { id: 'project', title: 'Project', placeholder: 'Default Project', value: 'Default Project' },
      { id: 'workspace', title: 'Workspace', placeholder: 'infrastructure' },
      { id: 'phase', title: 'Run phase: plan or apply', placeholder: 'apply', value: 'apply' },
    ],
    make: (answer) => ({
      issuer: 'https://app.terraform.io',
      subject: `organization:${answer('organization')}:project:${answer('project')}:workspace:${answer('workspace')}:run_phase:${answer('phase')}`,
    }),
  },
  {
    id: 'other',
    title: 'Other issuer',
    detail: 'Any OpenID Connect issuer',
    fields: [
      { id: 'issuer', title: 'Issuer (iss)', placeholder: 'https://issuer.example' },
      { id: 'subject', title: 'Subject (sub)', placeholder: 'Exactly as the token has it' },
    ],
    make: (answer) => ({ issuer: answer('issuer'), subject: answer('subject') }),
  },
];

/** Why a credential does not match a token: the fields that differ, and how. */
export interface FederatedMismatch {
  readonly field: 'issuer' | 'subject' | 'audience';
  readonly expected: string;
  readonly actual: string;
  /** `case`: only letter case; `slash`: only a final slash. Entra tells neither kindly (AADSTS7002138, 700211). */
  readonly kind: 'case' | 'slash' | 'other';
}

/** Holds a token's claims against a credential, as Entra compares them: exactly, letter case included. */
export function federatedMismatches(
  credential: Pick<FederatedCredential, 'issuer' | 'subject' | 'audiences'>,
  token: { readonly issuer: string; readonly subject: string; readonly audiences: readonly string[] },
): readonly FederatedMismatch[] {
  const found: FederatedMismatch[] = [];
  const compare = (field: FederatedMismatch['field'], expected: string, actual: string) => {
    if (expected !== actual) found.push({ field, expected, actual, kind: kindOf(expected, actual) });
  };
  compare('issuer', credential.issuer, token.issuer);
  compare('subject', credential.subject, token.subject);
  const [expected = ''] = credential.audiences;
  if (!token.audiences.includes(expected)) compare('audience', expected, token.audiences.join(' '));
  return found;
}

/** The credential that matches a token, or the closest with what differs; undefined when there are none. */
export function closestFederatedCredential(
  credentials: readonly FederatedCredential[],
  token: Parameters<typeof federatedMismatches>[1],
):
  | { readonly credential: FederatedCredential; readonly mismatches: readonly FederatedMismatch[] }
  | undefined {
  return credentials
    .map((credential) => ({ credential, mismatches: federatedMismatches(credential, token) }))
    .sort((one, other) => weight(one.mismatches) - weight(other.mismatches))[0];
}

function weight(mismatches: readonly FederatedMismatch[]): number {
  return mismatches.reduce((sum, { kind }) => sum + (kind === 'other' ? 10 : 1), 0);
}

function kindOf(expected: string, actual: string): FederatedMismatch['kind'] {
  if (expected.toLowerCase() === actual.toLowerCase()) return 'case';
  return expected.replace(/\/$/, '') === actual.replace(/\/$/, '') ? 'slash' : 'other';
}
