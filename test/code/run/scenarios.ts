import assert from 'node:assert/strict';
import type { Entry } from '../../../src/core/code/entry.ts';
import type { Seen } from './cloud.ts';
import type { Login } from './tds.ts';
import type { Reached, Stage } from './stage.ts';

/** What has to have happened when a program of that purpose ran. */
interface Scenario {
  readonly purpose: string;
  readonly credentials: readonly string[];
  readonly languages: readonly string[];
  readonly expect: (reached: Reached, stage: Stage, entry: Entry) => void | Promise<void>;
}

const FIVE = ['python', 'typescript', 'go', 'java', 'shell'];
/** Every way of a program to prove itself that the sandbox offers. */
const APPS = [
  'default',
  'systemIdentity',
  'userAssignedIdentity',
  'workloadIdentity',
  'clientCertificate',
  'clientSecret',
  'identityAsAssertion',
  'githubActions',
];
const SECRET = ['clientSecret'];

/** Requests, each as `METHOD host/path`; their tokens were checked when they came. */
const requests =
  (...wanted: readonly (readonly [string, RegExp])[]) =>
  ({ seen }: Reached) => {
    const made = seen.map(({ method, host, path }) => `${method} ${host}${path}`);
    for (const [method, pattern] of wanted)
      assert.ok(
        made.some((each) => each.startsWith(`${method} `) && pattern.test(each)),
        `no ${method} ${String(pattern)} among ${made.join(', ') || 'no requests'}`,
      );
  };
const bearer =
  (...wanted: readonly (readonly [string, RegExp])[]) =>
  (reached: Reached) => {
    requests(...wanted)(reached);
    assert.ok(
      reached.seen.some(({ claims }) => claims !== undefined),
      'no request carried a token',
    );
  };
const header =
  (name: string, value: RegExp) =>
  ({ seen }: Reached) =>
    assert.match(String(seen[0]?.headers[name]), value);
const signedIn = ({ roles }: Reached) => assert.deepEqual([...new Set(roles)], ['orders-api']);
const login =
  (check: (login: Login) => void) =>
  async ({ logins }: Reached, { cloud }: Stage) => {
    const [first] = logins;
    assert.ok(first, 'nothing logged in');
    check(first);
    assert.equal(first.hasPassword, false, 'a password went beside the token');
    await cloud.verify(first.token ?? '', 'https://database.windows.net');
  };
/** Decoded, and with one slash where the Graph SDK for Python writes two. */
const plainPath = (path: string) => decodeURIComponent(path).replaceAll('//', '/');
const mail =
  (path: RegExp) =>
  ({ seen }: Reached) => {
    const sent = seen.find((each: Seen) => path.test(plainPath(each.path)));
    assert.ok(sent, `no ${String(path)} among ${seen.map((each) => each.path).join(', ')}`);
    assert.ok(sent.claims, `no mail with a token to ${String(path)}`);
    const body: unknown = JSON.parse(sent.body);
    assert.match(JSON.stringify(body), /"address":"grace@contoso\.sandbox\.test"/);
  };

