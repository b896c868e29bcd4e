import type { Blocks, Purpose } from '../catalogue.ts';
import { signInWebBlocks } from './signInWeb.ts';

const MSAL_GO = 'github.com/AzureAD/microsoft-authentication-library-for-go';

const native: Blocks = {
  python: {
    packages: ['msal'],
    imports: ['import msal'],
    code: `app = msal.PublicClientApplication("«clientId»", authority="«authority»")

result = None
if accounts := app.get_accounts():
    result = app.acquire_token_silent(["«scope»"], account=accounts[0])  # cache, else the refresh token
if not result:
    result = app.acquire_token_interactive(["«scope»"])  # system browser, PKCE, http://localhost
if "error" in result:
    raise RuntimeError(result["error_description"])
access_token = result["access_token"]
`,
  },
  typescript: {
    packages: ['@azure/msal-node', 'open'],
    imports: [`import { PublicClientApplication } from '@azure/msal-node';`, `import open from 'open';`],
    code: `const app = new PublicClientApplication({
  auth: { clientId: '«clientId»', authority: '«authority»' },
});
const scopes = ['«scope»'];

const [account] = await app.getAllAccounts();
const result =
  account === undefined
    ? await app.acquireTokenInteractive({ scopes, openBrowser: async (url) => void (await open(url)) })
    : await app.acquireTokenSilent({ scopes, account });
export const accessToken = result.accessToken;
`,
  },
  csharp: {
    packages: ['Microsoft.Identity.Client'],
    imports: ['System.Linq', 'Microsoft.Identity.Client'],
    code: `var app = PublicClientApplicationBuilder.Create("«clientId»")
    .WithAuthority("«authority»")
    .WithRedirectUri("http://localhost")
    .Build();
var scopes = new[] { "«scope»" };

AuthenticationResult result;
try
{
    var account = (await app.GetAccountsAsync()).FirstOrDefault();
    result = await app.AcquireTokenSilent(scopes, account).ExecuteAsync();
}
catch (MsalUiRequiredException)
{
    result = await app.AcquireTokenInteractive(scopes).WithUseEmbeddedWebView(false).ExecuteAsync();
}
var accessToken = result.AccessToken;
`,
  },
  java: {
    packages: ['com.microsoft.azure:msal4j'],
    imports: [
      'com.microsoft.aad.msal4j.IAuthenticationResult',
      'com.microsoft.aad.msal4j.InteractiveRequestParameters',
      'com.microsoft.aad.msal4j.PublicClientApplication',
      'com.microsoft.aad.msal4j.SilentParameters',
      'java.net.URI',
      'java.util.Set',
    ],
    code: `var app = PublicClientApplication.builder("«clientId»").authority("«authority»").build();
Set<String> scopes = Set.of("«scope»");

var accounts = app.getAccounts().join();
IAuthenticationResult result = accounts.isEmpty()
    ? app.acquireToken(InteractiveRequestParameters
        .builder(URI.create("http://localhost")).scopes(scopes).build()).get()
    : app.acquireTokenSilently(SilentParameters
        .builder(scopes, accounts.iterator().next()).build()).get();
String accessToken = result.accessToken();
`,
  },
  go: {
    packages: [MSAL_GO],
    imports: [`${MSAL_GO}/apps/public`],
    code: `app, err := public.New("«clientId»", public.WithAuthority("«authority»"))
if err != nil {
	log.Fatal(err)
}
scopes := []string{"«scope»"}
accounts, err := app.Accounts(ctx)
if err != nil {
	log.Fatal(err)
}
var result public.AuthResult
if len(accounts) > 0 {
	result, err = app.AcquireTokenSilent(ctx, scopes, public.WithSilentAccount(accounts[0]))
}
if len(accounts) == 0 || err != nil {
	result, err = app.AcquireTokenInteractive(ctx, scopes, public.WithRedirectURI("http://localhost"))
}
if err != nil {
	log.Fatal(err)
}
_ = result.AccessToken
`,
  },
};

