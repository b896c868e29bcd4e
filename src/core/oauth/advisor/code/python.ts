import type { Samples } from './sample.ts';

/** MSAL Python for people, azure-identity for programs. */
export const python: Samples = {
  signInWeb: `import msal  # pip install msal

app = msal.ConfidentialClientApplication(
    "<client id>",
    authority="%authority%",
    client_credential={"private_key_pfx_path": "client.pfx"},
)

# Before the redirect: keep the flow in the session, it holds state, nonce and the PKCE verifier.
session["flow"] = app.initiate_auth_code_flow(["%scope%"], redirect_uri="https://<host>/callback")
redirect(session["flow"]["auth_uri"])

# At the redirect URI.
result = app.acquire_token_by_auth_code_flow(session.pop("flow"), request.args)
if "error" in result:
    raise RuntimeError(result["error_description"])
access_token = result["access_token"]
`,
  signInNative: `import msal  # pip install msal

app = msal.PublicClientApplication("<client id>", authority="%authority%")

result = None
if accounts := app.get_accounts():
    result = app.acquire_token_silent(["%scope%"], account=accounts[0])
if not result:
    result = app.acquire_token_interactive(["%scope%"])  # system browser, PKCE, http://localhost
if "error" in result:
    raise RuntimeError(result["error_description"])
access_token = result["access_token"]
`,
  deviceCode: `import msal  # pip install msal

app = msal.PublicClientApplication("<client id>", authority="%authority%")

flow = app.initiate_device_flow(["%scope%"])
if "user_code" not in flow:
    raise RuntimeError(flow.get("error_description"))
print(flow["message"])
result = app.acquire_token_by_device_flow(flow)  # waits until the person is done
if "error" in result:
    raise RuntimeError(result["error_description"])
access_token = result["access_token"]
`,
  onBehalfOf: `from azure.identity import OnBehalfOfCredential  # pip install azure-identity

credential = OnBehalfOfCredential(
    tenant_id="<tenant>",
    client_id="<client id>",
    client_certificate=open("client.pem", "rb").read(),
    user_assertion=received_access_token,  # from the Authorization header, verified
)
access_token = credential.get_token("%scope%").token
`,
  managedIdentity: `from azure.identity import ManagedIdentityCredential  # pip install azure-identity

credential = ManagedIdentityCredential(client_id="<client id of the user-assigned identity>")
access_token = credential.get_token("%scope%").token
`,
  workloadIdentity: `from azure.identity import WorkloadIdentityCredential  # pip install azure-identity

# AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
credential = WorkloadIdentityCredential()
access_token = credential.get_token("%scope%").token
`,
  clientCertificate: `from azure.identity import CertificateCredential  # pip install azure-identity

credential = CertificateCredential("<tenant>", "<client id>", certificate_path="client.pem")
access_token = credential.get_token("%scope%").token
`,
  clientSecret: `import os

from azure.identity import ClientSecretCredential  # pip install azure-identity

credential = ClientSecretCredential("<tenant>", "<client id>", os.environ["AZURE_CLIENT_SECRET"])
access_token = credential.get_token("%scope%").token
`,
};