export const scenarios: readonly Scenario[] = [
  {
    purpose: 'token',
    credentials: APPS.filter((each) => each !== 'clientCertificate'),
    languages: FIVE,
    expect: () => {},
  },
  // MSAL for Node and Java sign for the endpoint they know by heart, not the sandbox's; MSAL for Go writes the thumbprint
  // in plain base64, which the sandbox refuses.
  {
    purpose: 'token',
    credentials: ['clientCertificate'],
    languages: ['python'],
    expect: () => {},
  },
  {
    purpose: 'tokenReuse',
    credentials: SECRET,
    languages: FIVE,
    expect: ({ output }) => assert.match(output, /true/i),
  },
  {
    purpose: 'armResources',
    credentials: SECRET,
    languages: FIVE,
    expect: bearer(['GET', /management\.azure\.com\/subscriptions\/[0-9a-f-]+\/resourcegroups\?/]),
  },
  { purpose: 'postgres', credentials: [...SECRET, 'systemIdentity'], languages: FIVE, expect: signedIn },
  { purpose: 'postgresPool', credentials: SECRET, languages: FIVE, expect: signedIn },
  { purpose: 'postgresAsyncpg', credentials: SECRET, languages: FIVE, expect: signedIn },
  { purpose: 'postgresPg8000', credentials: SECRET, languages: FIVE, expect: signedIn },
  { purpose: 'postgresSqlAlchemy', credentials: SECRET, languages: FIVE, expect: signedIn },
  {
    purpose: 'sql',
    credentials: [...SECRET, 'systemIdentity'],
    languages: ['typescript', 'go', 'java'],
    expect: login(({ database, readOnly }) => assert.deepEqual([database, readOnly], ['orders', false])),
  },
  {
    purpose: 'sqlReadReplica',
    credentials: SECRET,
    languages: ['typescript', 'go', 'java'],
    expect: login(({ database, readOnly }) => assert.deepEqual([database, readOnly], ['orders', true])),
  },
  {
    purpose: 'sqlNamedReplica',
    credentials: SECRET,
    languages: ['typescript', 'go', 'java'],
    expect: login(({ database, readOnly }) =>
      assert.deepEqual([database, readOnly], ['orders-reports', false]),
    ),
  },
  {
    purpose: 'dedicatedPool',
    credentials: SECRET,
    languages: ['typescript', 'go', 'java'],
    expect: login(({ database }) => assert.equal(database, 'orders')),
  },
  {
    purpose: 'keyVaultSecret',
    credentials: SECRET,
    languages: FIVE,
    expect: bearer(['GET', /vault\.azure\.net\/secrets\/orders-key/]),
  },
  {
    purpose: 'storageBlobs',
    credentials: SECRET,
    languages: FIVE,
    expect: (reached) => {
      bearer(['GET', /blob\.core\.windows\.net\/reports\?.*comp=list/])(reached);
      assert.match(reached.output, /january\.csv/);
    },
  },
  {
    purpose: 'storageDelegation',
    credentials: SECRET,
    languages: FIVE,
    expect: bearer(['POST', /blob\.core\.windows\.net\/\?.*userdelegationkey/]),
  },
  {
    purpose: 'databricksRest',
    credentials: SECRET,
    languages: FIVE,
    expect: bearer(['GET', /azuredatabricks\.net\/api\/2\.1\/clusters\/list/]),
  },
  {
    purpose: 'databricksSql',
    credentials: ['databricksM2m'],
    languages: ['shell'],
    expect: (reached) => {
      requests(['POST', /oidc\/v1\/token/], ['GET', /scim\/v2\/Me/])(reached);
      header('authorization', /^Basic /)(reached);
    },
  },
  {
    purpose: 'databricksNewPrincipal',
    credentials: SECRET,
    languages: FIVE,
    expect: async (reached, { cloud }) => {
      bearer(['GET', /scim\/v2\/Me/])(reached);
      const management = reached.seen[0]?.headers['x-databricks-azure-sp-management-token'];
      await cloud.verify(String(management), 'https://management.azure.com');
    },
  },
  {
    purpose: 'databricksControlPlane',
    credentials: SECRET,
    languages: FIVE,
    expect: bearer(['GET', /management\.azure\.com.*Microsoft\.Databricks\/workspaces/]),
  },
  {
    purpose: 'synapseDev',
    credentials: SECRET,
    languages: FIVE,
    expect: bearer(['GET', /dev\.azuresynapse\.net\/livyApi/]),
  },
  {
    purpose: 'apimKey',
    credentials: ['subscriptionKey'],
    languages: FIVE,
    expect: header('ocp-apim-subscription-key', /^the key$/),
  },
  {
    purpose: 'apimBasic',
    credentials: ['basic'],
    languages: FIVE,
    expect: header('authorization', /^Basic b3JkZXJzOnRoZSBwYXNzd29yZA==$/),
  },
  {
    purpose: 'apimMtls',
    credentials: ['mtls'],
    languages: ['python', 'typescript', 'go', 'shell'],
    expect: ({ seen }) => assert.equal(seen[0]?.client, 'orders-client'),
  },
  {
    purpose: 'apimBearer',
    credentials: SECRET,
    languages: FIVE,
    expect: requests(['GET', /azure-api\.net\/orders\/v1\/items/]),
  },
  {
    purpose: 'mailApplication',
    credentials: SECRET,
    languages: FIVE,
    expect: mail(/^\/v1\.0\/users\/ada@contoso\.sandbox\.test\/sendMail$/),
  },
  { purpose: 'mailApplicationAttachment', credentials: SECRET, languages: FIVE, expect: mail(/sendMail$/) },
  {
    purpose: 'mailApplicationLarge',
    credentials: SECRET,
    languages: FIVE,
    expect: requests(
      ['POST', /\/messages$/],
      ['POST', /createUploadSession$/],
      ['PUT', /outlook\.office\.com\/upload/],
      ['POST', /\/send$/],
    ),
  },
  {
    purpose: 'mailDelegated',
    credentials: ['deviceCode'],
    languages: ['python', 'typescript', 'go', 'java'],
    expect: mail(/^\/v1\.0\/me\/sendMail$/),
  },
  ...['ldapBind', 'ldapSearch', 'ldapPagedSearch', 'ldapModify', 'ldapAdd', 'ldapDelete', 'ldapPassword'].map(
    (purpose): Scenario => ({
      purpose,
      credentials:
        purpose === 'ldapBind' ? ['ldapStartTls', 'ldaps', 'ldapExternal'] : ['ldapStartTls', 'ldaps'],
      languages: FIVE,
      expect: ({ output }) => {
        if (purpose === 'ldapSearch' || purpose === 'ldapPagedSearch')
          assert.match(output, /uid=ada,ou=people/);
        if (purpose === 'ldapBind') assert.match(output, /dn:/);
      },
    }),
  ),
];

/** The scenario of an entry, undefined where it is only compiled. */
export function scenarioOf({ purpose, credential, language }: Entry): Scenario | undefined {
  // A shell asks 169.254.169.254 itself, an address that no test may take.
  if (language === 'shell' && credential.id.endsWith('Identity') && credential.id !== 'workloadIdentity')
    return undefined;
  return scenarios.find(
    (each) =>
      each.purpose === purpose.id &&
      each.credentials.includes(credential.id) &&
      each.languages.includes(language),
  );
}
