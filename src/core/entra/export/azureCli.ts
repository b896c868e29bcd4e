import type { JsonObject } from '../../json.ts';
import { creationBody } from './resourceBody.ts';

/** A shell script that creates the registration and its service principal with Azure CLI (`az rest`, `az ad sp`). */
export function azureCli(resource: JsonObject): string {
  const body = JSON.stringify(creationBody(resource), undefined, 2);
  return `#!/usr/bin/env bash
# Creates the app registration with Azure CLI. Sign in first: az login --tenant <tenant>
set -euo pipefail

app_id=$(az rest --method POST \\
  --url https://graph.microsoft.com/v1.0/applications \\
  --headers Content-Type=application/json \\
  --body ${quoted(body)} \\
  --query appId --output tsv)

az ad sp create --id "$app_id"
echo "$app_id"
`;
}

/** A word of a POSIX shell that means exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
