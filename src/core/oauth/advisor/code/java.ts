import type { Samples } from './sample.ts';

/** MSAL4J for people, azure-identity for programs. */
export const java: Samples = {
  signInWeb: `// com.microsoft.azure:msal4j
import com.microsoft.aad.msal4j.*;
import java.net.URI;
import java.util.Set;

var credential = ClientCredentialFactory.createFromCertificate(pkcs12Stream, password);
var app = ConfidentialClientApplication.builder("<client id>", credential)
    .authority("%authority%")
    .build();

// Before the redirect: keep state, nonce and the PKCE verifier in the session.
var url = app.getAuthorizationRequestUrl(AuthorizationRequestUrlParameters
    .builder("https://<host>/callback", Set.of("%scope%"))
    .state(state)
    .nonce(nonce)
    .codeChallenge(challenge)
    .codeChallengeMethod("S256")
    .build());

// At the redirect URI, after comparing state.
IAuthenticationResult result = app.acquireToken(AuthorizationCodeParameters
    .builder(code, URI.create("https://<host>/callback"))
    .scopes(Set.of("%scope%"))
    .codeVerifier(verifier)
    .build()).get();
String accessToken = result.accessToken();
`,
  signInNative: `// com.microsoft.azure:msal4j
import com.microsoft.aad.msal4j.*;
import java.net.URI;
import java.util.Set;

var app = PublicClientApplication.builder("<client id>").authority("%authority%").build();
Set<String> scopes = Set.of("%scope%");

var accounts = app.getAccounts().join();
IAuthenticationResult result = accounts.isEmpty()
    ? app.acquireToken(InteractiveRequestParameters
        .builder(URI.create("http://localhost")).scopes(scopes).build()).get()
    : app.acquireTokenSilently(SilentParameters
        .builder(scopes, accounts.iterator().next()).build()).get();
String accessToken = result.accessToken();
`,
  deviceCode: `// com.microsoft.azure:msal4j
import com.microsoft.aad.msal4j.*;
import java.util.Set;

var app = PublicClientApplication.builder("<client id>").authority("%authority%").build();
IAuthenticationResult result = app.acquireToken(DeviceCodeFlowParameters
    .builder(Set.of("%scope%"), code -> System.out.println(code.message()))
    .build()).get();
String accessToken = result.accessToken();
`,
  onBehalfOf: `// com.azure:azure-identity
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.*;

var credential = new OnBehalfOfCredentialBuilder()
    .tenantId("<tenant>")
    .clientId("<client id>")
    .pemCertificate("client.pem")
    .userAssertion(receivedAccessToken) // from the Authorization header, verified
    .build();
String accessToken = credential
    .getTokenSync(new TokenRequestContext().addScopes("%scope%")).getToken();
`,
  managedIdentity: `// com.azure:azure-identity
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.*;

var credential = new ManagedIdentityCredentialBuilder()
    .clientId("<client id of the user-assigned identity>")
    .build();
String accessToken = credential
    .getTokenSync(new TokenRequestContext().addScopes("%scope%")).getToken();
`,
  workloadIdentity: `// com.azure:azure-identity
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.*;

// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
var credential = new WorkloadIdentityCredentialBuilder().build();
String accessToken = credential
    .getTokenSync(new TokenRequestContext().addScopes("%scope%")).getToken();
`,
  clientCertificate: `// com.azure:azure-identity
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.*;

var credential = new ClientCertificateCredentialBuilder()
    .tenantId("<tenant>")
    .clientId("<client id>")
    .pemCertificate("client.pem")
    .build();
String accessToken = credential
    .getTokenSync(new TokenRequestContext().addScopes("%scope%")).getToken();
`,
  clientSecret: `// com.azure:azure-identity
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.*;

var credential = new ClientSecretCredentialBuilder()
    .tenantId("<tenant>")
    .clientId("<client id>")
    .clientSecret(System.getenv("AZURE_CLIENT_SECRET"))
    .build();
String accessToken = credential
    .getTokenSync(new TokenRequestContext().addScopes("%scope%")).getToken();
`,
};
