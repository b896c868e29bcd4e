import type { Blocks, Purpose } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';
import { signInPurposes } from './signIn.ts';
import { GO_CORE, GO_IDENTITY, GO_TOKEN } from '../pieces.ts';

const getToken: Blocks = {
  python: {
    code: `access_token = credential.get_token("«scope»").token  # one scope, or several as arguments: never a list\n`,
  },
  typescript: { code: `export const { token } = await credential.getToken('«scope»');\n` },
  csharp: {
    imports: ['Azure.Core'],
    code: `var token = await credential.GetTokenAsync(new TokenRequestContext(["«scope»"]), default);
var accessToken = token.Token;
`,
  },
  java: {
    imports: ['com.azure.core.credential.TokenRequestContext'],
    code: `String accessToken = credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken();\n`,
  },
  go: {
    packages: [GO_CORE],
    imports: [`${GO_CORE}/policy`],
    code: `${GO_TOKEN}_ = token.Token
`,
  },
  shell: { code: `printf '%s' "$token" | cut -d. -f2 # the claims, base64url\n` },
  powershell: { code: `$token.Length # a SecureString: pass it on as it is\n` },
  http: {
    code: `GET https://graph.microsoft.com/v1.0/$metadata\nAuthorization: Bearer {{token.response.body.access_token}}\n`,
  },
};

const reuse: Blocks = {
  python: {
    imports: ['from azure.identity import get_bearer_token_provider'],
    code: `token = get_bearer_token_provider(credential, "«scope»")
# One credential for the life of the program: it caches in memory and renews some minutes before the end. A person is
# not asked again: the refresh token is used silently.
first, second = token(), token()
print(first == second)
`,
  },
  typescript: {
    imports: [`import { getBearerTokenProvider } from '@azure/identity';`],
    code: `const token = getBearerTokenProvider(credential, '«scope»');
// One credential for the life of the program: it caches in memory and renews some minutes before the end. A person is
// not asked again: the refresh token is used silently.
const [first, second] = [await token(), await token()];
console.log(first === second);
`,
  },
  csharp: {
    imports: ['System', 'Azure.Core'],
    code: `// One credential for the life of the program: it caches in memory and renews some minutes before the end. A person is
// not asked again: the refresh token is used silently.
var context = new TokenRequestContext(["«scope»"]);
var first = await credential.GetTokenAsync(context, default);
var second = await credential.GetTokenAsync(context, default);
Console.WriteLine(first.Token == second.Token);
`,
  },
  java: {
    imports: ['com.azure.core.credential.TokenRequestContext'],
    code: `// One credential for the life of the program: it caches in memory and renews some minutes before the end. A person is
// not asked again: the refresh token is used silently.
TokenRequestContext context = new TokenRequestContext().addScopes("«scope»");
String first = credential.getTokenSync(context).getToken();
String second = credential.getTokenSync(context).getToken();
System.out.println(first.equals(second));
`,
  },
  go: {
    packages: [GO_CORE],
    imports: ['fmt', `${GO_CORE}/policy`],
    code: `// One credential for the life of the program: it caches in memory and renews some minutes before the end. A person is
// not asked again: the refresh token is used silently.
options := policy.TokenRequestOptions{Scopes: []string{"«scope»"}}
first, err := credential.GetToken(ctx, options)
if err != nil {
	log.Fatal(err)
}
second, err := credential.GetToken(ctx, options)
if err != nil {
	log.Fatal(err)
}
fmt.Println(first.Token == second.Token)
`,
  },
};

