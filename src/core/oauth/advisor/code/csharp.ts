import type { Samples } from './sample.ts';

/** Microsoft.Identity.Web and MSAL.NET for people, Azure.Identity for programs. */
export const csharp: Samples = {
  signInWeb: `// dotnet add package Microsoft.Identity.Web
// appsettings.json, section AzureAd: Instance, TenantId, ClientId, ClientCertificates, CallbackPath
using Microsoft.Identity.Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMicrosoftIdentityWebAppAuthentication(builder.Configuration, "AzureAd")
    .EnableTokenAcquisitionToCallDownstreamApi(new[] { "%scope%" })
    .AddDistributedTokenCaches();
builder.Services.AddDistributedMemoryCache();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", async (ITokenAcquisition tokens) =>
{
    var accessToken = await tokens.GetAccessTokenForUserAsync(new[] { "%scope%" });
    return "signed in";
}).RequireAuthorization();
app.Run();
`,
  signInNative: `// dotnet add package Microsoft.Identity.Client
using Microsoft.Identity.Client;

var app = PublicClientApplicationBuilder.Create("<client id>")
    .WithAuthority("%authority%")
    .WithRedirectUri("http://localhost")
    .Build();
var scopes = new[] { "%scope%" };

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
  deviceCode: `// dotnet add package Microsoft.Identity.Client
using Microsoft.Identity.Client;

var app = PublicClientApplicationBuilder.Create("<client id>").WithAuthority("%authority%").Build();
var result = await app.AcquireTokenWithDeviceCode(new[] { "%scope%" }, code =>
{
    Console.WriteLine(code.Message);
    return Task.CompletedTask;
}).ExecuteAsync();
var accessToken = result.AccessToken;
`,
  onBehalfOf: `// dotnet add package Azure.Identity
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

var certificate = X509CertificateLoader.LoadPkcs12FromFile("client.pfx", null);
var credential = new OnBehalfOfCredential("<tenant>", "<client id>", certificate, receivedAccessToken);
var token = await credential.GetTokenAsync(new TokenRequestContext(new[] { "%scope%" }), default);
`,
  managedIdentity: `// dotnet add package Azure.Identity
using Azure.Core;
using Azure.Identity;

var identity = ManagedIdentityId.FromUserAssignedClientId("<client id of the user-assigned identity>");
var credential = new ManagedIdentityCredential(identity);
var token = await credential.GetTokenAsync(new TokenRequestContext(new[] { "%scope%" }), default);
`,
  workloadIdentity: `// dotnet add package Azure.Identity
using Azure.Core;
using Azure.Identity;

// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
var credential = new WorkloadIdentityCredential();
var token = await credential.GetTokenAsync(new TokenRequestContext(new[] { "%scope%" }), default);
`,
  clientCertificate: `// dotnet add package Azure.Identity
using Azure.Core;
using Azure.Identity;

var credential = new ClientCertificateCredential("<tenant>", "<client id>", "client.pem");
var token = await credential.GetTokenAsync(new TokenRequestContext(new[] { "%scope%" }), default);
`,
  clientSecret: `// dotnet add package Azure.Identity
using Azure.Core;
using Azure.Identity;

var secret = Environment.GetEnvironmentVariable("AZURE_CLIENT_SECRET");
var credential = new ClientSecretCredential("<tenant>", "<client id>", secret);
var token = await credential.GetTokenAsync(new TokenRequestContext(new[] { "%scope%" }), default);
`,
};
