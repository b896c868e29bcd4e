"""Asks the sandbox for a token with MSAL for Python. Reads a JSON request from stdin, writes JSON lines to stdout."""

import json
import sys

import msal

request = json.load(sys.stdin)


def show(value):
    print(json.dumps(value), flush=True)


def confidential(credential):
    return msal.ConfidentialClientApplication(
        request["clientId"],
        authority=request["authority"],
        client_credential=credential,
        instance_discovery=False,
    )


def secret():
    show(confidential(request["clientSecret"]).acquire_token_for_client(scopes=request["scopes"]))


def certificate():
    with open(request["certificateFile"], encoding="ascii") as file:
        pem = file.read()
    credential = {"private_key": pem[pem.index("-----BEGIN PRIVATE KEY") :], "thumbprint": request["thumbprint"]}
    show(confidential(credential).acquire_token_for_client(scopes=request["scopes"]))


def device():
    application = msal.PublicClientApplication(
        request["clientId"], authority=request["authority"], instance_discovery=False
    )
    flow = application.initiate_device_flow(scopes=request["scopes"])
    show(flow)
    result = application.acquire_token_by_device_flow(flow)
    show(result)
    [account] = application.get_accounts()
    again = application.acquire_token_silent(request["scopes"], account=account)
    other = application.acquire_token_silent(request["otherScopes"], account=account)
    show({"username": account["username"], "cached": again["access_token"] == result["access_token"], "other": other})


{"secret": secret, "certificate": certificate, "device": device}[request["flow"]]()
