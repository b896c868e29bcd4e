"""Asks the sandbox for tokens with azure-identity. Reads a JSON request from stdin, writes JSON lines to stdout."""

import json
import sys
from urllib.parse import urlsplit

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    CertificateCredential,
    ClientAssertionCredential,
    ClientSecretCredential,
    DefaultAzureCredential,
    DeviceCodeCredential,
    ManagedIdentityCredential,
    OnBehalfOfCredential,
)

request = json.load(sys.stdin)
tenant, client = request.get("tenantId"), request.get("clientId")
authority = {"authority": urlsplit(request["origin"]).netloc, "disable_instance_discovery": True, "retry_total": 0}


def show(value):
    print(json.dumps(value), flush=True)


def prompt(verification_uri, user_code, expires_on):
    show({"verification_uri": verification_uri, "user_code": user_code})


credentials = {
    "secret": lambda: ClientSecretCredential(tenant, client, request["clientSecret"], **authority),
    "certificate": lambda: CertificateCredential(tenant, client, request["certificateFile"], **authority),
    "assertion": lambda: ClientAssertionCredential(tenant, client, lambda: request["assertion"], **authority),
    "device": lambda: DeviceCodeCredential(client, tenant_id=tenant, prompt_callback=prompt, **authority),
    "behalf": lambda: OnBehalfOfCredential(
        tenant, client, client_secret=request["clientSecret"], user_assertion=request["assertion"], **authority
    ),
    "managed": lambda: ManagedIdentityCredential(),
    "default": lambda: DefaultAzureCredential(**authority),
}

try:
    show({"access_token": credentials[request["credential"]]().get_token(request["scope"]).token})
except ClientAuthenticationError as error:
    show({"error": error.message})
