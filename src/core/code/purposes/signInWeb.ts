import type { Blocks } from '../catalogue.ts';

const MSAL_GO = 'github.com/AzureAD/microsoft-authentication-library-for-go';

/** A server that signs people in. */
export const signInWebBlocks: Blocks = {
  python: {
    packages: ['msal', 'flask'],
    imports: ['import os', 'import msal', 'from flask import Flask, abort, redirect, request, session'],
    code: `web = Flask(__name__)
web.secret_key = os.environ["SESSION_KEY"]
msal_app = msal.ConfidentialClientApplication(
    "«clientId»",
    authority="«authority»",
    client_credential={
        "private_key": open("«certificatePath»").read(),
        "public_certificate": open("«certificatePath»").read(),
    },
)


@web.get("/signin")
def signin():
    # Keeps state, nonce and the PKCE verifier for the way back.
    session["flow"] = msal_app.initiate_auth_code_flow(["«scope»"], redirect_uri="«redirectUri»")
    return redirect(session["flow"]["auth_uri"])


@web.get("/callback")
def callback():
    result = msal_app.acquire_token_by_auth_code_flow(session.pop("flow", {}), request.args)
    if "error" in result:
        abort(401)
    session["user"] = result["id_token_claims"]["oid"]
    return redirect("/")
`,
  },
  typescript: {
    packages: ['@azure/msal-node'],
    imports: [
      `import { createHash, randomUUID } from 'node:crypto';`,
      `import { readFile } from 'node:fs/promises';`,
      `import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';`,
    ],
    code: `const pem = await readFile('«certificatePath»', 'utf8');
const der = Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)/.exec(pem)?.[1] ?? '', 'base64');
const app = new ConfidentialClientApplication({
  auth: {
    clientId: '«clientId»',
    authority: '«authority»',
    clientCertificate: {
      thumbprintSha256: createHash('sha256').update(der).digest('hex'),
      privateKey: /-----BEGIN PRIVATE KEY-----[^]+?-----END PRIVATE KEY-----/.exec(pem)?.[0] ?? '',
    },
  },
});
const request = { scopes: ['«scope»'], redirectUri: '«redirectUri»' };

/** What the session of the browser keeps between the two requests. */
export interface Pending {
  readonly state: string;
  readonly verifier: string;
}

export async function signIn(): Promise<{ readonly location: string; readonly pending: Pending }> {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const state = randomUUID();
  const location = await app.getAuthCodeUrl({
    ...request,
    state,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
  });
  return { location, pending: { state, verifier } };
}

export async function callback(query: URLSearchParams, pending: Pending): Promise<string> {
  if (query.get('state') !== pending.state) throw new Error('state does not match');
  const code = query.get('code');
  if (code === null) throw new Error(query.get('error_description') ?? 'sign-in failed');
  const { accessToken } = await app.acquireTokenByCode({ ...request, code, codeVerifier: pending.verifier });
  return accessToken;
}
`,
  },
  csharp: {
    packages: ['Microsoft.Identity.Web'],
    imports: ['Microsoft.Identity.Web'],
    code: `// appsettings.json, section AzureAd: Instance, TenantId, ClientId, ClientCertificates, CallbackPath
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMicrosoftIdentityWebAppAuthentication(builder.Configuration, "AzureAd")
    .EnableTokenAcquisitionToCallDownstreamApi(new[] { "«scope»" })
    .AddDistributedTokenCaches();
builder.Services.AddDistributedMemoryCache();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", async (ITokenAcquisition tokens) =>
{
    var accessToken = await tokens.GetAccessTokenForUserAsync(new[] { "«scope»" });
    return "signed in";
}).RequireAuthorization();
app.Run();
`,
  },
  java: {
    packages: ['com.microsoft.azure:msal4j'],
    imports: [
      'com.microsoft.aad.msal4j.AuthorizationCodeParameters',
      'com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters',
      'com.microsoft.aad.msal4j.ClientCredentialFactory',
      'com.microsoft.aad.msal4j.ConfidentialClientApplication',
      'com.microsoft.aad.msal4j.IAuthenticationResult',
      'java.io.FileInputStream',
      'java.net.URI',
      'java.security.MessageDigest',
      'java.security.SecureRandom',
      'java.util.Base64',
      'java.util.Set',
    ],
    code: `var credential = ClientCredentialFactory.createFromCertificate(
    new FileInputStream("«certificatePath»"), System.getenv("CLIENT_P12_PASSWORD")); // PKCS #12
var app = ConfidentialClientApplication.builder("«clientId»", credential)
    .authority("«authority»")
    .build();

// Before the redirect: state and the PKCE verifier go into the session of the browser.
byte[] random = new byte[32];
new SecureRandom().nextBytes(random);
var base64 = Base64.getUrlEncoder().withoutPadding();
String verifier = base64.encodeToString(random);
String challenge = base64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes()));
String state = java.util.UUID.randomUUID().toString();
System.out.println(app.getAuthorizationRequestUrl(AuthorizationRequestUrlParameters
    .builder("«redirectUri»", Set.of("«scope»"))
    .state(state)
    .codeChallenge(challenge)
    .codeChallengeMethod("S256")
    .build()));

// At the redirect URI: the query of the request, here read from the console.
String[] answer = System.console().readLine("state code: ").split(" ");
if (!answer[0].equals(state)) throw new IllegalStateException("state does not match");
IAuthenticationResult result = app.acquireToken(AuthorizationCodeParameters
    .builder(answer[1], URI.create("«redirectUri»"))
    .scopes(Set.of("«scope»"))
    .codeVerifier(verifier)
    .build()).get();
String accessToken = result.accessToken();
`,
  },
  go: {
    packages: [MSAL_GO],
    imports: [
      'crypto/rand',
      'crypto/sha256',
      'encoding/base64',
      'net/http',
      'net/url',
      'os',
      `${MSAL_GO}/apps/confidential`,
    ],
    code: `pem, err := os.ReadFile("«certificatePath»")
if err != nil {
	log.Fatal(err)
}
certificates, key, err := confidential.CertFromPEM(pem, "")
if err != nil {
	log.Fatal(err)
}
credential, err := confidential.NewCredFromCert(certificates, key)
if err != nil {
	log.Fatal(err)
}
app, err := confidential.New("«authority»", "«clientId»", credential)
if err != nil {
	log.Fatal(err)
}
scopes, redirect := []string{"«scope»"}, "«redirectUri»"
cookie := func(name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
}
http.HandleFunc("/signin", func(w http.ResponseWriter, r *http.Request) {
	state, verifier := rand.Text(), rand.Text()+rand.Text()
	digest := sha256.Sum256([]byte(verifier))
	location, err := app.AuthCodeURL(r.Context(), "«clientId»", redirect, scopes)
	if err != nil {
		http.Error(w, "sign-in failed", http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, cookie("state", state))
	http.SetCookie(w, cookie("verifier", verifier))
	http.Redirect(w, r, location+"&"+url.Values{
		"state":                 {state},
		"code_challenge":        {base64.RawURLEncoding.EncodeToString(digest[:])},
		"code_challenge_method": {"S256"},
	}.Encode(), http.StatusFound)
})
http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
	state, err := r.Cookie("state")
	verifier, missing := r.Cookie("verifier")
	if err != nil || missing != nil || r.FormValue("state") != state.Value {
		http.Error(w, "state does not match", http.StatusBadRequest)
		return
	}
	result, err := app.AcquireTokenByAuthCode(r.Context(), r.FormValue("code"), redirect, scopes,
		confidential.WithChallenge(verifier.Value))
	if err != nil {
		http.Error(w, "sign-in failed", http.StatusUnauthorized)
		return
	}
	_ = result.AccessToken
})
log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
`,
  },
};
