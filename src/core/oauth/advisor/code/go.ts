import type { Samples } from './sample.ts';

/** MSAL Go for people, azidentity for programs. */
export const go: Samples = {
  signInWeb: `package main

import (
	"context"
	"log"
	"net/http"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func main() {
	pem, err := os.ReadFile("client.pem")
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
	app, err := confidential.New("%authority%", "<client id>", credential)
	if err != nil {
		log.Fatal(err)
	}

	scopes, redirect := []string{"%scope%"}, "https://<host>/callback"
	http.HandleFunc("/signin", func(w http.ResponseWriter, r *http.Request) {
		url, err := app.AuthCodeURL(r.Context(), "<client id>", redirect, scopes)
		if err != nil {
			http.Error(w, "sign-in failed", http.StatusInternalServerError)
			return
		}
		// Add state, and code_challenge of a verifier kept in the session.
		http.Redirect(w, r, url, http.StatusFound)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		// Compare state first.
		result, err := app.AcquireTokenByAuthCode(context.Background(), r.FormValue("code"), redirect, scopes,
			confidential.WithChallenge(verifierFromSession(r)))
		if err != nil {
			http.Error(w, "sign-in failed", http.StatusUnauthorized)
			return
		}
		_ = result.AccessToken
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}
`,
  signInNative: `package main

import (
	"context"
	"log"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"
)

func main() {
	app, err := public.New("<client id>", public.WithAuthority("%authority%"))
	if err != nil {
		log.Fatal(err)
	}
	ctx, scopes := context.Background(), []string{"%scope%"}
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
}
`,
  deviceCode: `package main

import (
	"context"
	"fmt"
	"log"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"
)

func main() {
	app, err := public.New("<client id>", public.WithAuthority("%authority%"))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	code, err := app.AcquireTokenByDeviceCode(ctx, []string{"%scope%"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(code.Result.Message)
	result, err := code.AuthenticationResult(ctx) // waits until the person is done
	if err != nil {
		log.Fatal(err)
	}
	_ = result.AccessToken
}
`,
  onBehalfOf: `package main

import (
	"context"
	"log"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	pem, err := os.ReadFile("client.pem")
	if err != nil {
		log.Fatal(err)
	}
	certificates, key, err := azidentity.ParseCertificates(pem, nil)
	if err != nil {
		log.Fatal(err)
	}
	credential, err := azidentity.NewOnBehalfOfCredentialWithCertificate(
		"<tenant>", "<client id>", receivedAccessToken, certificates, key, nil)
	if err != nil {
		log.Fatal(err)
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"%scope%"},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = token.Token
}
`,
  managedIdentity: `package main

import (
	"context"
	"log"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	credential, err := azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{
		ID: azidentity.ClientID("<client id of the user-assigned identity>"),
	})
	if err != nil {
		log.Fatal(err)
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"%scope%"},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = token.Token
}
`,
  workloadIdentity: `package main

import (
	"context"
	"log"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
	credential, err := azidentity.NewWorkloadIdentityCredential(nil)
	if err != nil {
		log.Fatal(err)
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"%scope%"},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = token.Token
}
`,
  clientCertificate: `package main

import (
	"context"
	"log"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	pem, err := os.ReadFile("client.pem")
	if err != nil {
		log.Fatal(err)
	}
	certificates, key, err := azidentity.ParseCertificates(pem, nil)
	if err != nil {
		log.Fatal(err)
	}
	credential, err := azidentity.NewClientCertificateCredential("<tenant>", "<client id>", certificates, key, nil)
	if err != nil {
		log.Fatal(err)
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"%scope%"},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = token.Token
}
`,
  clientSecret: `package main

import (
	"context"
	"log"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	credential, err := azidentity.NewClientSecretCredential(
		"<tenant>", "<client id>", os.Getenv("AZURE_CLIENT_SECRET"), nil)
	if err != nil {
		log.Fatal(err)
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"%scope%"},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = token.Token
}
`,
};
