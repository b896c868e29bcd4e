"""Reads the invoices as the application itself (client credentials)."""

import os

import msal
import requests

app = msal.ConfidentialClientApplication(
    os.environ["AZURE_CLIENT_ID"],
    client_credential=os.environ["AZURE_CLIENT_SECRET"],
    authority="https://login.microsoftonline.com/5f2c8a10-3b7e-4d61-9c0a-1e8d7b6f4a22",
)
result = app.acquire_token_for_client(scopes=["api://0e4d1c2b-8a7f-4b6e-a5d3-9f1c0b2e7d33/.default"])
if "access_token" not in result:
    raise SystemExit(f"{result['error']}: {result['error_description']}")

response = requests.get(
    "http://localhost:8080/invoices",
    headers={"Authorization": f"Bearer {result['access_token']}"},
    timeout=10,
)
print(response.json())
