import type { Blocks, Purpose, Way } from '../catalogue.ts';
import { restGet } from './rest.ts';
import { entraCredentials } from '../credentials/sets.ts';

const AKS_SERVER = '6dae42f8-4368-4678-94ff-3960e28e3630';
const AKS_CLIENT = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';

const workload: Blocks = {
  yaml: {
    code: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: «serviceAccount»
  namespace: «namespace»
  annotations:
    azure.workload.identity/client-id: «identityClientId»
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: «namespace»
spec:
  replicas: 1
  selector:
    matchLabels:
      app: app
  template:
    metadata:
      labels:
        app: app
        azure.workload.identity/use: "true" # on the pod template, and a string
    spec:
      serviceAccountName: «serviceAccount»
      containers:
        - name: app
          image: «image»
`,
  },
  shell: {
    code: `az aks update --resource-group '«resourceGroup»' --name '«clusterName»' --enable-oidc-issuer --enable-workload-identity
issuer=$(az aks show --resource-group '«resourceGroup»' --name '«clusterName»' \\
  --query oidcIssuerProfile.issuerUrl --output tsv) # ends with a slash, and the slash counts
az identity create --resource-group '«resourceGroup»' --name '«identityName»'
client=$(az identity show --resource-group '«resourceGroup»' --name '«identityName»' --query clientId --output tsv)
az identity federated-credential create --resource-group '«resourceGroup»' --identity-name '«identityName»' \\
  --name '«serviceAccount»' --issuer "$issuer" --audience api://AzureADTokenExchange \\
  --subject 'system:serviceaccount:«namespace»:«serviceAccount»'
printf 'azure.workload.identity/client-id: %s\\n' "$client"
`,
  },
};

/** The sign-in modes of kubelogin, by credential; the mode and what it is told. */
const modes: readonly {
  readonly credential: string;
  readonly mode: string;
  readonly args?: readonly string[];
}[] = [
  { credential: 'azureCli', mode: 'azurecli' },
  { credential: 'interactive', mode: 'interactive' },
  { credential: 'deviceCode', mode: 'devicecode' },
  { credential: 'clientSecret', mode: 'spn' },
  { credential: 'clientCertificate', mode: 'spn', args: ['--client-certificate', '«certificatePath»'] },
  { credential: 'systemIdentity', mode: 'msi' },
  { credential: 'userAssignedIdentity', mode: 'msi', args: ['--client-id', '«identityClientId»'] },
  { credential: 'workloadIdentity', mode: 'workloadidentity' },
  {
    credential: 'azurePipelines',
    mode: 'azurepipelines',
    args: ['--azure-pipelines-service-connection-id', '«serviceConnectionId»'],
  },
];
const HINTS: Readonly<Record<string, string>> = {
  clientSecret:
    '# AAD_SERVICE_PRINCIPAL_CLIENT_ID and AAD_SERVICE_PRINCIPAL_CLIENT_SECRET from the environment.\n',
  clientCertificate: '# AAD_SERVICE_PRINCIPAL_CLIENT_ID from the environment.\n',
};
const clusterWays: readonly Way[] = modes.map(({ credential, mode, args = [] }) => ({
  credentials: [credential],
  whole: true,
  blocks: {
    shell: {
      code: `${HINTS[credential] ?? ''}az aks get-credentials --resource-group '«resourceGroup»' --name '«clusterName»' # not --admin: that is the local account
kubelogin convert-kubeconfig --login ${mode}${args.map((each) => ` ${each.startsWith('--') ? each : `'${each}'`}`).join('')}
kubectl auth whoami
`,
    },
    yaml: {
      code: `apiVersion: v1
kind: Config
users:
  - name: «clusterName»
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: kubelogin
        args:
          - get-token
          - --environment
          - AzurePublicCloud
          - --server-id
          - ${AKS_SERVER}
${mode === 'spn' || mode === 'msi' ? '' : `          - --client-id\n          - ${AKS_CLIENT}\n`}          - --tenant-id
          - «tenantId»
          - --login
          - ${mode}
${args.map((each) => `          - ${each}\n`).join('')}        interactiveMode: ${['azureCli', 'interactive', 'deviceCode'].includes(credential) ? 'IfAvailable' : 'Never'}
        provideClusterInfo: false
`,
    },
  },
}));

const pipelines: readonly Way[] = [
  {
    credentials: ['githubActions'],
    whole: true,
    blocks: {
      yaml: {
        code: `name: deploy
on:
  push:
    branches: [main]
permissions:
  contents: read
  id-token: write # lets the job ask GitHub for its token
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: azure/login@v2
        with:
          client-id: «clientId»
          tenant-id: «tenantId»
          subscription-id: «subscriptionId»
      - run: az account show
`,
      },
    },
  },
  {
    credentials: ['azurePipelines'],
    whole: true,
    blocks: {
      yaml: {
        code: `trigger:
  - main
pool:
  vmImage: ubuntu-latest
steps:
  - task: AzureCLI@2
    inputs:
      azureSubscription: «serviceConnectionId»
      scriptType: bash
      scriptLocation: inlineScript
      inlineScript: python deploy.py
    env:
      SYSTEM_ACCESSTOKEN: $(System.AccessToken) # reaches a script only so
`,
      },
    },
  },
  {
    credentials: ['workloadIdentity'],
    whole: true,
    blocks: {
      yaml: {
        code: `# GitLab: the federated credential has the issuer https://gitlab.com and the subject
# project_path:<group>/<project>:ref_type:branch:ref:main
deploy:
  image: mcr.microsoft.com/azure-cli
  id_tokens:
    AZURE_TOKEN:
      aud: api://AzureADTokenExchange
  script:
    - az login --service-principal --tenant «tenantId» --username «clientId» --federated-token "$AZURE_TOKEN" --output none
    - az account show
`,
      },
    },
  },
];

export const servicePurposes: readonly Purpose[] = [
  {
    id: 'armResources',
    prefix: 'arm',
    group: 'Service identities',
    title: 'Azure Resource Manager, as the identity',
    detail: 'Proves that an identity works and has a role: lists resource groups.',
    scope: 'https://management.azure.com/.default',
    setup: [
      {
        title: 'A role',
        language: 'shell',
        code: `az role assignment create --assignee '«clientId»' --role Reader --scope '/subscriptions/«subscriptionId»'\n`,
      },
    ],
    pitfalls: ['An empty list is no failure of sign-in: the identity has no role here.'],
    source: 'https://learn.microsoft.com/rest/api/resources/resource-groups/list',
    ways: [
      {
        credentials: entraCredentials,
        blocks: restGet({
          url: 'https://management.azure.com/subscriptions/«subscriptionId»/resourcegroups?api-version=2021-04-01',
        }),
      },
    ],
  },
  {
    id: 'aksWorkload',
    prefix: 'aks-workload',
    group: 'Service identities',
    title: 'AKS workload identity, the whole set',
    detail: 'Service account, deployment, federated credential, managed identity.',
    pitfalls: [
      'The label azure.workload.identity/use belongs on the pod template.',
      'The client ID of the identity, not its object ID.',
      'A container with AZURE_CLIENT_SECRET set uses the secret: DefaultAzureCredential asks the environment first.',
      'At most 20 federated credentials for each identity; AADSTS70021 for some minutes after creating one.',
      'The pod exchanges its token itself; the API server of the cluster has no part in it.',
    ],
    source: 'https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster',
    ways: [{ credentials: ['workloadIdentity'], blocks: workload, whole: true }],
  },
  {
    id: 'aksCluster',
    prefix: 'aks-signin',
    group: 'Service identities',
    title: 'Sign in to an AKS cluster (kubelogin)',
    detail: 'The sign-in modes of kubelogin, as command and as kubeconfig.',
    pitfalls: [
      'az aks get-credentials --admin takes the local account, past Entra.',
      'In role bindings a group is its object ID, a person the user principal name.',
      'More than 200 groups: the token lists none (overage).',
    ],
    source: 'https://learn.microsoft.com/azure/aks/kubelogin-authentication',
    ways: clusterWays,
  },
  {
    id: 'pipeline',
    prefix: 'pipeline',
    group: 'Service identities',
    title: 'Pipeline that signs in without a secret',
    detail: 'GitHub Actions, Azure Pipelines and GitLab with workload identity federation.',
    pitfalls: [
      'The subject names repository and branch or environment, exactly; there are no wildcards in it.',
    ],
    source: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust',
    ways: pipelines,
  },
];
