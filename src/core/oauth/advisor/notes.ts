import { publicHosts, type Answers } from './questions.ts';

/** What is said about some answers beside the recommendation. */
export interface Note {
  readonly id: string;
  /** Answers that contradict each other, a danger to know of, or something to set in the registration. */
  readonly kind: 'contradiction' | 'warning' | 'setting';
  readonly applies: (answers: Answers, flow: string) => boolean;
  readonly text: string;
  /** Where the rule comes from. */
  readonly reference?: string;
}

const isPublic = ({ host }: Answers) => publicHosts.includes(host);
const keepsCredential = ({ actor, host, credential }: Answers) =>
  (actor === 'api' || host === 'web' || host === 'server') && credential !== 'none';

/** Every note. A new one is one entry. */
export const notes: readonly Note[] = [
  {
    id: 'public-client-credential',
    kind: 'contradiction',
    applies: (answers) => isPublic(answers) && answers.credential !== 'none',
    text: 'What is in the hands of its users keeps no credential: everyone can read it there. Leave it out, or move the sign-in to a server (backend for frontend).',
    reference: 'RFC 6749 §2.1, AADSTS700025',
  },
  {
    id: 'app-delegated',
    kind: 'contradiction',
    applies: ({ actor, permission }) => actor === 'app' && permission === 'delegated',
    text: 'Delegated permissions need a person. A program by itself uses application permissions; if it must act for people, have them sign in.',
  },
  {
    id: 'user-application',
    kind: 'contradiction',
    applies: ({ actor, permission }) => actor !== 'app' && permission === 'application',
    text: 'Tokens of people carry delegated permissions only (scp). Application permissions (roles) come with client credentials or a managed identity.',
  },
  {
    id: 'confidential-without-credential',
    kind: 'contradiction',
    applies: ({ actor, host, credential }) =>
      credential === 'none' && (actor === 'api' || host === 'web' || host === 'server'),
    text: 'This flow needs a client that can prove itself. Give it a certificate, a federated credential, or at least a secret.',
    reference: 'AADSTS7000218',
  },
  {
    id: 'device-code-compliant-device',
    kind: 'contradiction',
    applies: ({ policy }, flow) => policy === 'compliantDevice' && flow === 'deviceCode',
    text: 'The sign-in happens on another device, so the device that gets the token can never prove that it is compliant. Use a broker or a forwarded port with the authorization code flow.',
    reference: 'AADSTS53000',
  },
  {
    id: 'legacy-implicit',
    kind: 'contradiction',
    applies: ({ legacy }) => legacy === 'implicit',
    text: 'Keeping the implicit flow keeps tokens in addresses and histories. Authorization code with PKCE replaces it in every browser of today.',
    reference: 'RFC 9700 §2.1.2',
  },
  {
    id: 'legacy-password',
    kind: 'contradiction',
    applies: ({ legacy }) => legacy === 'password',
    text: 'A password form cannot do multifactor authentication, federation, passkeys or personal accounts. For automated tests use a test tenant with certificate, or a mock issuer such as the sandbox.',
    reference: 'RFC 9700 §2.4',
  },
  {
    id: 'legacy-windows',
    kind: 'contradiction',
    applies: ({ legacy }) => legacy === 'windows',
    text: 'Integrated Windows authentication is deprecated in MSAL. A broker (Web Account Manager) signs in silently on joined devices.',
  },
  {
    id: 'customers-application',
    kind: 'contradiction',
    applies: ({ actor, audience }) => actor === 'app' && audience === 'customers',
    text: "Customers sign in themselves; a program by itself reaches no customer's own data, only the directory through Microsoft Graph.",
  },
  {
    id: 'customers-azure',
    kind: 'contradiction',
    applies: ({ actor, audience, resource }) =>
      actor !== 'app' && audience === 'customers' && resource === 'azure',
    text: 'Customer accounts have no roles in Azure. Let a service with a managed identity call Azure Resource Manager.',
  },
  {
    id: 'personal-azure',
    kind: 'warning',
    applies: ({ audience, resource }) => audience === 'personal' && resource === 'azure',
    text: 'Personal accounts reach Azure Resource Manager only as guests of a tenant; name that tenant in the authority.',
  },
  {
    id: 'device-code-phishing',
    kind: 'warning',
    applies: (_, flow) => flow === 'deviceCode',
    text: 'Whoever talks a person into typing a code gets the token, so many tenants block this flow by Conditional Access. Show the whole address and the name of the application, and try a broker or a forwarded port first.',
    reference: 'RFC 8628 §5.4',
  },
  {
    id: 'spa-refresh-token',
    kind: 'warning',
    applies: ({ host }) => host === 'spa',
    text: 'Refresh tokens of a single-page application end after 24 hours. A script that gets into the page gets its tokens; a backend for frontend keeps them on the server.',
  },
  {
    id: 'spa-offline',
    kind: 'contradiction',
    applies: ({ host, offline }) => host === 'spa' && offline === 'yes',
    text: 'A page cannot work on while nobody looks at it. Let a server hold the refresh token (web application, authorization code flow).',
  },
  {
    id: 'secret-rotation',
    kind: 'warning',
    applies: (answers) => keepsCredential(answers) && answers.credential === 'secret',
    text: 'Keep the secret in a vault, let it live for six months at most, and have somebody told before it expires. A certificate or a federated credential is better.',
    reference: 'RFC 9700 §2.5',
  },
  {
    id: 'app-tenant-wide',
    kind: 'warning',
    applies: ({ actor }) => actor === 'app',
    text: 'Application permissions reach the whole tenant, every mailbox for example. Grant the least, and narrow mail with RBAC for Applications of Exchange Online. There is no refresh token and no claim of a person.',
  },
  {
    id: 'default-azure-credential',
    kind: 'warning',
    applies: (_, flow) => flow === 'managedIdentity' || flow === 'workloadIdentity',
    text: 'DefaultAzureCredential finds your own account on your computer and the identity in Azure. In production name the credential, or set AZURE_TOKEN_CREDENTIALS=prod. See "Identity: Diagnose DefaultAzureCredential".',
  },
  {
    id: 'managed-identity-local',
    kind: 'warning',
    applies: (_, flow) => flow === 'managedIdentity',
    text: 'There is no managed identity on your own computer; debug with AzureCliCredential and a role of your own.',
  },
  {
    id: 'obo-audience',
    kind: 'warning',
    applies: (_, flow) => flow === 'onBehalfOf',
    text: 'The assertion must be an access token for this very API (aud), never one for Microsoft Graph, and never an id_token. App-only tokens cannot be used.',
    reference: 'AADSTS50013, AADSTS500131',
  },
  {
    id: 'obo-challenge',
    kind: 'warning',
    applies: (_, flow) => flow === 'onBehalfOf',
    text: 'When the exchange answers interaction_required, hand its claims challenge to the caller; only the caller can ask the person.',
  },
  {
    id: 'tenant-check',
    kind: 'warning',
    applies: ({ actor, audience }) => actor !== 'app' && (audience === 'multiple' || audience === 'personal'),
    text: 'common and organizations accept people of any tenant. Check tid against the tenants that are customers, and compare the issuer with that tenant, not with one fixed string.',
  },
  {
    id: 'several-resources',
    kind: 'warning',
    applies: ({ resource }) => resource === 'several',
    text: 'A token is for one resource. Ask once for each; scopes of two resources in one request are refused, and .default goes with no other scope.',
    reference: 'AADSTS28000, AADSTS70011',
  },
  {
    id: 'opaque-tokens',
    kind: 'warning',
    applies: ({ resource }) => resource === 'graph' || resource === 'several',
    text: 'Access tokens for Microsoft Graph are for Graph alone: do not parse or verify them in your code. Who signed in stands in the id_token.',
  },
  {
    id: 'mfa-challenge',
    kind: 'warning',
    applies: ({ policy }) => policy === 'mfa',
    text: 'Asking silently can fail with interaction_required at any time; ask the person again with the claims of the error.',
    reference: 'AADSTS50076',
  },
  {
    id: 'compliant-device-broker',
    kind: 'warning',
    applies: ({ policy, host }, flow) =>
      policy === 'compliantDevice' && (host === 'native' || host === 'cli') && flow !== 'deviceCode',
    text: 'Only a broker (Web Account Manager, Company Portal) or a browser that knows the device can prove that it is compliant.',
  },
  {
    id: 'cae',
    kind: 'warning',
    applies: ({ policy }) => policy === 'cae',
    text: 'Declare the client capability cp1 and answer a 401 with a claims challenge by asking for a new token with these claims; tokens then live up to 28 hours.',
  },
  {
    id: 'web-platform',
    kind: 'setting',
    applies: ({ host }, flow) => flow === 'authorizationCode' && host === 'web',
    text: 'Authentication → platform **Web**, redirect URI `https://<host>/…`; `http:` only for localhost. It is compared character by character.',
    reference: 'AADSTS50011',
  },
  {
    id: 'spa-platform',
    kind: 'setting',
    applies: ({ host }, flow) => flow === 'authorizationCode' && host === 'spa',
    text: 'Authentication → platform **Single-page application**, redirect URI `https://<host>/…`; leave both boxes of the implicit grant unticked.',
    reference: 'AADSTS9002326',
  },
  {
    id: 'native-platform',
    kind: 'setting',
    applies: ({ host }, flow) => flow === 'authorizationCode' && (host === 'native' || host === 'cli'),
    text: 'Authentication → platform **Mobile and desktop applications**, redirect URI `http://localhost`; any port of it then matches.',
    reference: 'RFC 8252 §7.3',
  },
  {
    id: 'public-client-flows',
    kind: 'setting',
    applies: (_, flow) => flow === 'deviceCode',
    text: 'Authentication → **Allow public client flows**: Yes (`isFallbackPublicClient`: true).',
    reference: 'AADSTS7000218',
  },
  {
    id: 'audience-single',
    kind: 'setting',
    applies: ({ audience }, flow) => audience === 'single' && flow !== 'managedIdentity',
    text: '`signInAudience`: `AzureADMyOrg`; the authority names the tenant.',
  },
  {
    id: 'audience-multiple',
    kind: 'setting',
    applies: ({ audience }, flow) => audience === 'multiple' && flow !== 'managedIdentity',
    text: '`signInAudience`: `AzureADMultipleOrgs`; each customer tenant consents once, and a program by itself asks in the tenant of each.',
  },
  {
    id: 'audience-personal',
    kind: 'setting',
    applies: ({ audience }, flow) => audience === 'personal' && flow !== 'managedIdentity',
    text: '`signInAudience`: `AzureADandPersonalMicrosoftAccount`, which needs `api.requestedAccessTokenVersion`: 2.',
  },
  {
    id: 'audience-customers',
    kind: 'setting',
    applies: ({ audience }, flow) => audience === 'customers' && flow !== 'managedIdentity',
    text: 'Register it in the external tenant and add it to a user flow; the authority is `https://<subdomain>.ciamlogin.com/`.',
  },
  {
    id: 'certificate',
    kind: 'setting',
    applies: (answers) => keepsCredential(answers) && answers.credential === 'certificate',
    text: 'Certificates & secrets → **Certificates**: upload the certificate without its private key.',
  },
  {
    id: 'secret',
    kind: 'setting',
    applies: (answers) => keepsCredential(answers) && answers.credential === 'secret',
    text: 'Certificates & secrets → **Client secrets**: note when it expires.',
  },
  {
    id: 'federated',
    kind: 'setting',
    applies: (answers, flow) =>
      flow === 'workloadIdentity' || (keepsCredential(answers) && answers.credential === 'federated'),
    text: 'Certificates & secrets → **Federated credentials**: issuer and subject exactly as the token has them, audience `api://AzureADTokenExchange`. On Azure, prefer those of a user-assigned managed identity.',
    reference: 'AADSTS700213',
  },
  {
    id: 'kubernetes',
    kind: 'setting',
    applies: ({ host }) => host === 'kubernetes',
    text: 'Subject `system:serviceaccount:<namespace>:<service account>`; the label `azure.workload.identity/use: "true"` belongs on the pod template, the annotation `azure.workload.identity/client-id` on the service account.',
  },
  {
    id: 'federated-token-file',
    kind: 'setting',
    applies: ({ host }, flow) => flow === 'workloadIdentity' && host !== 'kubernetes',
    text: 'Where the platform does not do it, write its token to a file and name that in AZURE_FEDERATED_TOKEN_FILE. In GitHub Actions `azure/login` with `id-token: write` signs in Azure CLI; use AzureCliCredential there.',
  },
  {
    id: 'managed-identity',
    kind: 'setting',
    applies: (_, flow) => flow === 'managedIdentity',
    text: 'No app registration: switch the identity on at the host, or assign a user-assigned one, and give it a role (Azure) or an app role (`az rest`, Microsoft Graph).',
  },
  {
    id: 'delegated-permissions',
    kind: 'setting',
    applies: ({ actor }) => actor !== 'app',
    text: 'API permissions → **Delegated permissions**: only what is used; what needs an administrator says so in the list.',
    reference: 'AADSTS65001',
  },
  {
    id: 'application-permissions',
    kind: 'setting',
    applies: ({ actor }, flow) => actor === 'app' && flow !== 'managedIdentity',
    text: 'API permissions → **Application permissions**, then **Grant admin consent**; nobody can consent while it runs. Azure Resource Manager takes roles (IAM) instead.',
  },
  {
    id: 'expose-api',
    kind: 'setting',
    applies: ({ actor, resource }) => actor === 'api' || resource === 'ownApi' || resource === 'several',
    text: 'The API: **Expose an API** with an Application ID URI and a scope (or an app role for programs), `api.requestedAccessTokenVersion`: 2.',
  },
  {
    id: 'known-clients',
    kind: 'setting',
    applies: ({ actor }) => actor === 'api',
    text: "The API's manifest lists its callers in `api.knownClientApplications`, so that one consent covers both.",
  },
];