const persistent: Blocks = {
  python: {
    packages: ['azure-identity'],
    imports: [
      'import pathlib',
      'from azure.identity import AuthenticationRecord, InteractiveBrowserCredential, TokenCachePersistenceOptions',
    ],
    code: `record_file = pathlib.Path("account.json")  # says who signed in; holds no secret
record = AuthenticationRecord.deserialize(record_file.read_text()) if record_file.exists() else None
credential = InteractiveBrowserCredential(
    tenant_id="«tenantId»",
    client_id="«clientId»",
    cache_persistence_options=TokenCachePersistenceOptions(name="my-tool"),
    authentication_record=record,
)
if record is None:
    record_file.write_text(credential.authenticate(scopes=["«scope»"]).serialize())
access_token = credential.get_token("«scope»").token
`,
  },
  typescript: {
    packages: ['@azure/identity', '@azure/identity-cache-persistence'],
    imports: [
      `import { readFile, writeFile } from 'node:fs/promises';`,
      `import { deserializeAuthenticationRecord, InteractiveBrowserCredential, serializeAuthenticationRecord, useIdentityPlugin } from '@azure/identity';`,
      `import { cachePersistencePlugin } from '@azure/identity-cache-persistence';`,
    ],
    code: `useIdentityPlugin(cachePersistencePlugin);
const saved = await readFile('account.json', 'utf8').catch(() => undefined); // says who signed in; holds no secret
const credential = new InteractiveBrowserCredential({
  tenantId: '«tenantId»',
  clientId: '«clientId»',
  redirectUri: 'http://localhost',
  tokenCachePersistenceOptions: { enabled: true, name: 'my-tool' },
  ...(saved === undefined ? {} : { authenticationRecord: deserializeAuthenticationRecord(saved) }),
});
if (saved === undefined) {
  const record = await credential.authenticate('«scope»');
  if (record !== undefined) await writeFile('account.json', serializeAuthenticationRecord(record));
}
export const { token } = await credential.getToken('«scope»');
`,
  },
  csharp: {
    packages: ['Azure.Identity'],
    imports: ['System.IO', 'Azure.Core', 'Azure.Identity'],
    code: `AuthenticationRecord? record = null; // says who signed in; holds no secret
if (File.Exists("account.json"))
{
    await using var file = File.OpenRead("account.json");
    record = await AuthenticationRecord.DeserializeAsync(file);
}
var credential = new InteractiveBrowserCredential(new InteractiveBrowserCredentialOptions
{
    TenantId = "«tenantId»",
    ClientId = "«clientId»",
    TokenCachePersistenceOptions = new TokenCachePersistenceOptions { Name = "my-tool" },
    AuthenticationRecord = record,
});
var context = new TokenRequestContext(["«scope»"]);
if (record is null)
{
    await using var file = File.Create("account.json");
    await (await credential.AuthenticateAsync(context)).SerializeAsync(file);
}
var token = await credential.GetTokenAsync(context, default);
`,
  },
  java: {
    packages: ['com.azure:azure-identity'],
    imports: [
      'com.azure.core.credential.TokenRequestContext',
      'com.azure.identity.InteractiveBrowserCredential',
      'com.azure.identity.InteractiveBrowserCredentialBuilder',
      'com.azure.identity.TokenCachePersistenceOptions',
    ],
    code: `InteractiveBrowserCredential credential = new InteractiveBrowserCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .redirectUrl("http://localhost:8765")
    .tokenCachePersistenceOptions(new TokenCachePersistenceOptions().setName("my-tool"))
    .build();
String accessToken = credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken();
`,
  },
  go: {
    packages: [GO_IDENTITY, `${GO_IDENTITY}/cache`, GO_CORE],
    imports: [`${GO_CORE}/policy`, GO_IDENTITY, `${GO_IDENTITY}/cache`],
    code: `persistent, err := cache.New(&cache.Options{Name: "my-tool"}) // an error: this computer has no key store
if err != nil {
	log.Fatal(err)
}
credential, err := azidentity.NewInteractiveBrowserCredential(&azidentity.InteractiveBrowserCredentialOptions{
	TenantID: "«tenantId»",
	ClientID: "«clientId»",
	Cache:    persistent,
})
if err != nil {
	log.Fatal(err)
}
${GO_TOKEN}_ = token.Token
`,
  },
};

export const tokenPurposes: readonly Purpose[] = [
  {
    id: 'token',
    prefix: 'token',
    group: 'Tokens',
    title: 'Access token',
    detail: 'For any resource, with any credential of Entra.',
    pitfalls: [
      'One resource for each request: scopes of two resources are AADSTS28000.',
      '.default stands alone; it cannot be mixed with named scopes.',
      'A program as itself always asks for .default.',
    ],
    source: 'https://learn.microsoft.com/entra/identity-platform/scopes-oidc',
    ways: [{ credentials: entraCredentials, blocks: getToken }],
  },
  {
    id: 'tokenReuse',
    prefix: 'token-reuse',
    group: 'Tokens',
    title: 'Access token, cached and renewed',
    detail: 'What the credential does by itself: cache, refresh token, renewal ahead of the end.',
    pitfalls: [
      'A new credential for each request throws the cache away, and Entra throttles.',
      'Entra issues no refresh token for client credentials: the program asks anew with its credential.',
    ],
    source: 'https://learn.microsoft.com/azure/developer/python/sdk/authentication/overview',
    ways: [{ credentials: entraCredentials, blocks: reuse }],
  },
  {
    id: 'tokenPersistent',
    prefix: 'token-persistent',
    group: 'Tokens',
    title: 'Access token, kept between runs',
    detail: "The cache in the system's key store, and a record of who signed in.",
    pitfalls: ['Without a key store the libraries refuse; they write plain text only when asked to.'],
    source: 'https://learn.microsoft.com/dotnet/azure/sdk/authentication/token-caching',
    ways: [{ credentials: ['interactive'], blocks: persistent, whole: true }],
  },
  ...signInPurposes,
];
