import { IdentityError } from '../../errors.ts';

/** The credentials of the chain, by the class that each is. */
export type CredentialId =
  | 'EnvironmentCredential'
  | 'WorkloadIdentityCredential'
  | 'ManagedIdentityCredential'
  | 'VisualStudioCodeCredential'
  | 'AzureCliCredential'
  | 'AzurePowerShellCredential'
  | 'AzureDeveloperCliCredential'
  | 'BrokerCredential';

/** One credential of DefaultAzureCredential, with what it looks at on a machine. */
export interface ChainCredential {
  readonly id: CredentialId;
  readonly group: 'prod' | 'dev';
  /** Environment variables it reads. */
  readonly environment: readonly string[];
  /** Files it, or the tool it calls, reads; `~` is the home folder, `$NAME` the value of a variable. */
  readonly files: readonly string[];
  /** Programs it starts. */
  readonly programs: readonly string[];
  /** What would make it work. */
  readonly advice: string;
  /** Why it cannot be probed here; it can when absent. */
  readonly unprobed?: string;
}

/**
 * The chain in its order, as @azure/identity for JavaScript 4.14 builds it; other languages differ a little
 * (https://learn.microsoft.com/azure/developer/javascript/sdk/authentication/credential-chains).
 */
export const chain: readonly ChainCredential[] = [
  {
    id: 'EnvironmentCredential',
    group: 'prod',
    environment: [
      'AZURE_TENANT_ID',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
      'AZURE_CLIENT_CERTIFICATE_PATH',
      'AZURE_CLIENT_CERTIFICATE_PASSWORD',
      'AZURE_USERNAME',
      'AZURE_PASSWORD',
      'AZURE_AUTHORITY_HOST',
    ],
    files: ['$AZURE_CLIENT_CERTIFICATE_PATH'],
    programs: [],
    advice:
      'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_CERTIFICATE_PATH (or AZURE_CLIENT_SECRET).',
  },
  {
    id: 'WorkloadIdentityCredential',
    group: 'prod',
    environment: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST'],
    files: ['$AZURE_FEDERATED_TOKEN_FILE'],
    programs: [],
    advice: 'In Kubernetes, label the pod template and annotate the service account; the variables follow.',
  },
  {
    id: 'ManagedIdentityCredential',
    group: 'prod',
    environment: [
      'AZURE_CLIENT_ID',
      'IDENTITY_ENDPOINT',
      'IDENTITY_HEADER',
      'MSI_ENDPOINT',
      'MSI_SECRET',
      'IMDS_ENDPOINT',
      'AZURE_POD_IDENTITY_AUTHORITY_HOST',
    ],
    files: [],
    programs: [],
    advice: 'Works on Azure hosts only: switch on a managed identity there.',
  },
  {
    id: 'VisualStudioCodeCredential',
    group: 'dev',
    environment: [],
    files: ['~/.azure/ms-azuretools.vscode-azureresourcegroups/authRecord.json'],
    programs: [],
    advice:
      'Install @azure/identity-vscode in the application and sign in with the Azure Resources extension. The probe has no such package, and neither has an application without it.',
  },
  {
    id: 'AzureCliCredential',
    group: 'dev',
    environment: ['AZURE_CONFIG_DIR'],
    files: ['$AZURE_CONFIG_DIR/azureProfile.json', '~/.azure/azureProfile.json'],
    programs: ['az'],
    advice: 'Install Azure CLI and run az login.',
  },
  {
    id: 'AzurePowerShellCredential',
    group: 'dev',
    environment: [],
    files: ['~/.Azure/AzureRmContext.json'],
    programs: ['pwsh', 'powershell'],
    advice: 'Install PowerShell with the module Az.Accounts and run Connect-AzAccount.',
  },
  {
    id: 'AzureDeveloperCliCredential',
    group: 'dev',
    environment: ['AZD_CONFIG_DIR'],
    files: ['$AZD_CONFIG_DIR/auth.json', '~/.azd/auth.json'],
    programs: ['azd'],
    advice: 'Install Azure Developer CLI and run azd auth login.',
  },
  {
    id: 'BrokerCredential',
    group: 'dev',
    environment: [],
    files: [],
    programs: [],
    advice: 'Windows and macOS: install @azure/identity-broker in the application.',
    unprobed: 'It exists only in applications that install @azure/identity-broker.',
  },
];

/** The variable that narrows the chain. */
export const SELECTION_VARIABLE = 'AZURE_TOKEN_CREDENTIALS';

/** The part of the chain that `AZURE_TOKEN_CREDENTIALS` leaves. Throws `credentialChain.badSelection`. */
export function selectCredentials(selection = ''): readonly ChainCredential[] {
  const wanted = selection.trim().toLowerCase();
  if (selection === '') return chain;
  const selectable = chain.filter(({ id }) => id !== 'BrokerCredential');
  const selected =
    wanted === 'dev' || wanted === 'prod'
      ? chain.filter(({ group }) => group === wanted)
      : selectable.filter(({ id }) => id.toLowerCase() === wanted);
  if (selected.length > 0) return selected;
  const names = selectable.map(({ id }) => id).join(', ');
  throw new IdentityError('credentialChain.badSelection', { value: selection.slice(0, 100), names });
}