const device: Blocks = {
  python: {
    packages: ['msal'],
    imports: ['import msal'],
    code: `app = msal.PublicClientApplication("«clientId»", authority="«authority»")

flow = app.initiate_device_flow(["«scope»"])
if "user_code" not in flow:
    raise RuntimeError(flow.get("error_description"))
print(flow["message"], flush=True)
result = app.acquire_token_by_device_flow(flow)  # waits until the person is done
if "error" in result:
    raise RuntimeError(result["error_description"])
access_token = result["access_token"]
`,
  },
  typescript: {
    packages: ['@azure/msal-node'],
    imports: [`import { PublicClientApplication } from '@azure/msal-node';`],
    code: `const app = new PublicClientApplication({
  auth: { clientId: '«clientId»', authority: '«authority»' },
});
const result = await app.acquireTokenByDeviceCode({
  scopes: ['«scope»'],
  deviceCodeCallback: ({ message }) => console.log(message),
});
export const accessToken = result?.accessToken;
`,
  },
  csharp: {
    packages: ['Microsoft.Identity.Client'],
    imports: ['System', 'System.Threading.Tasks', 'Microsoft.Identity.Client'],
    code: `var app = PublicClientApplicationBuilder.Create("«clientId»").WithAuthority("«authority»").Build();
var result = await app.AcquireTokenWithDeviceCode(new[] { "«scope»" }, code =>
{
    Console.WriteLine(code.Message);
    return Task.CompletedTask;
}).ExecuteAsync();
var accessToken = result.AccessToken;
`,
  },
  java: {
    packages: ['com.microsoft.azure:msal4j'],
    imports: [
      'com.microsoft.aad.msal4j.DeviceCodeFlowParameters',
      'com.microsoft.aad.msal4j.IAuthenticationResult',
      'com.microsoft.aad.msal4j.PublicClientApplication',
      'java.util.Set',
    ],
    code: `var app = PublicClientApplication.builder("«clientId»").authority("«authority»").build();
IAuthenticationResult result = app.acquireToken(DeviceCodeFlowParameters
    .builder(Set.of("«scope»"), code -> System.out.println(code.message()))
    .build()).get();
String accessToken = result.accessToken();
`,
  },
  go: {
    packages: [MSAL_GO],
    imports: ['fmt', `${MSAL_GO}/apps/public`],
    code: `app, err := public.New("«clientId»", public.WithAuthority("«authority»"))
if err != nil {
	log.Fatal(err)
}
code, err := app.AcquireTokenByDeviceCode(ctx, []string{"«scope»"})
if err != nil {
	log.Fatal(err)
}
fmt.Println(code.Result.Message)
result, err := code.AuthenticationResult(ctx) // waits until the person is done
if err != nil {
	log.Fatal(err)
}
_ = result.AccessToken
`,
  },
};

const page: Blocks = {
  typescript: {
    packages: ['@azure/msal-browser'],
    imports: [`import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-browser';`],
    code: `const app = new PublicClientApplication({
  auth: { clientId: '«clientId»', authority: '«authority»', redirectUri: window.location.origin },
});
await app.initialize();
const scopes = ['«scope»'];

const redirected = await app.handleRedirectPromise();
const account = redirected?.account ?? app.getAllAccounts()[0];
if (account === undefined) await app.loginRedirect({ scopes });

export async function accessToken(): Promise<string | undefined> {
  if (account === undefined) return undefined; // on the way to the sign-in page
  try {
    return (await app.acquireTokenSilent({ scopes, account })).accessToken;
  } catch (error) {
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
    await app.acquireTokenRedirect({ scopes });
    return undefined;
  }
}
`,
  },
};

const shared = {
  group: 'Tokens',
  source: 'https://learn.microsoft.com/entra/identity-platform/msal-overview',
} as const;

export const signInPurposes: readonly Purpose[] = [
  {
    ...shared,
    id: 'signInWeb',
    prefix: 'signin-web',
    title: 'Sign-in on a server (MSAL)',
    detail: 'Authorization code with PKCE, state and a credential of the server.',
    pitfalls: [
      'Keep state and verifier in the session of the browser that asked, and compare state before anything else.',
      'The redirect URI is compared by the authorization server, exactly.',
    ],
    ways: [{ credentials: ['clientCertificate'], blocks: signInWebBlocks, whole: true }],
  },
  {
    ...shared,
    id: 'signInSpa',
    prefix: 'signin-spa',
    title: 'Sign-in in a page (MSAL Browser)',
    detail: 'Authorization code with PKCE; the redirect URI is of the platform Single-page application.',
    pitfalls: [
      'Never the implicit flow: tokens in addresses leak. A refresh token of a page lives 24 hours.',
    ],
    ways: [{ credentials: ['interactive'], blocks: page, whole: true }],
  },
  {
    ...shared,
    id: 'signInNative',
    prefix: 'signin',
    title: 'Sign-in in a program, silent the next time (MSAL)',
    detail: 'The system browser, PKCE and the loopback address; then the cache and its refresh token.',
    pitfalls: ['The cache is in memory until you give it a place: msal-extensions and its kin.'],
    ways: [{ credentials: ['interactive'], blocks: native, whole: true }],
  },
  {
    ...shared,
    id: 'signInDevice',
    prefix: 'signin-device',
    title: 'Sign-in on another device (MSAL)',
    detail: 'The program shows a code; the person signs in elsewhere.',
    pitfalls: ['Conditional Access often blocks device code: it is what phishers ask people to type.'],
    ways: [{ credentials: ['deviceCode'], blocks: device, whole: true }],
  },
];
